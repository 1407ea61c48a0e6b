"""Settings module for a project that has a module `settings` of its own: the server's file under another name."""

from dj2deb_runtime import facts as _facts

if _facts.PROOF:
    from dj2deb_runtime.settings import *  # noqa: F403
else:
    _path = f"{_facts.CONFIGURATION}/settings.py"
    with open(_path, encoding="utf-8") as _file:
        exec(compile(_file.read(), _path, "exec"))
