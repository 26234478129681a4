"""What all API resources share: bodies from one pydantic model, keys, answers."""

from collections.abc import Callable
from typing import Any, TypeVar

from apiflask import APIBlueprint
from flask import Response, jsonify, request
from pydantic import BaseModel

from office.errors import Invalid
from office.office import Answer
from server.doors import idempotency_key

Model = TypeVar("Model", bound=BaseModel)
View = TypeVar("View", bound=Callable[..., Any])
_describing = APIBlueprint("describing", __name__)


def takes(model: type[BaseModel], location: str = "json") -> Callable[[View], View]:
    """Describe a view's body (or query) in the OpenAPI document; the view reads it with `body` or `query`."""

    def mark(view: View) -> View:
        described = _describing.input(model, location=location)(lambda: None)
        view._spec = {**getattr(view, "_spec", {}), **described._spec}  # type: ignore[attr-defined]
        return view

    return mark


def body(model: type[Model]) -> Model:
    """The request's JSON body as `model`; an absent body is an empty one. Refuses with Invalid / ValidationError."""
    if not request.get_data(cache=True):
        return model.model_validate({})
    try:
        given = request.get_json(force=True, silent=True)
    except RecursionError:
        given = None  # nested deeper than anything of ours
    if not isinstance(given, dict):
        raise Invalid("Isi permintaan harus objek JSON.")
    return model.model_validate(given)


def query(model: type[Model]) -> Model:
    """The query string as `model`."""
    return model.model_validate(request.args.to_dict())


def key() -> str:
    """The request's Idempotency-Key; refuses with KeyMissing."""
    return idempotency_key()


def created(answer: Answer) -> tuple[Response, int]:
    """201, or 200 when the key was seen before and this is the first answer again."""
    return jsonify(answer), 200 if answer.repeated else 201


def nothing() -> tuple[str, int]:
    """204."""
    return "", 204
