"""The guard on the line above the door: every page and socket says who may enter; the server enforces it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True)
class Door:
    """`desks` that may enter; empty = anybody."""

    desks: tuple[str, ...]


def door(*desks: str) -> Callable[[View], View]:
    """Mark a view: `@door("loket")`; `@door()` stands open to anybody."""

    def mark(view: View) -> View:
        view.door = Door(desks)  # type: ignore[attr-defined]
        return view

    return mark


def door_of(view: object) -> Door | None:
    """The mark of a view, or None: a view without one is not served at all."""
    return getattr(view, "door", None)
