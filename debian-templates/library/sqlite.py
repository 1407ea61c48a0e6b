"""Care for one SQLite file: `python3.X -I -S sqlite.py dump|load|set-aside|put-back|forget-aside FILE`, as the site's user.

`dump` writes a consistent copy to standard output, `load` reads one from standard input. All copies are made by SQLite's own
backup, which waits for writers; the site's file is replaced by its contents, never by another file.
"""

import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from urllib.parse import quote


def existing(path):
    """A connection to a file that is there already; SQLite would make an empty database of one that is not."""
    return sqlite3.connect(f"file:{quote(path)}?mode=rw", uri=True, timeout=60)


def copy(source, target):
    """The contents of one database file into another."""
    with closing(existing(source)) as read, closing(sqlite3.connect(target, timeout=60)) as write:
        read.backup(write)


def dump(path):
    with tempfile.TemporaryDirectory(dir=os.path.dirname(path), prefix=".dump.") as place:
        copy(path, place + "/copy")
        with open(place + "/copy", "rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer, 1 << 20)


def load(path):
    with tempfile.TemporaryDirectory(dir=os.path.dirname(path), prefix=".load.") as place:
        with open(place + "/copy", "wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file, 1 << 20)
        check(place + "/copy")
        copy(place + "/copy", path)


def check(path):
    """End here, before anything is changed, unless this is a sound database with at least one table."""
    try:
        with closing(existing(path)) as database:
            said = database.execute("PRAGMA integrity_check").fetchone()[0]
            tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.DatabaseError as error:
        said, tables = error, 0
    if said != "ok" or not tables:
        sys.exit(f"this is no sound SQLite database: {'it is empty' if said == 'ok' else said}")


def set_aside(path):
    """The copy gets its name when it is whole."""
    with tempfile.TemporaryDirectory(dir=os.path.dirname(path), prefix=".aside.") as place:
        copy(path, place + "/copy")
        os.replace(place + "/copy", path + ".aside")


def put_back(path):
    copy(path + ".aside", path)
    forget_aside(path)


def forget_aside(path):
    os.unlink(path + ".aside")


if __name__ == "__main__":
    os.umask(0o077)
    verbs = {"dump": dump, "load": load, "set-aside": set_aside, "put-back": put_back, "forget-aside": forget_aside}
    verbs[sys.argv[1]](sys.argv[2])
