from django.contrib import messages
from django.core.mail import mail_admins
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from products.models import Product

from .forms import OrderForm
from .models import Order, OutOfStock

PLACED = "placed_orders"


@require_POST
def place(request, slug):
    product = get_object_or_404(Product, slug=slug)
    form = OrderForm(request.POST)
    if not form.is_valid():
        page = {"product": product, "form": form}
        return render(request, "products/product_detail.html", page, status=400)
    try:
        with transaction.atomic():
            order = form.save()
            order.add(product, form.cleaned_data["quantity"])
    except OutOfStock:
        messages.error(request, "So many pieces are not left.")
        return redirect(product)
    request.session[PLACED] = [*request.session.get(PLACED, []), order.pk]
    transaction.on_commit(
        lambda: mail_admins(f"New {order}", f"Total: {order.total}", fail_silently=True)
    )
    return redirect("orders:detail", pk=order.pk)


def detail(request, pk):
    placed = Order.objects.filter(pk__in=request.session.get(PLACED, []))
    order = get_object_or_404(placed.prefetch_related("lines__product"), pk=pk)
    return render(request, "orders/order_detail.html", {"order": order})
