"""Is it really this officer? What a form has to ask before a paraf or a signature, and holding it to that."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import request

from counter.backoffice.who import Sitting
from counter.signin.pages import COOKIE
from office.office import Office
from office.people import confirming


@dataclass(frozen=True)
class Sure:
    """What a form says about the confirmation: ask for the password, or until when none is asked, or by the press."""

    name: str
    until: str
    password: bool


def standing(office: Office, who: Sitting) -> Sure:
    """How it stands with the officer at this screen; a machine's token is never asked."""
    if who.actor.kind != "officer":
        return Sure(who.actor.name, "", password=False)
    asked: dict[str, Any] = {"cookie": request.cookies.get(COOKIE, ""), "officer_id": who.actor.id}
    how: confirming.Standing = office.see(confirming.standing, **asked)
    until = how.until.astimezone(office.zone).isoformat() if how.until and not how.press else ""
    return Sure(who.actor.name, until, how.password_asked)


def make_sure(office: Office, who: Sitting, acts: Iterable[str], desk: str, *, many: bool = False) -> None:
    """Refuses with ConfirmFirst or TooMany when these acts want it confirmed and it is not."""
    if confirming.asked(acts, desk, many=many):
        confirming.make_sure(office, who.actor, cookie=request.cookies.get(COOKIE, ""),
                             password=request.form.get("password", ""), address=request.remote_addr or "")  # fmt: skip
