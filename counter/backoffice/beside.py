"""What stands beside a letter: short ways, what changed since this desk saw it last, the next letter, its folder."""

from typing import Any

from counter.backoffice import sure
from counter.backoffice.who import NAMELESS, Sitting
from office.errors import Refusal
from office.office import Office
from office.people import confirming
from office.views import folders, seen_before, short_ways
from printer.letters.desk import LetterDesk

#: acts that are done on a letter that was read
READ = "version_in_force"


def of(office: Office, letters: LetterDesk, found: dict[str, Any], who: Sitting) -> dict[str, Any]:
    """{short, changed, beside, folder, sure, sure_acts} for the file's page; what the desk has no use for is empty."""
    file_id, desk = found["id"], who.desk
    acts = {button["act"] for button in found["buttons"]}
    reads = any(READ in button["needs"] for button in found["buttons"])
    asked = {act for act in acts if confirming.asked([act], found["desk"] or "")}
    return {
        "short": office.see(short_ways.of_file, file_id=file_id, actor=who.actor),
        "changed": changes(office, letters, file_id, desk) if reads else None,
        "beside": office.see(short_ways.neighbours, file_id=file_id, desk=desk) if desk in NAMELESS else None,
        "folder": office.see(folders.where_is, file_id=file_id),
        "sure": sure.standing(office, who) if asked else None, "sure_acts": asked,
    }  # fmt: skip


def changes(office: Office, letters: LetterDesk, file_id: int, desk: str) -> dict[str, Any] | None:
    """{n, why, at, note, groups, problem}: what is different from what this desk saw last, if it did."""
    last: dict[str, Any] | None = office.see(seen_before.last, file_id=file_id, desk=desk)
    if last is None:
        return None
    try:
        return {**last, "groups": letters.changes(last["old"], last["new"]), "problem": ""}
    except Refusal as refusal:
        return {**last, "groups": [], "problem": refusal.detail}
