from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F


class OutOfStock(Exception):
    """Fewer pieces are left than were ordered."""


class Order(models.Model):
    class State(models.TextChoices):
        NEW = "new"
        SENT = "sent"
        CANCELLED = "cancelled"

    customer = models.CharField("your name", max_length=120)
    email = models.EmailField("your address")
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    placed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-placed_at"]

    def __str__(self):
        return f"order {self.pk} of {self.customer}"

    @property
    def total(self):
        return sum(line.quantity * line.price for line in self.lines.all())

    def add(self, product, quantity):
        """Add a line at today's price and take the pieces out of the stock."""
        enough = type(product).objects.filter(pk=product.pk, stock__gte=quantity)
        if not enough.update(stock=F("stock") - quantity):
            raise OutOfStock(product.name)
        return self.lines.create(product=product, quantity=quantity, price=product.price)


class OrderLine(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey("products.Product", on_delete=models.PROTECT)
    quantity = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    price = models.DecimalField(max_digits=8, decimal_places=2)

    def __str__(self):
        return f"{self.quantity} × {self.product}"
