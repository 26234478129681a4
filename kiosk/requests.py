"""Reading a kiosk's POST: who, which key, which body."""

from typing import TypeVar
from uuid import uuid4

from flask import g, request
from pydantic import BaseModel

from office.errors import KeyMissing
from office.office import ANYONE, Actor

Body = TypeVar("Body", bound=BaseModel)


def actor() -> Actor:
    """Who the server let through the door."""
    found: Actor = g.get("actor") or ANYONE
    return found


def at_kiosk() -> bool:
    """Whether the page is on the kiosk itself and not on somebody's phone."""
    return "kiosk" in actor().desks


def key() -> str:
    """The Idempotency-Key, minted when the screen was drawn. Refuses with KeyMissing."""
    given = request.headers.get("Idempotency-Key", "").strip()
    if not given:
        raise KeyMissing
    return given


def next_key() -> str:
    """The key of the next press on a screen that stays."""
    return uuid4().hex


def body(model: type[Body]) -> Body:
    """The JSON body as `model`; pydantic's ValidationError says what is wrong with it."""
    return model.model_validate(request.get_json(silent=True) or {})
