from django import forms

from .models import Author, Book, Loan


class BookForm(forms.ModelForm):
    author = forms.CharField(max_length=200)
    field_order = ["title", "author"]

    class Meta:
        model = Book
        fields = ["title", "year", "sample"]

    def clean(self):
        data = super().clean()
        twin = Book.objects.filter(title=data.get("title"), author__name__iexact=data.get("author"))
        if twin.exists():
            raise forms.ValidationError("This book is in the catalogue already.")
        return data

    def save(self, commit=True):
        name = self.cleaned_data["author"]
        known = Author.objects.filter(name__iexact=name).first()
        self.instance.author = known or Author.objects.create(name=name)
        return super().save(commit)


class LoanForm(forms.ModelForm):
    class Meta:
        model = Loan
        fields = ["member"]
