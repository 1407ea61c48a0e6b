from django import forms

from .models import Author, Book, Loan


class BookForm(forms.ModelForm):
    author = forms.CharField(max_length=200)

    class Meta:
        model = Book
        fields = ["title", "author", "year", "sample"]

    def clean_author(self):
        name = self.cleaned_data["author"].strip()
        return Author.objects.filter(name__iexact=name).first() or Author(name=name)

    def save(self, commit=True):
        author = self.cleaned_data["author"]
        if author.pk is None:
            author.save()
        self.instance.author = author
        return super().save(commit)


class LoanForm(forms.ModelForm):
    class Meta:
        model = Loan
        fields = ["member"]
