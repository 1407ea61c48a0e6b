"""The project's WSGI application, from the module that the package was built for."""

from importlib import import_module

from dj2deb_runtime import project


def application():
    module, _, name = project.wsgi_application.partition(":")
    found = import_module(module)
    for part in (name or "application").split("."):
        found = getattr(found, part)
    return found
