from django import forms

from .models import Product
from .pictures import shrink


class ProductForm(forms.ModelForm):
    class Meta:
        model = Product
        fields = ["name", "slug", "description", "price", "stock", "picture"]

    def clean_picture(self):
        picture = self.cleaned_data["picture"]
        if picture and "picture" in self.changed_data:
            return shrink(picture)
        return picture
