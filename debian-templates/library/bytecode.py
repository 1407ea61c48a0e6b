"""Compile a release: `python3.X -I -S bytecode.py RELEASE [RELEASE BEFORE]`. Root runs it; sources are parsed, never executed.

A file whose line in .md5sums is that of the release before takes over that one's bytecode by a hard link, if this interpreter
reads it. A file that cannot be compiled (a template, code for another Python) is left out: importing it gives the error.
"""

import importlib.util
import os
import py_compile
import sys
from concurrent.futures import ProcessPoolExecutor

UNCHECKED_HASH = (1).to_bytes(4, "little")  # flags after the magic number: by hash, not compared with the source


def sums(release):
    """The lines of .md5sums, path to sum; a release without the file has none."""
    try:
        with open(os.path.join(release, ".md5sums"), encoding="utf-8") as file:
            return {line[34:].rstrip("\n"): line[:32] for line in file}
    except FileNotFoundError:
        return {}


def sources(release):
    """Paths of Python files, relative to the release; its collected static files are none of them."""
    for directory, below, names in os.walk(release):
        below[:] = [name for name in below if name not in ("__pycache__", ".static")]
        for name in names:
            path = os.path.join(directory, name)
            if name.endswith(".py") and not os.path.islink(path):
                yield os.path.relpath(path, release)


def take_over(release, before, path):
    """Link the bytecode of the release before; False if it has none that this interpreter reads as it is."""
    theirs, ours = (importlib.util.cache_from_source(os.path.join(root, path)) for root in (before, release))
    try:
        with open(theirs, "rb") as file:
            if file.read(8) != importlib.util.MAGIC_NUMBER + UNCHECKED_HASH:
                return False
        os.makedirs(os.path.dirname(ours), exist_ok=True)
        os.link(theirs, ours)
    except OSError:
        return False
    return True


def compile_files(paths):
    """Compile each file for import by its path."""
    for path in paths:
        try:
            py_compile.compile(path, doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
        except (py_compile.PyCompileError, SyntaxError, ValueError, RecursionError):
            continue  # see the top


def main():
    os.umask(0o022)
    release = sys.argv[1]
    before = sys.argv[2] if len(sys.argv) > 2 else ""
    new, old = sums(release), sums(before) if before else {}
    left = []
    for path in sorted(sources(release)):
        known = path in new and new[path] == old.get(path)
        if not (known and take_over(release, before, path)):
            left.append(os.path.join(release, path))
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for _ in pool.map(compile_files, [left[start : start + 20] for start in range(0, len(left), 20)]):
            pass


if __name__ == "__main__":
    main()
