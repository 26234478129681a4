"""Where a letter's text is kept: of a file while it is written, and of each version as it was printed.

Only what differs from the standard wording is kept, so that what nobody touched follows the file's data. It is sealed
with the office key, for people write names into letters.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from office.errors import FileHasMoved
from office.records.letter_rules import Paper
from office.records.tables import File, LetterText, LetterVersion, VersionText
from office.records.work import Read, Work

#: the kind of the letter that says no, whatever the product would have been
REJECTION = "penolakan"
_NOWHERE = ""


@dataclass(frozen=True)
class Kept:
    """What is kept of a letter's text: parts that differ, the paper (None: the office's usual), and a counter."""

    parts: dict[str, str] = field(default_factory=dict)
    paper: Paper | None = None
    version: int = 0

    def document(self) -> dict[str, Any]:
        """The text as JSON keeps it."""
        return {"parts": self.parts, "paper": self.paper}


def kind_of(file: File, product: str) -> str:
    """The kind of letter that the file gets: its product, or a refusal."""
    return REJECTION if file.outcome == "rejected" else product


def of_file(read: Read, file_id: int, kind: str) -> Kept:
    """The text of the file's next letter; nothing written: empty, version 0."""
    row = read.session.get(LetterText, (file_id, kind))
    return Kept(**json.loads(read.vault.unseal(row.sealed)), version=row.version) if row else Kept()


def of_version(read: Read, version_id: int) -> Kept:
    """The text that a version was made of."""
    row = read.session.get(VersionText, version_id)
    return Kept(**json.loads(read.vault.unseal(row.sealed))) if row else Kept()


def put(work: Work, file_id: int, kind: str, text: Kept, *, drawn: str = _NOWHERE, n: int = 0) -> LetterText:
    """Keep the text of the file's next letter; its counter rises."""
    row = work.session.get(LetterText, (file_id, kind))
    if row is None:
        row = LetterText(file_id=file_id, kind=kind, version=0, noted=0)
        work.session.add(row)
    row.sealed, row.version = work.vault.seal(json.dumps(text.document())), row.version + 1
    row.drawn, row.n, row.by, row.at = drawn, n, work.actor.ref, work.now
    work.session.flush()
    return row


def follow(work: Work, version: LetterVersion, text: dict[str, Any], seen: int) -> None:
    """A version was rendered from `text`: it keeps it. Refuses with FileHasMoved when somebody wrote on meanwhile."""
    if of_file(work, version.file_id, version.kind).version != seen:
        raise FileHasMoved("Naskah surat ini baru saja diubah. Periksa pratinjaunya sekali lagi, lalu cetak.")
    work.session.add(VersionText(version_id=version.id, sealed=work.vault.seal(json.dumps(text))))


def start_from(work: Work, version: LetterVersion) -> None:
    """A version is put in force: the file's next text starts from its words."""
    printed, now = of_version(work, version.id), of_file(work, version.file_id, version.kind)
    if printed.document() != now.document():
        put(work, version.file_id, version.kind, printed)
