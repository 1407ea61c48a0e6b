from django.contrib import admin

from .forms import ProductForm
from .models import Product


@admin.register(Product)
class ProductAdmin(admin.ModelAdmin):
    form = ProductForm
    list_display = ["name", "price", "stock"]
    list_editable = ["stock"]
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name", "description"]
