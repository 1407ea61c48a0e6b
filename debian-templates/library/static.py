"""Static files that the web server reads: `publish FROM TO` puts a release's files there, `prune TO FROM…` takes away what none has.

Root runs it with `python3.X -I -S`. A file with equal bytes is not touched, so that its time and with it the web server's ETag stay;
another one is replaced by renaming. Only regular files are taken. Lists that name the others (manifests) come last.
"""

import filecmp
import os
import shutil
import sys
import tempfile


def files(tree):
    """Paths of the regular files below a tree, relative to it, manifests last."""
    found = []
    for directory, _, names in os.walk(tree):
        for name in names:
            path = os.path.join(directory, name)
            if os.path.isfile(path) and not os.path.islink(path):
                found.append(os.path.relpath(path, tree))
    return sorted(found, key=lambda path: (path.endswith(".json"), path))


def publish(tree, place):
    for path in files(tree):
        source, target = os.path.join(tree, path), os.path.join(place, path)
        if os.path.isfile(target) and not os.path.islink(target) and filecmp.cmp(source, target, shallow=False):
            continue
        make_way(place, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        number, new = tempfile.mkstemp(dir=place, prefix=".new.")  # one that a killed run leaves is pruned
        with os.fdopen(number, "wb") as file, open(source, "rb") as bytes_of_source:
            shutil.copyfileobj(bytes_of_source, file)
        os.chmod(new, 0o644)
        os.replace(new, target)


def make_way(place, path):
    """Between two versions a file may become a directory, or a directory a file: what is in the way goes."""
    parts = path.split(os.sep)
    for length in range(1, len(parts)):
        above = os.path.join(place, *parts[:length])
        if os.path.islink(above) or os.path.isfile(above):
            os.unlink(above)
    target = os.path.join(place, path)
    if os.path.isdir(target) and not os.path.islink(target):
        shutil.rmtree(target)


def prune(place, *trees):
    wanted = {path for tree in trees for path in files(tree)}
    for directory, _, names in os.walk(place, topdown=False):
        for name in names:
            path = os.path.join(directory, name)
            if os.path.relpath(path, place) not in wanted:
                os.unlink(path)
        if directory != place and not os.listdir(directory):
            os.rmdir(directory)


if __name__ == "__main__":
    os.umask(0o022)
    {"publish": publish, "prune": prune}[sys.argv[1]](*sys.argv[2:])
