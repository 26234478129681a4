"""How long one file lay with whom, in working time: the bars of its story."""

from datetime import datetime, timedelta
from typing import Any

from office.conditions import Situation
from office.files.clock import OfficeCalendar
from office.procedure import ENDED, Stage, waits_for
from office.records.tables import File
from office.records.work import Read
from office.views import journey, moments

#: shorter waits are not worth a word
LEAST = timedelta(minutes=1)


def of(
    read: Read, row: File, acts: list[dict[str, Any]], now: Situation, days: OfficeCalendar
) -> list[dict[str, Any]]:  # fmt: skip
    """Working time by who had the file, in the order of the way: {title, words, minutes, share, now}.

    `acts` are its journey; each moving act learns how long the file had lain before it (`waited`). `share` in percent
    of the longest.
    """
    spent, has_it = _spent(read, row, acts, now, days)
    longest = max([*spent.values(), LEAST])
    return [
        {"title": title, "words": moments.span(time), "minutes": int(time.total_seconds()) // 60,
         "share": round(100 * (time / longest)), "now": title == has_it}
        for title, time in spent.items()
    ]  # fmt: skip


def _spent(
    read: Read, row: File, acts: list[dict[str, Any]], now: Situation, days: OfficeCalendar
) -> tuple[dict[str, timedelta], str]:
    spent: dict[str, timedelta] = {}
    stage, since = Stage.REGISTERED, row.registered_at
    for act in acts:
        if not act["after"] or act["after"] == stage:
            continue
        at, who = datetime.fromisoformat(act["at"]), whose(stage, now)
        lay = moments.worked(since, at, days)
        spent[who] = spent.get(who, timedelta(0)) + lay
        act["waited"] = f"{moments.span(lay)} {_where(who)}" if lay >= LEAST else ""
        stage, since = Stage(act["after"]), at
    has_it = "" if stage in ENDED else whose(stage, now)
    if has_it:
        spent[has_it] = spent.get(has_it, timedelta(0)) + moments.worked(since, read.now, days)
    return spent, has_it


def whose(stage: Stage, now: Situation) -> str:
    """Who has a file at `stage`: a desk, or the applicant, also for a letter that lies ready."""
    desk = waits_for(stage, now)
    if desk is None:
        return "Pemohon"
    return "Menunggu diambil" if stage == Stage.READY else journey.DESK_NAMES[desk]


def _where(title: str) -> str:
    return {"Pemohon": "di pemohon", "Menunggu diambil": "menunggu diambil", "Loket": "di loket"}.get(
        title, f"di meja {title}"
    )
