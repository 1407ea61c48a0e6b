"""Prove that this release answers, before anybody can reach it: start its own server with one worker and ask it.

The socket lies in the unit's private /tmp. Arguments: as for start.py. Exit status 0 if the health page answers below 500.
"""

import os
import socket
import subprocess
import sys
import tempfile

from dj2deb_runtime import facts, project
from dj2deb_runtime.ask import ask

with tempfile.TemporaryDirectory() as place, socket.socket(socket.AF_UNIX) as listening:
    # Bound here: gunicorn would chown a path that it binds, and the unit's system call filter refuses that.
    listening.bind(place + "/socket")
    listening.listen(8)
    number = listening.fileno()
    server = subprocess.Popen(
        [sys.executable, "-m", "dj2deb_runtime.start", *sys.argv[1:], "--bind", f"fd://{number}", "--workers", "1", "--error-logfile", "-"],
        pass_fds=[number],
        env={**os.environ, "DJ2DEB_PROVE": "1"},
    )
    listening.close()  # a server that ends breaks the connection; one that starts finds the request queued
    good, words = ask(place + "/socket", facts.domains()[0], project.health_path)
    server.terminate()
    server.wait()
print(words)  # last, so that no traceback of the server hides it
sys.exit(not good)
