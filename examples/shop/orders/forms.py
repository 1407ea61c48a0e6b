from django import forms

from .models import Order


class OrderForm(forms.ModelForm):
    quantity = forms.IntegerField(min_value=1, initial=1)

    class Meta:
        model = Order
        fields = ["customer", "email"]
