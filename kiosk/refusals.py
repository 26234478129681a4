"""Why not, told to a visitor: in the visitor's language, with a heading, and when it may be tried again."""

from datetime import datetime
from typing import Any

from flask import Response, json, request

from kiosk.visit import Visit, current
from office import words
from office.office import Office
from office.views import kiosk

#: whoever asked for a number is told that there is none
NUMBERS = ("kiosk.take_ticket", "kiosk.honour_leftover")


def for_visitors(answer: Response, office: Office) -> Response:
    """A refusal that a script will show, with `heading` and `again` (words or null); other answers as they are."""
    if answer.mimetype == "application/problem+json":
        problem, now = answer.get_json(), office.see(kiosk.now)
        answer.set_data(json.dumps({**problem, **_told(problem, current(), now)}))
    return answer


def _told(problem: dict[str, Any], visit: Visit, now: datetime) -> dict[str, str | None]:
    code, until = problem["code"], problem.get("until")
    early = code == "closed" and until is not None and datetime.fromisoformat(until).date() == now.date()
    kind = "early" if early else code
    known = f"closed.{kind}"
    return {
        "detail": visit.refusal(kind, problem["detail"]),
        "heading": visit.t(known if known in words.phrases(words.DEFAULT) else _heading()),
        "again": f"{visit.t('kiosk.next_open')} {visit.soon_text(until, now)}" if until else None,
    }


def _heading() -> str:
    return "kiosk.refused" if request.endpoint in NUMBERS else "common.sorry"
