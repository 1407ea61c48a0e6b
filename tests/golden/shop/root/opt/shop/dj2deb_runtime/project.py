"""What dj2deb found out about this project when the package was built; the other files here are the same in each package."""

package = "shop"
settings_module = "config.settings.production"
wsgi_application = "config.wsgi:application"
database = "postgresql"  # sqlite or postgresql
static_url = "/static/"  # empty: another host serves the static files, the project's own value stays
media_url = "/media/"  # empty: as above
health_path = "/"
timeout = 60  # seconds that one request may take
# What dj2deb.toml gives variables at first; /etc/opt/shop/environment overrules it.
first_values = {
}
# Variables which the project's settings read, and the fact that each is given (facts.py lists the facts).
variables = {
    "ALLOWED_HOSTS": "allowed_hosts",
    "DATABASE_URL": "database_url",
    "DEBUG": "debug",
    "SECRET_KEY": "secret_key",
}
