from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone


class Author(models.Model):
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Book(models.Model):
    title = models.CharField(max_length=200)
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="books")
    year = models.PositiveSmallIntegerField("year of publication")
    sample = models.FileField(
        "sample chapter",
        upload_to="samples/%Y/",
        blank=True,
        validators=[FileExtensionValidator(["pdf", "epub", "txt"])],
    )

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["title", "author"], name="one_title_per_author"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("catalogue:book", args=[self.pk])

    @property
    def open_loan(self):
        return self.loans.filter(returned_at=None).first()


class Loan(models.Model):
    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="loans")
    member = models.CharField("your name", max_length=100)
    lent_at = models.DateTimeField(default=timezone.now, editable=False)
    returned_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-lent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["book"],
                condition=models.Q(returned_at=None),
                name="one_open_loan_per_book",
            ),
        ]

    def __str__(self):
        return f"{self.book} to {self.member}"
