"""The buttons of a file's page, from the procedure's table: what these desks may do here and now."""

from typing import Any

from office.conditions import Situation
from office.errors import NoSuchStep
from office.files.case import situation
from office.files.services import Service
from office.procedure import ACT_TITLES, STAGE_TITLES, Act, Stage, Step, find, steps_at, waits_for
from office.records.tables import File
from office.records.work import Actor, Read
from office.views.journey import DESK_NAMES

#: acts that belong to no stage: offered, but out of the way
RARE = (Act.CORRECT_DATA, Act.WITHDRAW, Act.VOID_LETTER)
TARGETS = {"kasi": "Kepala Seksi", "operator": "Operator"}


def of(read: Read, file: File, service: Service, actor: Actor) -> list[dict[str, Any]]:
    """What `actor` may do to `file` now, in the table's order.

    Each: act, title, hint ("lalu ke Sekcam"), desk, sop, needs, rank (primary | secondary | rare), tone (forward |
    back), goes_to (stage title or null), to_desk (name or null), choices (where to send back, if one may choose).
    """
    now = situation(read, file, service)
    steps = steps_at(Stage(file.stage), desks_at(file, actor), now)
    main = next((step for step in steps if _leads_on(step, file)), None)
    return [_button(step, file, now, main) for step in steps]


def _leads_on(step: Step, file: File) -> bool:
    """Whether it is this desk's own turn and the step is the straight way: the page's one primary act."""
    return step.goes_to is not None and step.sop.startswith("S") and file.desk in (None, step.desk)


def desks_at(file: File, actor: Actor) -> list[str]:
    """The desks at which `actor` may act on `file`: a Kasi's only in his own section."""
    return [seat.desk for seat in actor.seats if seat.desk != "kasi" or seat.section in (None, file.section)]


def _button(step: Step, file: File, now: Situation, main: Step | None) -> dict[str, Any]:
    forward = step.sop.startswith("S") and step.act != Act.RETURN_INCOMPLETE
    rank = "primary" if step is main else "rare" if step.act in RARE else "secondary"
    return {
        "act": step.act.value, "title": _title(step, file, now), "hint": _hint(step, now), "desk": step.desk.value,
        "sop": step.sop, "needs": list(step.needs), "rank": rank, "tone": "forward" if forward else "back",
        "goes_to": STAGE_TITLES[step.goes_to] if step.goes_to else None, "to_desk": _to_desk(step, now),
        "choices": _choices(step, now),
    }  # fmt: skip


def _title(step: Step, file: File, now: Situation) -> str:
    title = ACT_TITLES[step.act]
    if "recorded_for" in step.needs:
        return f"Catat tanda tangan {DESK_NAMES[now.signer]}"
    return f"{title} versi {file.letter_version}" if step.act == Act.PARAF else title


def _hint(step: Step, now: Situation) -> str:
    """Where the file goes next, as long as no choice in the form decides it."""
    if step.goes_to is None or _choices(step, now):
        return ""
    desk = waits_for(step.goes_to, now)
    if desk is None or desk == step.desk:
        return f"tahap berikut: {STAGE_TITLES[step.goes_to]}" if desk else ""
    return f"lalu ke {DESK_NAMES[desk]}"


def _to_desk(step: Step, now: Situation) -> str | None:
    """Whose turn it is next, when that is another desk."""
    desk = waits_for(step.goes_to, now) if step.goes_to else None
    return DESK_NAMES[desk] if desk and desk != step.desk else None


def _choices(step: Step, now: Situation) -> list[dict[str, str]]:
    """Where the act may send the file, when its body says so: {value, title} each."""
    ways = {to: _way(step, now, to) for to in TARGETS}
    if len(set(ways.values())) < 2:
        return []
    return [{"value": to, "title": TARGETS[to]} for to in TARGETS]


def _way(step: Step, now: Situation, to: str) -> str | None:
    try:
        return find(step.waits_at, step.act, [step.desk], Situation(**{**now.__dict__, "to": to})).goes_to
    except NoSuchStep:
        return None
