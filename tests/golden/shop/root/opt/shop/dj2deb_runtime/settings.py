"""The project's settings with the values that a server needs; /etc/opt/P/settings.py imports everything from here.

In this order: variables of /etc/opt/P/environment, the facts of this server under the names that the project reads, the
project's settings, and then the overrides below. How a build calls it without a server: facts.py.
"""

from importlib import import_module as _import_module

import django as _django

from dj2deb_runtime import facts as _facts
from dj2deb_runtime import project as _project

_facts.put_into_environment()
_own = _import_module(_project.settings_module)
globals().update({name: getattr(_own, name) for name in dir(_own) if name.isupper()})


def _has(name):
    return getattr(_own, name, None)


# Who we are.
DEBUG = False
SECRET_KEY = _facts.secret_key()
ALLOWED_HOSTS = _facts.domains()
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if _django.VERSION >= (4, 0):
    CSRF_TRUSTED_ORIGINS = [*_facts.origins(), *(item for item in _has("CSRF_TRUSTED_ORIGINS") or [] if "://" in item)]
else:  # names, not origins
    CSRF_TRUSTED_ORIGINS = [*_facts.domains(), *(_has("CSRF_TRUSTED_ORIGINS") or [])]

# Mail. Django 6 wants plain addresses.
ADMINS = [_facts.admin_email()] if _django.VERSION >= (6, 0) else [(f"{_project.package} administrator", _facts.admin_email())]
MANAGERS = _has("MANAGERS") or ADMINS
SERVER_EMAIL = f"{_project.package}@{_facts.domains()[0]}"
if _has("DEFAULT_FROM_EMAIL") in (None, "", "webmaster@localhost"):
    DEFAULT_FROM_EMAIL = SERVER_EMAIL
if _has("EMAIL_BACKEND") == "django.core.mail.backends.console.EmailBackend":  # it would write letters into the journal
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = _has("EMAIL_TIMEOUT") or 10

# Database: where it is, is the server's to say; an engine of the same family and how the project talks to it stay.
_families = {"sqlite": ("sqlite", "spatialite"), "postgresql": ("postgres", "postgis", "psycopg")}
_theirs = (_has("DATABASES") or {}).get("default") or {}
_kept = {"ENGINE": _facts.ENGINES[_project.database]}
if any(word in _theirs.get("ENGINE", "") for word in _families[_project.database]):
    _kept.update(_theirs)
    _kept["OPTIONS"] = {key: value for key, value in (_theirs.get("OPTIONS") or {}).items() if key not in ("service", "passfile")}
    if _project.database == "sqlite":
        _kept["OPTIONS"].setdefault("timeout", 20)
elif "ATOMIC_REQUESTS" in _theirs:
    _kept["ATOMIC_REQUESTS"] = _theirs["ATOMIC_REQUESTS"]
DATABASES = {**(_has("DATABASES") or {}), "default": {**_kept, **_facts.database()}}


# Files.
def _absolute(url):
    """A URL path from the root: "static/" depends on where the site is mounted, which is the root here."""
    return url if not url or url.startswith("/") or "://" in url else "/" + url


STATIC_ROOT = _facts.STATIC + "/"
STATIC_URL = _absolute(_project.static_url or _has("STATIC_URL") or "/static/")
MEDIA_ROOT = _facts.MEDIA + "/"
MEDIA_URL = _absolute(_project.media_url or _has("MEDIA_URL") or "/media/")

# Cache: one that all processes share. A cache in the network is the project's own choice and stays.
_cache = dict((_has("CACHES") or {}).get("default") or {})
if _cache.get("BACKEND", "").rpartition(".")[2] in ("", "LocMemCache", "FileBasedCache", "DummyCache", "DatabaseCache"):
    _cache.update(BACKEND="django.core.cache.backends.filebased.FileBasedCache", LOCATION=_facts.CACHE)
CACHES = {**(_has("CACHES") or {}), "default": _cache}


# Log: one file, which logrotate may move; errors of requests also by mail when mail is set up.
def _mail_is_set_up(record):
    from django.conf import settings

    elsewhere = settings.EMAIL_HOST != "localhost" or not settings.EMAIL_BACKEND.startswith("django.core.mail.backends.smtp.")
    return elsewhere or _facts.admin_email() != "root@localhost"


_to_file = {
    "class": "logging.handlers.WatchedFileHandler",
    "filename": f"{_facts.LOG}/{_project.package}.log",
    "encoding": "utf-8",
    "delay": True,
    "formatter": "line",
}
_to_stderr = {"class": "logging.StreamHandler", "formatter": "line"}
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s [%(process)d] %(message)s"}},
    "filters": {"mail_is_set_up": {"()": "django.utils.log.CallbackFilter", "callback": _mail_is_set_up}},
    "handlers": {
        "log": _to_stderr if _facts.PROVING else _to_file,
        "mail_admins": {"class": "django.utils.log.AdminEmailHandler", "level": "ERROR", "filters": ["mail_is_set_up"]},
    },
    "loggers": {"django": {"handlers": [] if _facts.PROVING else ["mail_admins"], "level": "INFO"}},
    "root": {"handlers": ["log"], "level": "INFO"},
}

__all__ = [name for name in globals() if name.isupper()]
