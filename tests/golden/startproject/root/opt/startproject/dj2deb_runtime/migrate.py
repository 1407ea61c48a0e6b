"""Migrations, all or nothing. `state` tells what is to do, `run` does it in one transaction, `loose` without one.

`run` and `loose` end with a request for the health page by the new code; below 500 and the transaction is committed.
`state` writes to descriptor 3, so that what a project prints cannot be taken for it: `pending`, `loose` and `unknown` lines.
"""

import io
import os
import sys
import time

import django
from django.core.management import call_command, get_commands, load_command_class
from django.db import connection, router, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from dj2deb_runtime import facts, project
from dj2deb_runtime.application import application

TRIES = 5
PAUSE = 2  # seconds between two tries


def state():
    """One line for each migration to apply (`loose`: one that must not run in a transaction) and each that this code does not know."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    lines = []
    for migration, _ in executor.migration_plan(loader.graph.leaf_nodes()):
        lines.append(f"{'pending' if migration.atomic else 'loose'} {migration.app_label}.{migration.name}")
    known = set(loader.disk_migrations)
    for app, name in sorted(loader.applied_migrations):
        if app in loader.migrated_apps and (app, name) not in known:
            lines.append(f"unknown {app}.{name}")
    lines += [f"pending {model._meta.label} (its application has no migrations)" for model in missing_models(loader)]
    with os.fdopen(3, "w") as answer:
        answer.write("".join(line + "\n" for line in lines))


def missing_models(loader):
    """Models of applications without migrations whose table is not there."""
    from django.apps import apps

    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    return [
        model
        for config in apps.get_app_configs()
        if config.label in loader.unmigrated_apps
        for model in router.get_migratable_models(config, "default", include_auto_created=False)
        if model._meta.can_migrate(connection) and model._meta.db_table not in tables
    ]


def migrate():
    """The project's own migrate command; after each migration the constraints are looked at, as if it had been committed."""
    command = load_command_class(get_commands()["migrate"], "migrate")
    progress = command.migration_progress_callback

    def checked(action, migration=None, fake=False):
        progress(action, migration, fake)
        if action == "apply_success" and connection.in_atomic_block and connection.vendor == "postgresql":
            # Else a later ALTER TABLE fails: the table would still have checks pending.
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    command.migration_progress_callback = checked
    call_command(command, interactive=False, run_syncdb=True, verbosity=1, no_color=True)


class Unhealthy(Exception):
    """The health page answers 500 or worse."""


def ask():
    """The health page, from the project's own WSGI application, in this process: it sees what is not committed yet."""
    name = facts.domains()[0]
    seen = []
    environ = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": project.health_path, "QUERY_STRING": "", "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_NAME": name, "SERVER_PORT": "443", "HTTP_HOST": name, "HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "127.0.0.1",
        "REMOTE_ADDR": "127.0.0.1", "wsgi.version": (1, 0), "wsgi.url_scheme": "https", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
        "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    answer = application()(environ, lambda status, headers, error=None: seen.append(status))
    try:
        for _ in answer:
            pass
    finally:
        getattr(answer, "close", lambda: None)()
    print(f"GET {project.health_path} for {name}: {seen[-1]}", flush=True)
    if int(seen[-1].split()[0]) >= 500:
        raise Unhealthy


def loose():
    migrate()
    ask()


def run():
    for left in reversed(range(TRIES)):
        try:
            return once()
        except OperationalError as error:
            if not left or not locked(error):
                raise
            print(f"the database is busy ({str(error).strip()}), trying again", flush=True)
            time.sleep(PAUSE)


def once():
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.disable_constraint_checking()  # not possible inside a transaction, and Django's schema editor asks for it
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '5s'")
        # Django closes a connection at the end of a request when a transaction is open on it; this one must stay.
        connection.close_if_unusable_or_obsolete = lambda: None
        migrate()
        ask()
        if connection.needs_rollback:
            raise transaction.TransactionManagementError("an error was caught inside the transaction: nothing of it can be committed")


def locked(error):
    cause = error.__cause__
    return "55P03" in (getattr(cause, "sqlstate", None), getattr(cause, "pgcode", None)) or "database is locked" in str(error)


django.setup()
try:
    {"state": state, "run": run, "loose": loose}[sys.argv[1]]()
except Unhealthy:
    sys.exit(1)
