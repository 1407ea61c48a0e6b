"""Read the settings, then become what the arguments name: `-m MODULE …`, `SCRIPT.py …` or `PROGRAM …`.

Every process of the site begins here. Once Django's settings are read they stay, so a wsgi.py or manage.py that assigns
DJANGO_SETTINGS_MODULE changes nothing any more, and code that reads variables before Django is set up finds them.
"""

import os
import runpy
import sys

from django.conf import settings

settings.DEBUG  # any attribute reads them
what = sys.argv.pop(1)
if what == "-m":
    sys.argv.pop(0)
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
elif what.endswith(".py"):
    sys.argv[0] = what
    runpy.run_path(what, run_name="__main__")
else:
    os.execvp(what, [what, *sys.argv[1:]])
