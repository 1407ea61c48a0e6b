# Settings of startproject on this server.  This file is yours: the package writes it once and never again.
# It starts from the project's settings with the values a server needs (DEBUG, ALLOWED_HOSTS, DATABASES, SECRET_KEY, STATIC_ROOT,
# MEDIA_ROOT, LOGGING, CACHES, mail); what you set below wins.  See them all: startproject-ctl manage diffsettings
# After a change: startproject-ctl restart
from dj2deb_runtime.settings import *  # noqa: F403

# EMAIL_HOST = "smtp.example.org"
