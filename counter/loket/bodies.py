"""The loket's forms as the bodies that the verbs take: one reader per act, named after it."""

from collections.abc import Callable
from typing import Any

from flask import request

from counter.forms import read, typed
from office.errors import Invalid
from office.files.bodies import BODIES, ActBody, HandOverMany, Register
from office.procedure import Act

PERSON = ("name", "nik", "address", "village", "phone")


def registration() -> Register:
    """The registration form, once a service is chosen. Refuses with Invalid."""
    form = request.form
    if not form.get("service"):
        raise Invalid("Pilih layanan dahulu, lalu daftar.", fields={"service": "pilih dari daftar"})
    given: dict[str, Any] = {"service": form.get("service", ""), "fields": fields(), **typed("applicant_of", "ticket")}
    if "applicant_of" not in given:
        given["applicant"] = typed(*PERSON)
    if form.get("same_bearer"):
        given["same_bearer"] = {"file": form["same_bearer"], **_prefixed("proxy_", "relation"), **_letter()}
    elif form.get("brought_by") == "proxy":
        given["proxy"] = {**_prefixed("proxy_", "name", "nik", "phone", "relation"), **_letter()}
    return read(Register, given)


def _prefixed(prefix: str, *names: str) -> dict[str, str]:
    found = typed(*(f"{prefix}{name}" for name in names))
    return {name.removeprefix(prefix): value for name, value in found.items()}


def _letter() -> dict[str, Any]:
    """Whether the proxy's letter was seen; asked for whenever there is a proxy."""
    return {"letter": "letter" in request.form}


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
    visit = typed("visit_at") if request.form.get("visit") == "yes" else {}
    return {**_ticks(), "needed": request.form.getlist("needed"), **visit}


def _return_incomplete() -> dict[str, Any]:
    """What was asked for and not ticked is what is missing."""
    ticked = request.form.getlist("documents")
    asked = dict.fromkeys([*request.form.getlist("asked"), *request.form.getlist("needed")])
    missing = [name for name in asked if name not in ticked]
    return {**_ticks(), **typed("note"), "missing": missing}


def _hand_over() -> dict[str, Any]:
    return {**_receiving(), **typed("sheets", "payment_proof")}


def _receiving() -> dict[str, Any]:
    """Who takes it, and how the slip is marked."""
    receiver = {"kind": request.form.get("kind", "pemohon"), "id_shown": "id_shown" in request.form}
    if receiver["kind"] == "kuasa":
        receiver |= {**typed("name", "relation", "nik"), **_letter()}
    found = {"receiver": receiver, **typed("mark")}
    if found.get("mark") == "cap_jempol" and (witness := _prefixed("witness_", "name", "nik")):
        found["witness"] = witness
    return found


def handover() -> HandOverMany:
    """The form of a handover of several letters. Refuses with Invalid."""
    picked = request.form.getlist("picked")
    counts = {one: request.form[f"sheets.{one}"] for one in picked if request.form.get(f"sheets.{one}", "").strip()}
    proofs = {one: request.form[f"proof.{one}"] for one in picked if request.form.get(f"proof.{one}", "").strip()}
    return read(HandOverMany, {"files": picked, "sheet_counts": counts, "payment_proofs": proofs, **_receiving()})


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
