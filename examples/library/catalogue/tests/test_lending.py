import tempfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase, override_settings

from catalogue.models import Author, Book, Loan


class Catalogue(TestCase):
    def setUp(self):
        author = Author.objects.create(name="Mary Shelley")
        self.book = Book.objects.create(title="Frankenstein", author=author, year=1818)

    def test_list_shows_and_finds_books(self):
        self.assertContains(self.client.get("/"), "Frankenstein")
        self.assertContains(self.client.get("/", {"q": "shelley"}), "Frankenstein")
        self.assertNotContains(self.client.get("/", {"q": "austen"}), "Frankenstein")

    def test_new_book_keeps_its_sample_and_reuses_the_author(self):
        sample = SimpleUploadedFile("last-man.txt", b"It was a bright morning.")
        form = {"title": "The Last Man", "author": "mary shelley", "year": 1826, "sample": sample}
        with tempfile.TemporaryDirectory() as media, override_settings(MEDIA_ROOT=media):
            answer = self.client.post("/books/new/", form, follow=True)
            self.assertContains(answer, "/media/samples/")
        self.assertEqual(Author.objects.count(), 1)

    def test_new_author_comes_with_the_book(self):
        form = {"title": "Emma", "author": "Jane Austen", "year": 1815}
        self.assertContains(self.client.post("/books/new/", form, follow=True), "Jane Austen")

    def test_a_book_is_added_once(self):
        form = {"title": "Frankenstein", "author": "Mary Shelley", "year": 1831}
        self.assertContains(self.client.post("/books/new/", form), "already")

    def test_sample_of_another_kind_is_refused(self):
        sample = SimpleUploadedFile("page.html", b"<script></script>")
        form = {"title": "Lodore", "author": "Mary Shelley", "year": 1835, "sample": sample}
        self.assertContains(self.client.post("/books/new/", form), "not allowed")


class Lending(TestCase):
    def setUp(self):
        author = Author.objects.create(name="Mary Shelley")
        self.book = Book.objects.create(title="Frankenstein", author=author, year=1818)

    def test_lend_and_bring_back(self):
        page = self.book.get_absolute_url()
        self.assertContains(self.client.post(page, {"member": "Ada"}, follow=True), "Lent to Ada")
        loan = Loan.objects.get()
        answer = self.client.post(f"/loans/{loan.pk}/return/", follow=True)
        self.assertContains(answer, "Lend this book")

    def test_a_lent_book_cannot_be_lent_again(self):
        page = self.book.get_absolute_url()
        self.client.post(page, {"member": "Ada"})
        answer = self.client.post(page, {"member": "Grace"}, follow=True)
        self.assertContains(answer, "Somebody else")
        self.assertEqual(Loan.objects.count(), 1)
