"""Books that left the screen: who took which book, for which period, how many lines; never whose."""

from typing import Any

from office.books import reading
from office.books.shape import Asked
from office.office import verb
from office.records.work import Work

READERS = ("kasi", "operator", "sekcam", "camat", "supervisor")


@verb("books.export", *READERS)
def export(work: Work, *, book: str, kind: str, asked: Asked, lines: int) -> dict[str, Any]:
    """Note that a book was made as PDF or XLSX (UU 27/2022: an access log). Refuses with Unknown, NotYourDesk."""
    reading.for_desks(book, work.actor.desks)
    narrowed = [name for name in ("service", "state", "q", "section") if getattr(asked, name)]
    work.record("book_exported", subject=("book", book), kind=kind, first=asked.first.isoformat(),
                last=asked.last.isoformat(), lines=lines, narrowed=narrowed)  # fmt: skip
    return {"book": book, "kind": kind, "lines": lines}
