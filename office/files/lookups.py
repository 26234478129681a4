"""Looking somebody up leaves a trace: who asked by what, and which files were shown (UU 27/2022; never what was typed).

A question is noted once a day for each who asks it; a refresh and going back to the list are no new look.
"""

from typing import Any

from office.office import Actor, Office, verb
from office.records.work import Work
from office.views import asked as question
from office.views import search

#: the desk that handles complaints, and finds them by their numbers
COMPLAINTS = "supervisor"
DESKS = ("loket", "kasi", "operator", "sekcam", "camat", "supervisor", "admin")


def look_up(
    office: Office, by: Actor, q: str, *, section: str | None = None, limit: int = search.LISTED
) -> search.Found:
    """What `q` finds (`search.look`), noted when it found files by what is known of a person."""
    handles = COMPLAINTS in by.desks
    found: search.Found = office.see(search.look, q=q, section=section, limit=limit, complaints=handles)
    files = [row["id"] for row in found.rows if row["kind"] == "file"]
    if found.person and files:
        note(office, by, q, how=found.person, files=files)
    return found


def listed(office: Office, by: Actor, q: str, rows: list[dict[str, Any]]) -> None:
    """The same for `rows` of a list of files that was asked for `q` (`worklists.worklist`)."""
    asked = question.read(q, office.clock().astimezone(office.zone).date())
    if rows and asked.person and not asked.parts:
        note(office, by, q, how=asked.person, files=[row["id"] for row in rows])


def note(office: Office, by: Actor, q: str, *, how: str, files: list[int]) -> None:
    """Note that `by` was shown `files`, looked for by a person's `how` (nik, phone, name)."""
    today = office.clock().astimezone(office.zone).date()
    key = f"look-up-{office.vault.index('look-up', f'{today} {q.casefold()}')}"
    office.do(looked_up, by=by, key=key, aside={"files": files}, how=how)


@verb("files.looked_up", *DESKS)
def looked_up(work: Work, *, how: str, files: list[int]) -> dict[str, Any]:
    """`how`: nik | phone | name. `files`: what was shown."""
    work.record("searched_person", subject=("search", how), files=files)
    return {}
