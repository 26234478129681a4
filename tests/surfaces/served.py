"""A hall of this process, in threads behind a real port."""

import threading
from contextlib import contextmanager
from types import SimpleNamespace

from werkzeug.serving import WSGIRequestHandler, make_server

from server.tell import PULSE_SECONDS


class Quiet(WSGIRequestHandler):
    """Requests are not logged: the last ones end when nobody reads any more."""

    def log(self, *args):
        pass


@contextmanager
def served(hall_parts):
    """Answers its `url` and `parts`; its pulse beats, so that no page thinks it gone."""
    server = make_server("127.0.0.1", 0, hall_parts.app, threaded=True, request_handler=Quiet)
    ended = threading.Event()
    threads = [threading.Thread(target=server.serve_forever), threading.Thread(target=beat, args=(hall_parts, ended))]
    for thread in threads:
        thread.start()
    yield SimpleNamespace(url=f"http://127.0.0.1:{server.server_port}", parts=hall_parts)
    ended.set()
    server.shutdown()
    for thread in threads:
        thread.join()


def beat(hall_parts, ended):
    """What the web process does every few seconds."""
    while not ended.wait(PULSE_SECONDS):
        hall_parts.teller.pulse()
