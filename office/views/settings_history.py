"""Changes of the office's settings as a person reads them, newest first."""

import itertools
from typing import Any

from sqlalchemy import select

from office.configuration import words
from office.people import staff
from office.records import parts
from office.records.parts import Doc
from office.records.tables import SettingsVersion
from office.records.work import Read
from office.words import dates

PAGE = 40
#: a change with more differences than this is told in its first ones
SHOWN = 12


def changes_made(read: Read, *, before: int | None = None, most: int = PAGE) -> dict[str, Any]:
    """{days: [(day, [{id, title, who, clock, day, lines, more, undoes, may_undo}])], older}; `before`: a change's id.

    `may_undo`: nothing newer touched the part, which is as the change left it.
    """
    rule = (SettingsVersion.id < before,) if before else ()
    rows = list(read.session.scalars(select(SettingsVersion).where(*rule).order_by(SettingsVersion.id.desc())
                                     .limit(most + 1)))  # fmt: skip
    now = {kind: parts.DOCS[kind](read.session) for kind in {parts.split(row.part)[0] for row in rows}}
    shown = [_told(read, row, _current(now, row.part)) for row in rows[:most]]
    days = [(day, list(made)) for day, made in itertools.groupby(shown, key=lambda one: str(one["day"]))]
    return {"days": days, "older": rows[most - 1].id if len(rows) > most else None}


def _current(now: dict[str, dict[str, Doc]], part: str) -> Doc | None:
    kind, name = parts.split(part)
    return now[kind].get(name)


def _told(read: Read, row: SettingsVersion, now: Doc | None) -> dict[str, Any]:
    lines, local = words.differences(row.part, row.before, row.after), row.at.astimezone(read.zone)
    return {
        "id": row.id, "title": words.title(row.part, row.after, row.before), "who": staff.name_of(read, row.actor),
        "clock": dates.clock_text(local), "day": dates.date_text(local), "lines": lines[:SHOWN],
        "more": max(0, len(lines) - SHOWN), "undoes": row.undoes, "may_undo": now == row.after,
    }  # fmt: skip
