"""The version of a letter that a desk looked at last, for "what changed since?"."""

from typing import Any

from sqlalchemy import select

from office.procedure import Act
from office.records.tables import File, LetterVersion
from office.records.work import Read
from office.views import journey

LOOKED = (Act.PARAF, Act.SIGN, Act.SEND_BACK)


def last(read: Read, *, file_id: int, desk: str) -> dict[str, Any] | None:
    """{old, new, n, why, at, note}: the ids of both versions, or None when `desk` never looked at an earlier one.

    `n`: the earlier version's number, which the desk initialled or signed (`why` "paraf") or sent back ("kembali"), the
    newest such. `note`: with what words the file was last sent back since.
    """
    file = read.session.get(File, file_id)
    versions = list(read.session.scalars(
        select(LetterVersion).where(LetterVersion.file_id == file_id, LetterVersion.filed_at.is_not(None))
        .order_by(LetterVersion.n)
    ))  # fmt: skip
    new = next((one for one in versions if file and one.n == file.letter_version), None)
    if file is None or new is None:
        return None
    path = journey.of(read, file)
    seen = [(entry, old) for entry in path if entry["desk"] == desk and entry["act"] in LOOKED
            and (old := _at(read, versions, entry)) is not None and old.n < new.n]  # fmt: skip
    if not seen:
        return None
    entry, old = seen[-1]
    notes = [one["note"] for one in path if one["seq"] >= entry["seq"] and one["tone"] == "back" and one["note"]]
    why = "kembali" if entry["act"] == Act.SEND_BACK else "paraf"
    return {"old": old.id, "new": new.id, "n": old.n, "why": why, "at": entry["at"], "note": notes[-1] if notes else ""}


def _at(read: Read, versions: list[LetterVersion], entry: dict[str, Any]) -> LetterVersion | None:
    """The version that was in force when a step of the journey was done."""
    filed = [one for one in versions if (read.iso(one.filed_at) or "") <= entry["at"]]
    return next((one for one in versions if one.n == entry["version"]), filed[-1] if filed else None)
