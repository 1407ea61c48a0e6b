from django.urls import path

from . import views

app_name = "catalogue"
urlpatterns = [
    path("", views.BookList.as_view(), name="books"),
    path("books/new/", views.BookCreate.as_view(), name="new"),
    path("books/<int:pk>/", views.book, name="book"),
    path("loans/<int:pk>/return/", views.bring_back, name="bring_back"),
]
