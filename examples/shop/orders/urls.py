from django.urls import path

from . import views

app_name = "orders"
urlpatterns = [
    path("new/<slug:slug>/", views.place, name="place"),
    path("<int:pk>/", views.detail, name="detail"),
]
