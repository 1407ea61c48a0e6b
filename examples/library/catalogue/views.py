from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, ListView

from .forms import BookForm, LoanForm
from .models import Book, Loan


class BookList(ListView):
    model = Book
    paginate_by = 20

    def get_queryset(self):
        books = super().get_queryset().select_related("author")
        wanted = self.request.GET.get("q", "").strip()
        if wanted:
            books = books.filter(Q(title__icontains=wanted) | Q(author__name__icontains=wanted))
        return books


class BookCreate(CreateView):
    model = Book
    form_class = BookForm


def book(request, pk):
    found = get_object_or_404(Book.objects.select_related("author"), pk=pk)
    form = LoanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.book = found
        try:
            with transaction.atomic():
                form.save()
        except IntegrityError:
            messages.error(request, "Somebody else has just taken this book.")
        else:
            messages.success(request, "Enjoy reading.")
        return redirect(found)
    return render(request, "catalogue/book_detail.html", {"book": found, "form": form})


@require_POST
def bring_back(request, pk):
    loan = get_object_or_404(Loan, pk=pk, returned_at=None)
    loan.returned_at = timezone.now()
    loan.save(update_fields=["returned_at"])
    messages.success(request, "Thank you.")
    return redirect(loan.book)
