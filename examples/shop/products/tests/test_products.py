import tempfile
from io import BytesIO

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase, override_settings
from PIL import Image

from products.models import Product


def picture(width, height):
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return SimpleUploadedFile("kettle.png", out.getvalue(), "image/png")


class Products(TestCase):
    def test_list_and_page(self):
        product = Product.objects.create(name="Kettle", slug="kettle", price=30, stock=2)
        self.assertContains(self.client.get("/"), "Kettle")
        self.assertContains(self.client.get(product.get_absolute_url()), "2 left")

    def test_large_pictures_are_shrunk_in_the_admin(self):
        self.client.force_login(get_user_model().objects.create_superuser("staff"))
        form = {
            "name": "Kettle",
            "slug": "kettle",
            "price": "30",
            "stock": "2",
            "picture": picture(2400, 600),
        }
        with tempfile.TemporaryDirectory() as media, override_settings(MEDIA_ROOT=media):
            self.client.post("/admin/products/product/add/", form)
            kept = Product.objects.get().picture
            self.assertEqual((kept.width, kept.height), (1200, 300))
            self.assertTrue(kept.name.endswith(".jpg"))
