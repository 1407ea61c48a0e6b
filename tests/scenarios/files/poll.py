"""poll.py HOST STOP: asks nginx for the first page of HOST until the file STOP is there, then tells what came back."""

import collections
import http.client
import os
import sys
import time

host, stop = sys.argv[1:]
answers = collections.Counter()
failed = 0
while not os.path.exists(stop):
    try:
        connection = http.client.HTTPConnection("127.0.0.1", timeout=120)
        connection.request("GET", "/", headers={"Host": host})
        status = connection.getresponse().status
        connection.close()
    except (OSError, http.client.HTTPException) as error:
        status = repr(error)
    answers[status] += 1
    failed += not isinstance(status, int) or status >= 500
    time.sleep(0.02)
print(f"failed {failed}")
print(f"total {sum(answers.values())}: {dict(answers)}")
