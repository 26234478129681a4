"""Worklists: the files that wait at a desk, the most urgent first."""

from collections import Counter
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from office.files import catalogue, deadlines, letters
from office.procedure import ENDED, STAGE_TITLES, TABLE, Stage
from office.records.tables import File
from office.records.work import Read
from office.views import clocks, file_rows, search

#: files looked at for one list: those accepted first, so the late ones are always among them
SCANNED = 2000
FOUND = 200
OPEN = [stage.value for stage in Stage if stage not in ENDED]
_ORDER = {"late": 0, "today": 1, "later": 1, "none": 2}
_IDLE_ORDER = {"not_started": 0, "paused": 1, "stopped": 2}


def worklist(
    read: Read, *, desk: str | None, section: str | None = None, stage: str | None = None, q: str | None = None,
    limit: int = 100,
) -> list[dict[str, Any]]:  # fmt: skip
    """The files waiting at `desk` (None: at any), late first, then due soonest, then those not yet accepted.

    `section` narrows to a Kasi's files, `q` to what `office.views.search` finds, ended files too. Each row: id,
    registration_number, service_name, loket, stage, stage_title, desk, since (ISO), clock (see `clocks.of`; and why the
    due time moved, `moved`), visit_at (ISO or null), version (of the letter in force), outcome, applicant.
    """
    rows: list[dict[str, Any]] = listed(read, desk=desk, section=section, stage=stage, q=q, limit=limit)["rows"]
    return rows


def listed(
    read: Read, *, desk: str | None, section: str | None = None, stage: str | None = None, q: str | None = None,
    limit: int = 100,
) -> dict[str, Any]:  # fmt: skip
    """{rows, late, today}: the worklist, and how many of all its files are late or due today."""
    rules, days = _where(desk, section, stage), deadlines.calendar(read)
    if q and q.strip():
        found = select(File).where(File.id.in_(search.file_ids(read, q, rules, FOUND)))
    else:
        found = _oldest_first(select(File).where(*rules, File.stage.in_(OPEN)))
    timed = file_rows.timed(read, list(read.session.scalars(found)), days)
    timed.sort(key=lambda pair: _urgency(*pair))
    tones = Counter(clock["tone"] for _, clock in timed)
    return {"rows": file_rows.of(read, timed[: max(limit, 1)], days), "late": tones["late"], "today": tones["today"]}


def overdue(read: Read, *, limit: int = 100) -> list[dict[str, Any]]:
    """The files that are late now, wherever they lie, those due first on top; rows as in `worklist`, without names."""
    rows = listed(read, desk=None, limit=limit)["rows"]
    return [{**row, "applicant": ""} for row in rows if row["clock"]["tone"] == "late"]


def counts(read: Read, *, section: str | None = None) -> dict[str, int]:
    """How many files wait at each desk; `section` narrows the Kasi's."""
    mine = or_(File.desk != "kasi", File.section == section) if section else File.id.is_not(None)
    rows = read.session.execute(select(File.desk, func.count()).where(File.desk.is_not(None), mine).group_by(File.desk))
    return {desk: count for desk, count in rows if desk}


def stages(read: Read, *, desk: str, section: str | None = None) -> list[dict[str, Any]]:
    """The stages at which files wait at `desk` now, in the procedure's order: {stage, title, count}."""
    rows = read.session.execute(
        select(File.stage, func.count()).where(*_where(desk, section, None)).group_by(File.stage)
    )
    waiting = dict(rows.all())
    order = list(dict.fromkeys(step.waits_at for step in TABLE))
    return [
        {"stage": stage.value, "title": STAGE_TITLES[stage], "count": waiting[stage]}
        for stage in order
        if stage in waiting
    ]


def to_reprint(read: Read) -> list[dict[str, Any]]:
    """Files whose letter names a signer who no longer signs: {id, registration_number, version, left (words)}."""
    ids, days = letters.waiting_for_reprint(read), deadlines.calendar(read)
    files = read.session.scalars(select(File).where(File.id.in_(ids)).order_by(File.id))
    return [{"id": f.id, "registration_number": f.registration_number, "version": f.letter_version,
             "left": clocks.of(read, f, days)["words"]} for f in files]  # fmt: skip


def _oldest_first(found: Any) -> Any:
    return found.order_by(File.accepted_at.is_(None), File.accepted_at, File.id).limit(SCANNED)


def _where(desk: str | None, section: str | None, stage: str | None) -> list[ColumnElement[bool]]:
    pairs = ((File.desk, desk), (File.section, section), (File.stage, stage))
    return [column == value for column, value in pairs if value is not None]


def _urgency(file: File, clock: dict[str, Any]) -> tuple[Any, ...]:
    idle = _IDLE_ORDER.get(clock["state"], 0) if clock["tone"] == "none" else 0
    due = clock["due_at"] if clock["tone"] != "none" else ""
    return _ORDER[clock["tone"]], idle, due, file.moved_at, file.id


def section_of(read: Read, section: str | None) -> str | None:
    """The name of a Kasi's section, None when the seat is of all sections."""
    return catalogue.section_name(read, section) if section else None
