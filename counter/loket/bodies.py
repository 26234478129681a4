"""The loket's forms as the bodies that the verbs take: one reader per act, named after it."""

from collections.abc import Callable
from typing import Any

from flask import request

from counter.forms import read, typed
from office.files.bodies import BODIES, ActBody, Register
from office.procedure import Act

PERSON = ("name", "nik", "address", "village", "phone")


def registration() -> Register:
    """The registration form. Refuses with Invalid."""
    form = request.form
    given: dict[str, Any] = {"service": form.get("service", ""), "applicant": typed(*PERSON), "fields": fields()}
    if form.get("brought_by") == "proxy":
        names = ("proxy_name", "proxy_nik", "proxy_phone", "proxy_relation")
        given["proxy"] = {name.removeprefix("proxy_"): value for name, value in typed(*names).items()}
    if form.get("ticket"):
        given["ticket"] = form["ticket"]
    return read(Register, given)


def fields() -> dict[str, str]:
    """What the service's letter asks for, as far as it was filled in."""
    names = [name for name in request.form if name.startswith("field.") and request.form[name].strip()]
    return {name.removeprefix("field."): request.form[name] for name in names}


def of(act: Act) -> ActBody:
    """The form of `act` as its body. Refuses with Invalid."""
    given = FORMS.get(act, dict)()
    return read(BODIES[act], {**typed("file_version"), **given})


def _ticks() -> dict[str, Any]:
    return {"documents": request.form.getlist("documents")}


def _accept() -> dict[str, Any]:
    """The visit's time counts only where a visit was asked for."""
    return {**_ticks(), **(typed("visit_at") if request.form.get("visit") == "yes" else {})}


def _return_incomplete() -> dict[str, Any]:
    """What was asked for and not ticked is what is missing."""
    ticked = request.form.getlist("documents")
    missing = [name for name in request.form.getlist("asked") if name not in ticked]
    return {**_ticks(), **typed("note"), "missing": missing}


def _hand_over() -> dict[str, Any]:
    receiver = {"kind": request.form.get("kind", "pemohon"), "id_shown": "id_shown" in request.form, **typed("name")}
    if receiver["kind"] == "kuasa":
        receiver |= typed("relation", "nik")
    return {"receiver": receiver, **typed("sheets", "payment_proof")}


def _correct_data() -> dict[str, Any]:
    """Only what is written anew is a change; an empty box leaves things as they are."""
    changes: dict[str, Any] = {**typed(*PERSON)}
    changes = {name: value for name, value in changes.items() if value != request.form.get(f"was.{name}")}
    written = {name: value for name, value in fields().items() if value != request.form.get(f"was.field.{name}")}
    return {"changes": {**changes, **({"fields": written} if written else {})}, **typed("reason")}


def _withdraw() -> dict[str, Any]:
    return dict(typed("reason"))


FORMS: dict[Act, Callable[[], dict[str, Any]]] = {
    Act.ACCEPT: _accept, Act.RETURN_INCOMPLETE: _return_incomplete, Act.RESUBMIT: _ticks, Act.HAND_OVER: _hand_over,
    Act.CORRECT_DATA: _correct_data, Act.WITHDRAW: _withdraw,
}  # fmt: skip
