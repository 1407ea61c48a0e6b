from django.urls import path

from . import views

app_name = "products"
urlpatterns = [
    path("", views.ProductList.as_view(), name="list"),
    path("products/<slug:slug>/", views.ProductDetail.as_view(), name="detail"),
]
