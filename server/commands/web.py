"""`web`: the one process that is monkey-patched. Serves pages, API and sockets, and does the chores."""

import signal
import time
from collections.abc import Callable
from typing import Any

from werkzeug.wsgi import ClosingIterator

from office.office import Office
from printer.letters.desk import LetterDesk
from printer.letters.press import LetterPress
from printer.letters.store import LetterStore
from server import app as assembly
from server import chores
from server.commands import opening, voices
from server.commands.hub import Hub
from server.config import Config


def run(config: Config, hub: Hub) -> int:
    """Serve until SIGTERM or SIGINT; exit code 0 after a clean stop."""
    office = opening.open_office(config)
    chores.look_back(office)
    voices.tell(office, config)
    press = LetterPress()
    hall = assembly.build(office, LetterDesk(office, press, LetterStore(config.data / "letters")), config,
                          async_mode="eventlet")  # fmt: skip
    ended = _until_signal()
    hall.app.wsgi_app = breathing(without_deflate(hall.app.wsgi_app))  # type: ignore[method-assign]
    hub.spawn(hall.teller.keep_telling)
    hub.spawn(lambda: chores.keep_going(office, hall.teller, ended))
    hub.serve(config.host, config.port, hall.app, ended, lambda: _hang_up(hall))
    press.close()
    office.database.close()
    return 0


def breathing(app: Any) -> Any:
    """Let the others run once an answer is sent: under load a busy keep-alive connection would never yield by itself.

    Not earlier: whoever waits for a number must not wait for the screens that are told of it.
    """

    def served(environ: dict[str, Any], start_response: Any) -> Any:
        return ClosingIterator(app(environ, start_response), lambda: time.sleep(0))

    return served


def without_deflate(app: Any) -> Any:
    """Take the offer of compressed websockets away: it costs CPU and 100 kB a screen for boards of a kilobyte."""

    def plain(environ: dict[str, Any], start_response: Any) -> Any:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return app(environ, start_response)

    return plain


def _until_signal() -> Callable[[], bool]:
    asked: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: asked.append(received))
    return lambda: bool(asked)


def _hang_up(hall: assembly.Hall) -> None:
    """Tell every screen that the server goes; they show it and come back."""
    hall.teller.close()
    engine = hall.socketio.server.eio  # type: ignore[attr-defined]
    for sid in list(engine.sockets):
        engine.disconnect(sid)


def letter_desk(office: Office, config: Config) -> LetterDesk:
    """A letter desk for commands and tests."""
    return LetterDesk(office, LetterPress(), LetterStore(config.data / "letters"))
