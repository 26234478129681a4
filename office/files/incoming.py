"""Letters that come in: entered with the next number of the agenda, disposed of by who decides (buku agenda masuk)."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from office.errors import AlreadyDone, Invalid, NeedsMissing, NotNow, Unknown
from office.hall.bodies import Body, Words
from office.hall.series import next_number
from office.office import verb
from office.records.tables import IncomingLetter
from office.records.work import Work
from office.words.clean import clean

SERIES = "incoming"
KEEPERS, DECIDERS = ("operator", "sekcam", "supervisor"), ("operator", "sekcam", "camat", "supervisor")
Text = Annotated[Words, Field(max_length=300)]
LONGEST = 1000


class Receive(Body):
    """`POST /incoming`: a letter as it lies on the desk. Without `received_on` it came today."""

    sender: Text = Field(min_length=1)
    subject: Text = Field(min_length=1)
    letter_number: Words = Field("", max_length=100)
    letter_date: date | None = None
    received_on: date | None = None
    disposition: str = Field("", max_length=LONGEST)


class Dispose(Body):
    """`POST /incoming/{id}/disposition`: what is to be done, and by whom."""

    disposition: str = Field(max_length=LONGEST)


@verb("incoming.receive", *KEEPERS)
def receive(work: Work, *, body: Receive) -> dict[str, Any]:
    """Enter a letter: {id, agenda_number, received_on}. Refuses with Invalid dates.

    The agenda is yearly and gapless; a letter entered later still belongs to the running year's agenda.
    """
    day = body.received_on or work.today
    _require_day(work, day, body.letter_date)
    row = IncomingLetter(year=work.today.year, seq=next_number(work, SERIES, work.today.year), received_on=day,
                         letter_number=body.letter_number, letter_date=body.letter_date, sender=body.sender,
                         subject=body.subject, state="used", by=work.actor.ref, at=work.now)  # fmt: skip
    _decide(work, row, body.disposition)
    work.session.add(row)
    work.session.flush()
    work.record("incoming_received", subject=("incoming", row.id), desks=("sekcam", "supervisor"), number=row.seq,
                year=row.year)  # fmt: skip
    return brief(row)


@verb("incoming.dispose", *DECIDERS)
def dispose(work: Work, *, letter: int, body: Dispose) -> dict[str, Any]:
    """Write what is to be done with it; a later disposition takes the earlier one's place, and history says who did it.

    Refuses with Unknown, NeedsMissing, NotNow for a voided one.
    """
    row = _found(work, letter)
    if not body.disposition.strip():
        raise NeedsMissing(["disposition"], "Tulis dahulu disposisinya, misalnya: Kasi Kesra, tindak lanjuti.")
    if row.state == "void":
        raise NotNow("Nomor agenda ini BATAL. Tulis disposisi pada nomor agenda yang berlaku.")
    _decide(work, row, body.disposition)
    work.record("incoming_disposed", subject=("incoming", row.id), desks=("operator", "supervisor"))
    return brief(row)


@verb("incoming.void", *KEEPERS)
def void(work: Work, *, letter: int, reason: str) -> dict[str, Any]:
    """Entered wrongly: the number stays in the agenda as BATAL. Refuses with Unknown, NeedsMissing, AlreadyDone."""
    row = _found(work, letter)
    if not reason.strip():
        raise NeedsMissing(["reason"], "Tulis mengapa nomor agenda ini dibatalkan.")
    if row.state == "void":
        raise AlreadyDone("Nomor agenda ini sudah BATAL. Muat ulang halaman untuk melihatnya.")
    row.state, row.reason = "void", clean(reason, limit=300)
    work.record("incoming_voided", subject=("incoming", row.id), desks=("supervisor",), number=row.seq, year=row.year)
    return brief(row)


def brief(row: IncomingLetter) -> dict[str, Any]:
    """What every answer tells: {id, agenda_number, received_on, state}."""
    return {"id": row.id, "agenda_number": row.seq, "received_on": row.received_on.isoformat(), "state": row.state}


def _decide(work: Work, row: IncomingLetter, words: str) -> None:
    if words := clean(words, limit=LONGEST, lines=True):
        row.disposition, row.disposed_by, row.disposed_at = words, work.actor.ref, work.now


def _require_day(work: Work, day: date, written: date | None) -> None:
    wrong = {}
    if day > work.today:
        wrong["received_on"] = "Tanggal terima tidak boleh sesudah hari ini."
    if day.year < work.today.year - 1:
        wrong["received_on"] = "Tanggal terima paling lama tahun lalu. Periksa tahunnya."
    if written and written > day:
        wrong["letter_date"] = "Tanggal surat tidak boleh sesudah tanggal terima."
    if wrong:
        raise Invalid("Ada tanggal yang belum benar. Betulkan yang ditandai, lalu simpan lagi.", fields=wrong)


def _found(work: Work, letter: int) -> IncomingLetter:
    row = work.session.get(IncomingLetter, letter)
    if row is None:
        raise Unknown("Surat masuk ini tidak ada di agenda. Muat ulang halaman.")
    return row
