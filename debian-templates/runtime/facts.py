"""What this server is like: read from /etc/opt/P, never from the project. Standard library only.

Proof at build: with DJ2DEB_PROOF=/some/scratch/directory nothing below /etc/opt, /var or /run is read or written. The key is a
dummy, the database is one that nobody answers for (SQLite: a file in the scratch directory), everything else lies in it.
The builder calls, with the directory of manage.py as working directory (ROOT) and the tree that becomes /opt/P as RELEASE:

    DJ2DEB_PROOF=/scratch PYTHONPATH=ROOT:ADDED:RELEASE DJANGO_SETTINGS_MODULE=dj2deb_runtime.settings \\
        python -m dj2deb_runtime.start -m django check          # the same for: -m dj2deb_runtime.load   the entry point
                                                                #               -m dj2deb_runtime.collect /scratch/static
"""

import json
import os

from dj2deb_runtime import project

PROOF = os.environ.get("DJ2DEB_PROOF")  # scratch directory of a build
PROVING = bool(os.environ.get("DJ2DEB_PROVE") or PROOF)  # nobody is served yet: log to stderr, send no mail

CONFIGURATION = PROOF or f"/etc/opt/{project.package}"
DATA = f"{PROOF}/data" if PROOF else f"/var/opt/{project.package}/data"
MEDIA = f"{PROOF}/media" if PROOF else f"/var/opt/{project.package}/media"
CACHE = f"{PROOF}/cache" if PROOF else f"/var/cache/{project.package}/cache"
LOG = f"{PROOF}/log" if PROOF else f"/var/log/{project.package}"
# While a release is prepared, its static files are not yet where the web server finds them.
STATIC = os.environ.get("DJ2DEB_STATIC") or (f"{PROOF}/static" if PROOF else f"/var/cache/{project.package}/static")

if PROOF:
    for _directory in DATA, MEDIA, CACHE, LOG, STATIC:
        os.makedirs(_directory, exist_ok=True)


def _lines(path):
    """NAME=value lines of a file as a dictionary; comments and blank lines are skipped, quotes around a whole value dropped."""
    values = {}
    if PROOF:
        return values
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.strip()
            if line and line[0] not in "#;" and "=" in line:
                name, value = line.split("=", 1)
                value = value.strip()
                if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
                    value = value[1:-1]
                values[name.strip()] = value
    return values


HOST = _lines(f"{CONFIGURATION}/host.conf")


def domains():
    """The names of the site; the first is the main one."""
    return HOST.get("domain", "").split() or ["localhost"]


def admin_email():
    return HOST.get("admin_email") or "root@localhost"


def _secret(name):
    with open(f"{CONFIGURATION}/{name}", encoding="utf-8") as file:
        return file.read().strip()


def secret_key():
    return "proof-only-" + "x" * 53 if PROOF else _secret("secret_key")


def database():
    """NAME, USER, PASSWORD, HOST and PORT of the database, as Django calls them."""
    if project.database == "sqlite":
        return {"NAME": f"{DATA}/{project.package}.sqlite3", "USER": "", "PASSWORD": "", "HOST": "", "PORT": ""}
    remote = HOST.get("db_host", "")
    return {
        "NAME": HOST.get("db_name") or project.package,
        "USER": HOST.get("db_user") or project.package,
        "PASSWORD": _secret("db_password") if remote else "",
        "HOST": PROOF or remote or "/run/postgresql",
        "PORT": HOST.get("db_port") or "5432",
    }


def database_url():
    """The database as the URL that the common parsers read."""
    from urllib.parse import quote

    at = database()
    if project.database == "sqlite":
        return "sqlite:///" + at["NAME"]
    user, name, host = quote(at["USER"], safe=""), quote(at["NAME"], safe=""), at["HOST"]
    if host.startswith("/"):
        return f"postgres://{user}@/{name}?host={host}" + ("" if at["PORT"] == "5432" else f"&port={at['PORT']}")
    host = f"[{host}]" if ":" in host else host
    return f"postgres://{user}:{quote(at['PASSWORD'], safe='')}@{host}:{at['PORT']}/{name}"


ENGINES = {"sqlite": "django.db.backends.sqlite3", "postgresql": "django.db.backends.postgresql"}

# The facts by the names that project.py uses, each a string as a variable holds it.
FACTS = {
    "admin_email": admin_email,
    "allowed_hosts": lambda: ",".join(domains()),
    "allowed_hosts_blanks": lambda: " ".join(domains()),
    "allowed_hosts_json": lambda: json.dumps(domains()),
    "cache_directory": lambda: CACHE,
    "cache_url": lambda: "file://" + CACHE,
    "csrf_trusted_origins": lambda: ",".join(origins()),
    "csrf_trusted_origins_blanks": lambda: " ".join(origins()),
    "csrf_trusted_origins_json": lambda: json.dumps(origins()),
    "data_directory": lambda: DATA,
    "database_engine": lambda: ENGINES[project.database],
    "database_host": lambda: database()["HOST"],
    "database_name": lambda: database()["NAME"],
    "database_password": lambda: database()["PASSWORD"],
    "database_port": lambda: database()["PORT"],
    "database_url": database_url,
    "database_user": lambda: database()["USER"],
    "debug": lambda: "False",
    "debug_empty": lambda: "",
    "debug_number": lambda: "0",
    "domain": lambda: domains()[0],
    "log_directory": lambda: LOG,
    "media_root": lambda: MEDIA,
    "media_url": lambda: project.media_url or "/media/",
    "secret_key": secret_key,
    "site_url": lambda: "https://" + domains()[0],
    "static_root": lambda: STATIC,
    "static_url": lambda: project.static_url or "/static/",
}


def origins():
    """Where forms may come from, by both schemes: the server may get its certificate later."""
    return [f"{scheme}://{name}" for name in domains() for scheme in ("https", "http")]


def put_into_environment():
    """Set the administrator's variables, the first values of the build, and the facts; what is set already stays.

    The first values count here too: a version that reads a new variable finds it on a server whose file is older.
    """
    given = {} if PROOF else _lines(f"{CONFIGURATION}/environment")
    for name, value in {**project.first_values, **given}.items():
        os.environ.setdefault(name, value)
    for name, fact in project.variables.items():
        if name not in os.environ:
            os.environ[name] = FACTS[fact]()
