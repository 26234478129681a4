"""What all counter views share: read a form into a body, try an act, answer with the panels that changed.

A panel is named by the id of its place in the page. Refusals are drawn where the officer looks, with all that was
typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Response, make_response, request
from markupsafe import Markup, escape
from pydantic import BaseModel, ValidationError

from office.errors import Invalid, KeyMissing, Refusal
from office.office import Answer
from office.words.unreadable import fields_of, sentence

Model = TypeVar("Model", bound=BaseModel)
CONFLICT = 409


def key() -> str:
    """The idempotency key minted when the form was drawn. Refuses with KeyMissing."""
    given = request.headers.get("Idempotency-Key") or request.form.get("key") or ""
    if not 1 <= len(given) <= 200:
        raise KeyMissing
    return given


def read(model: type[Model], given: Mapping[str, Any]) -> Model:
    """`given` as a body. Refuses with Invalid, whose `fields` say per field (dotted path) what to write instead."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        fields = {name: sentence(words) for name, words in fields_of(error).items()}
        raise Invalid("Ada isian yang belum benar. Betulkan yang ditandai, lalu kirim lagi.", fields=fields) from None


def typed(*names: str) -> dict[str, str]:
    """The named fields of the form that were filled in."""
    return {name: value for name in names if (value := request.form.get(name, "").strip())}


@dataclass(frozen=True)
class Tried:
    """How an act went: the answer, or the refusal to be shown."""

    answer: Answer = field(default_factory=Answer)
    refusal: Refusal | None = None

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return self.refusal is None

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong with single fields, by name."""
        found = self.refusal.extra.get("fields", {}) if self.refusal else {}
        return dict(found) if isinstance(found, dict) else {}


def attempt(act: Callable[[], Answer]) -> Tried:
    """Do it; a refusal is an answer too. Anything else crashes the request."""
    try:
        return Tried(act())
    except Refusal as refusal:
        return Tried(refusal=refusal)


def panels(drawn: Mapping[str, str], tried: Tried | None = None) -> Response:
    """Panels by the id of their place, swapped each on its own; the rest of the page is left alone."""
    parts = [f'<hx-partial hx-target="#{escape(place)}">{html}</hx-partial>' for place, html in drawn.items()]
    response = make_response(Markup("\n").join(Markup(part) for part in parts))
    response.status_code = CONFLICT if tried and tried.refusal else 200
    return response
