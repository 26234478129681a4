"""What was registered or numbered on paper while the system was away, entered with its own time.

The same acts as ever (`office.files.files`) are done as of then: the file's clock starts from the real acceptance, the
numbers come from the sheet of reserved numbers, and history says when they were entered.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pydantic import Field

from office.errors import Invalid, Unknown
from office.files import blocks, catalogue, effects, files, registers
from office.files.bodies import Accept, ActBody, Moment, Register
from office.hall import outages, pad
from office.office import verb
from office.paper import spool
from office.procedure import Act
from office.records.tables import File, Outage
from office.records.work import Paper, Work

BY_HAND = "resi ditulis tangan saat gangguan"


class LateRegister(Register):
    """A registration made on paper. `number`: of the block, none where the office had no sheet (the next one is given).

    `accepted_at`: when it was found complete; none leaves it at the loket. `pad`: the visit's paper number.
    """

    number: int | None = Field(None, ge=1)
    registered_at: Moment
    accepted_at: Moment | None = None
    documents: list[str] = Field([])
    visit_at: Moment | None = None
    pad: str | None = Field(None, max_length=6)
    receipt: bool = True

    def registration(self) -> Register:
        """The registration itself, as it would have been made at the computer."""
        return Register.model_validate({name: getattr(self, name) for name in Register.model_fields})


@verb("files.register_late", "loket")
def register(work: Work, *, outage_id: int, body: LateRegister) -> dict[str, Any]:
    """Enter a registration of the outage (SOP S2a, S2b, S2e): registered, and accepted, at its real time.

    Answers as `files.register`, and the stage it has reached; refuses as that and `accept` do, and with Invalid times,
    Unknown or AlreadyDone block number. A refused one leaves nothing behind.
    """
    outage = outages.being_replayed(work, outage_id)
    at = outages.within(work, outage, body.registered_at, "registered_at")
    accepted = _accepted(work, outage, at, body)
    asked = body.registration()
    if body.pad:
        asked = asked.model_copy(update={"ticket": pad.by_label(work, outage, body.pad).id})
    then = _then(work, at, body.number)
    if then.paper:
        blocks.require_open(work, blocks.REGISTRATION, then.paper.day.year, then.paper.number)
    answer = files.register(then, body=asked)
    file = work.session.get_one(File, answer["id"])
    file.outage_id = outage.id
    if then.paper:
        _count_used(work, file)
    if not body.receipt:
        spool.drop(work, f"file:{file.id}", BY_HAND, state="cancelled")
    answer["stage"] = _go_on(work, file, accepted, body)
    return answer


def _accepted(work: Work, outage: Outage, registered: datetime, body: LateRegister) -> datetime | None:
    if body.accepted_at is None:
        return None
    at = outages.within(work, outage, body.accepted_at, "accepted_at")
    if at < registered:
        said = "Diterima lengkap sesudah didaftar, bukan sebelumnya. Periksa kedua jamnya."
        raise Invalid(said, fields={"accepted_at": said})
    return at


def _then(work: Work, at: datetime, number: int | None) -> Work:
    """The act under way as of `at`; history is written by the one that it belongs to."""
    paper = Paper(number, at.astimezone(work.zone).date()) if number is not None else None
    return replace(work, now=at, paper=paper)


def _count_used(work: Work, file: File) -> None:
    """Which loket's sheet it must be is known only now; refused here, the registration is undone with it."""
    blocks.require_open(work, blocks.REGISTRATION, file.year, file.seq, file.loket)
    blocks.use(work, blocks.REGISTRATION, file.year, file.seq, f"file:{file.id}")


def _go_on(work: Work, file: File, accepted: datetime | None, body: LateRegister) -> str:
    if accepted is None:
        effects.tick(work, file, body.documents, True)
    else:
        told = Accept(documents=body.documents, visit_at=body.visit_at)
        files.act(replace(work, now=accepted), file_id=file.id, act=Act.ACCEPT, body=told)
    return file.stage


def _series_of(work: Work, file_id: int) -> str:
    file = work.session.get(File, file_id)
    if file is None:
        raise Unknown("Berkas tidak ditemukan. Periksa nomor pendaftarannya.")
    service = catalogue.service(work, file.service_code)
    return f"letter:{registers.book_of(work.settings.numbers, service)}"


@verb("files.number_late", "kasi")
def number(work: Work, *, outage_id: int, file_id: int, number: int, day: date) -> dict[str, Any]:
    """A letter that was numbered on paper (SOP S8a): its block number, and the day as the letter's date.

    Refuses as `assign_number` does, and with Invalid day, Unknown or AlreadyDone block number.
    """
    outage = outages.being_replayed(work, outage_id)
    if day not in outages.days(work, outage):
        said = f"Pilih tanggal surat di dalam gangguan {outages.span(work, outage)}."
        raise Invalid(said, fields={"day": said})
    series = _series_of(work, file_id)
    blocks.require_open(work, series, day.year, number)
    then = replace(work, paper=Paper(number, day))
    answer = files.act(then, file_id=file_id, act=Act.ASSIGN_NUMBER, body=ActBody())
    blocks.use(work, series, day.year, number, f"file:{file_id}")
    return answer
