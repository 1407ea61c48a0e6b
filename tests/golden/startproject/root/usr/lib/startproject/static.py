"""Static files that the web server reads: `publish FROM TO` puts a release's files there, `prune TO FROM…` takes away what none has.

Root runs it with `python3.X -I`. A file with equal bytes is not touched, so that its time and with it the web server's ETag stay;
another one is replaced by renaming. Only regular files are taken. Lists that name the others (manifests) come last.
"""

import filecmp
import os
import shutil
import sys


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
        if os.path.isfile(target) and filecmp.cmp(source, target, shallow=False):
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copyfile(source, target + ".new")
        os.chmod(target + ".new", 0o644)
        os.replace(target + ".new", target)


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
