from django.views.generic import DetailView, ListView

from orders.forms import OrderForm

from .models import Product


class ProductList(ListView):
    model = Product
    paginate_by = 24


class ProductDetail(DetailView):
    model = Product
    extra_context = {"form": OrderForm()}
