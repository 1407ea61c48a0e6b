"""What runs a Django project on a Debian server: standard library and Django only."""
