"""The folder's list as a PDF: which versions are in it, how many sheets, and room to count them back."""

from datetime import datetime
from typing import Any

from office.files import letters
from office.records.work import Read
from office.views import folders
from office.words.clean import clean
from printer.letters.desk import LetterDesk

MOST = 400


def pdf(desk: LetterDesk, folder_id: int) -> bytes:
    """The list as things stand, F4. Refuses with Unknown."""
    content: dict[str, Any] = desk.office.see(_content, folder_id=folder_id)
    return desk.press.folder(content, datetime.fromisoformat(content["back_at"] or content["out_at"]))


def _content(read: Read, *, folder_id: int) -> dict[str, Any]:
    folder = folders.one(read, folder_id=folder_id)
    head, signer = read.settings.letterhead, letters.signer_now(read, "")
    kept = ("out_at", "back_at", "sheets", "sheets_back")
    return {
        "office": {"name": head.office, "training": read.example}, "paper": "F4", "number": folder["id"],
        "signer": f"{signer.line.rstrip(',')} · {signer.name}" if signer.name else signer.line,
        **{name: folder[name] for name in kept},
        **{name: _printed(folder[name]) for name in ("out_by", "back_by", "bearer", "note", "difference")},
        "rows": [{**row, "service_name": _printed(row["service_name"])} for row in folder["rows"]],
    }  # fmt: skip


def _printed(words: str | None) -> str:
    return clean(words or "", limit=MOST)
