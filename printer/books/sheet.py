"""What stands around a book's lines, on paper and in a spreadsheet: whose book, of when, closed by whom."""

from typing import Any

from pydantic import BaseModel

from office.books.shape import Asked, Book
from office.files import letters
from office.records.work import Read
from office.words.dates import date_range, plain_date, slip_moment
from office.words.numerals import terbilang
from office.words.unreadable import sentence
from printer.letters.parts import OfficeContent


class Frame(BaseModel):
    """The words around the lines."""

    office: OfficeContent
    title: str
    period: str
    narrowed: str
    made: str
    place: str
    day: str
    heading: list[str]
    name: str | None
    rank: str | None
    nip: str | None


def frame(read: Read, *, book: Book, asked: Asked) -> Frame:
    """The frame of a book as the office stands now; signed by the Camat, or by who stands in."""
    head, signer = read.settings.letterhead, letters.signer_now(read, asked.section or "")
    office = OfficeContent(regency=f"Pemerintah {head.regency}".upper(), name=head.office, address=head.address,
                           phone=head.phone, email=head.email, place=head.place, postcode=head.postcode,
                           training=read.example)  # fmt: skip
    return Frame(office=office, title=book.title, period=date_range(asked.first, asked.last),
                 narrowed=_narrowed(read, book, asked), made=slip_moment(read.local), place=head.place,
                 day=plain_date(read.today), heading=list(signer.heading), name=signer.name, rank=signer.rank,
                 nip=signer.nip)  # fmt: skip


def _narrowed(read: Read, book: Book, asked: Asked) -> str:
    """What the book was narrowed to, so that nobody takes a part for the whole; words looked for are not repeated."""
    said = [f"layanan {asked.service}"] if asked.service else []
    said += [f"hanya {book.states[asked.state].lower()}"] if asked.state in book.states else []
    said += ["hasil pencarian"] if asked.q else []
    said += ["satu seksi"] if asked.section else []
    return f"Petikan: {', '.join(said)}" if said else ""


def closing(lines: int) -> str:
    """The sentence that closes a book."""
    if not lines:
        return "Pada periode ini tidak ada catatan (nihil)."
    number = f"{lines:,}".replace(",", ".")
    return sentence(f"buku ini ditutup dengan {number} ({terbilang(lines)}) baris")


def cell(value: str | int) -> Any:
    """A cell's value as a template takes it: amounts with Indonesian dots."""
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else value
