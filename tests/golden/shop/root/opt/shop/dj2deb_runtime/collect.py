"""Collect the project's static files into the directory that the argument names; nothing for a project without staticfiles."""

import sys

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

settings.STATIC_ROOT = sys.argv[1]
django.setup()
if apps.is_installed("django.contrib.staticfiles"):
    call_command("collectstatic", interactive=False, verbosity=0)
