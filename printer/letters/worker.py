"""`python -m printer.letters.worker <fd>`: sets sheets for the press until the press closes its end.

A process of its own: setting a page keeps a processor busy for a while, and no screen may wait for it.
"""

import os
import signal
import socket
import sys
from typing import cast

from printer.letters.frames import Reply, Request, pack, receive, send
from printer.letters.typesetting import TypesettingError, typeset

#: Paper waits for people: screens, calls and tickets go first.
_NICE = 5


def answer(request: Request) -> Reply:
    """Set one sheet; what cannot be set is answered, not raised."""
    try:
        made = typeset(**request)
    except TypesettingError as error:
        return {"error": str(error)}
    return {"made": pack(made)}


def serve(channel: socket.socket) -> None:
    """Answer one request after the other; returns when the press is gone."""
    while True:
        try:
            request = cast("Request", receive(channel))
        except (EOFError, ConnectionError):
            return
        send(channel, answer(request))


def main(fd: int) -> None:
    """Serve the socket that the press left open as file descriptor `fd`. Ctrl-C is the press's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_NICE)
    with socket.socket(fileno=fd) as channel:
        # under eventlet the press made both ends non-blocking, and this end came here as it was
        channel.setblocking(True)
        serve(channel)


if __name__ == "__main__":
    main(int(sys.argv[1]))
