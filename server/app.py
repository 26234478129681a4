"""Puts the hall together: one Flask app of the surfaces, the API and the sockets, over one office."""

from dataclasses import dataclass

from apiflask import APIFlask
from flask import Flask
from flask_socketio import SocketIO

import counter.pages
import display.pages
import kiosk.pages
from display.voice.shelf import Shelf
from office.office import Office
from printer.letters.desk import LetterDesk
from server import api, doors, floor_plan, limits, pairing, refusals, sockets, surroundings
from server.config import Config
from server.tell import NAMESPACES, Teller

MOST_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class Hall:
    """The running parts of one web process."""

    app: Flask
    socketio: SocketIO
    teller: Teller


def build(office: Office, letters: LetterDesk, config: Config, *, async_mode: str = "threading") -> Hall:
    """The app, its sockets and its teller. `async_mode` is eventlet in the web process, threading in tests."""
    app = APIFlask(__name__, title="Pendopo", version="1", spec_path="/api/v1/openapi.json", docs_path=None,
                   json_errors=False, static_folder=None)  # type: ignore[arg-type]  # fmt: skip
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, SESSION_COOKIE_NAME="unused")
    socketio = SocketIO(app, async_mode=async_mode, transports=["websocket"], ping_interval=5, ping_timeout=5,  # type: ignore[call-arg, arg-type]
                        max_http_buffer_size=20_000, namespaces=list(NAMESPACES),  # "/" is open by default
                        message_queue=config.redis_url or None, manage_session=False)  # fmt: skip
    teller = Teller(office, socketio, alone=not config.redis_url)
    shelf = Shelf(config.data / "voice")
    doors.install(app, office, config.host_names if office.example else ())
    limits.install(app, office)
    refusals.install(app)
    surroundings.install(app, office)
    surfaces = (kiosk.pages.pages(office), display.pages.pages(office, letters, shelf),
                counter.pages.pages(office, letters, shelf), floor_plan.pages(office),
                pairing.pages(office))  # fmt: skip
    for blueprint in (*surfaces, *api.blueprints(office, letters, teller)):
        app.register_blueprint(blueprint)
    api.describe(app)
    sockets.install(socketio, office, teller.board)
    teller.hang_up = lambda: sockets.hang_up_on_revoked(socketio, office)
    return Hall(app, socketio, teller)
