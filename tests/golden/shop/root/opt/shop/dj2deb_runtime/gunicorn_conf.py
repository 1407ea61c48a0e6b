"""How gunicorn serves the site. The socket comes from systemd; /etc/opt/P/environment may set WEB_CONCURRENCY and GUNICORN_CMD_ARGS."""

import os

from dj2deb_runtime import facts, project


def _workers():
    """One more than the processors that may be used, but only one for each 512 MiB of memory, and never fewer than two."""
    processors = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(2, min(processors + 1, memory // (512 << 20)))


preload_app = True  # READY is sent once the code is loaded; a worker that dies is forked again from memory
worker_class = "gthread"
threads = 4
workers = int(os.environ.get("WEB_CONCURRENCY") or _workers())
keepalive = 0  # the web server opens one connection a request, so nothing idle is cut off by a restart
backlog = 4096
timeout = project.timeout
graceful_timeout = project.timeout  # a request may take this long after a stop was asked for
worker_tmp_dir = "/dev/shm"
errorlog = f"{facts.LOG}/gunicorn.log"
accesslog = f"{facts.LOG}/access.log"
access_log_format = '%({x-forwarded-for}i)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s" %(L)s'
control_socket_disable = True  # known to gunicorn 25 and later; older ones ignore it


def on_starting(server):
    """Read the views before READY: preloading imports settings and models, but the URLconf only with the first request."""
    from django.urls import get_resolver

    get_resolver().url_patterns
