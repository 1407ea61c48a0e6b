"""Ask a server on a unix socket for one page: `python3 -I ask.py SOCKET HOST PAGE` exits with 0 if it answers below 500.

The request says that it came by https, as from the web server: a project that redirects to https then shows the page itself.
Standard library only, because root runs it.
"""

import http.client
import socket
import sys


class UnixConnection(http.client.HTTPConnection):
    """HTTP over the unix socket whose path stands in for the host."""

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.host)


def ask(path, host, page, seconds=60):
    """Return whether the answer is below 500, and words for a person: the status, of an error also the body's head."""
    connection = UnixConnection(path, timeout=seconds)
    try:
        connection.request("GET", page, headers={"Host": host, "X-Forwarded-Proto": "https", "X-Forwarded-For": "127.0.0.1"})
        answer = connection.getresponse()
        body = answer.read(4096).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        return False, f"GET {page} for {host}: no answer ({error})"
    finally:
        connection.close()
    words = f"GET {page} for {host}: {answer.status} {answer.reason}"
    if answer.status < 500:
        return True, words
    head = [line for line in body.splitlines() if line.strip()][:12]
    return False, "\n".join([words, *head])


if __name__ == "__main__":
    good, said = ask(*sys.argv[1:4])
    print(said)
    sys.exit(not good)
