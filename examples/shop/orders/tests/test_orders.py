from django.test import TestCase

from orders.models import Order
from products.models import Product


class Ordering(TestCase):
    form = {"customer": "Ada", "email": "ada@example.org"}

    def setUp(self):
        self.product = Product.objects.create(name="Kettle", slug="kettle", price=30, stock=2)

    def order(self, quantity):
        return self.client.post("/orders/new/kettle/", {**self.form, "quantity": quantity})

    def test_an_order_takes_from_the_stock(self):
        answer = self.order(2)
        self.assertContains(self.client.get(answer.url), "Total: 60.00")
        self.product.refresh_from_db()
        self.assertEqual(self.product.stock, 0)

    def test_more_than_the_stock_is_refused_and_nothing_is_kept(self):
        self.assertRedirects(self.order(3), "/products/kettle/")
        self.assertEqual(Order.objects.count(), 0)

    def test_a_wrong_form_is_shown_again(self):
        self.assertContains(self.order(0), "greater than or equal to 1", status_code=400)

    def test_orders_of_others_are_not_shown(self):
        answer = self.order(1)
        self.client.cookies.clear()
        self.assertEqual(self.client.get(answer.url).status_code, 404)
