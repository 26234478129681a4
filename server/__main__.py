"""`python -m server …`. The only module that knows eventlet: it patches the standard library before anything else is
imported, and only for `web`; every other command runs plain Python.
"""

import sys
import warnings

if sys.argv[1:2] == ["web"]:
    # known and answered in DECISIONS.md; an officer who reads the log need not worry about it
    warnings.filterwarnings("ignore", message="\\s*Eventlet is deprecated")
    import eventlet

    eventlet.monkey_patch()

import socket
from collections.abc import Callable
from typing import Any

from server.commands import dispatch
from server.commands.hub import Hub

#: how many sockets may wait to be accepted: a reconnect storm of a thousand screens fits
BACKLOG = 4096
#: greenlets that serve at once; each open websocket holds one
MOST_GREENLETS = 5000
STOP_SECONDS = 8.0


class Eventlet(Hub):
    """Serving on eventlet, stopped in the one order that hangs nothing."""

    def serve(
        self, host: str, port: int, app: Any, stopping: Callable[[], bool], disconnect: Callable[[], None]
    ) -> None:
        """Serve until `stopping()`: then no new connections, sockets closed, requests under way finished."""
        from eventlet import wsgi

        # not shared: two servers on one port would each get half of the visitors
        listener = eventlet.listen((host, port), backlog=BACKLOG, reuse_port=False)
        # an accepted socket inherits it: the end of an answer must not wait 40 ms for the client's delayed ACK
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        pool = eventlet.GreenPool(MOST_GREENLETS)
        server = eventlet.spawn(wsgi.server, listener, app, max_size=MOST_GREENLETS, log_output=False, custom_pool=pool)
        while not stopping():
            eventlet.sleep(0.1)
        listener.close()
        disconnect()
        server.kill()
        with eventlet.Timeout(STOP_SECONDS, False):
            pool.waitall()

    def spawn(self, work: Callable[[], None]) -> None:
        """Run `work` beside the server."""
        eventlet.spawn(work)


def main() -> None:
    """Run the command named on the command line; the process ends with its exit code."""
    sys.exit(dispatch(sys.argv[1:], Eventlet()))


if __name__ == "__main__":
    main()
