"""Import what the web server's processes import: the WSGI entry point, and the URLconf with all views. Used by the proof at build."""

from dj2deb_runtime.application import application
from django.urls import get_resolver

application()
get_resolver().url_patterns
