"""What "Setelah padam" shows: the outage, what was entered, what the power cut off, the numbers on paper sheets."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from office.files import blocks, catalogue, deadlines, persons, registers
from office.hall import outages, pad, silence
from office.procedure import STAGE_TITLES, Stage
from office.records.tables import BlockNumber, File, LetterNumber, Loket, NumberBlock, Outage, Ticket
from office.records.work import Read
from office.views import clocks

#: outages that are over stay in sight for a while
SHOWN = 8
LISTED = 200


def known(read: Read) -> list[dict[str, Any]]:
    """The outages to be worked on first, then the latest others."""
    rows = read.session.scalars(select(Outage).order_by((Outage.state != "open"), Outage.id.desc()).limit(SHOWN))
    return [outages.view(read, row) for row in rows]


def hint(read: Read) -> dict[str, Any]:
    """{power, waiting}: what feeds the office, and how many outages wait to be entered."""
    rule = (Outage.state == "open", Outage.to_at.is_not(None))
    waiting = read.session.scalar(select(func.count()).select_from(Outage).where(*rule)) or 0
    return {"power": outages.power(read), "waiting": waiting}


def replay(read: Read, *, outage_id: int, sections: Iterable[str | None] = ()) -> dict[str, Any]:
    """One outage with everything entered so far. `sections`: whose letters (None: every section). Refuses Unknown."""
    row = outages.find(read, outage_id)
    cut, entered = silence.interrupted(read, row), pad.of(read, row)
    return {
        **outages.view(read, row), "open": row.state == "open" and row.to_at is not None,
        "days": [day.isoformat() for day in outages.days(read, row)],
        "lokets": list(read.session.scalars(select(Loket).order_by(Loket.number))),
        "cut": [_cut(read, ticket) for ticket in cut], "pad": [_pad(read, ticket) for ticket in entered],
        "next_label": _next_label(entered), "files": _files(read, row),
        "letters": _letters(read, row), "to_number": _to_number(read, set(sections)),
    }  # fmt: skip


def _cut(read: Read, ticket: Ticket) -> dict[str, Any]:
    return {"id": ticket.id, "number": ticket.label, "loket": ticket.loket, "state": ticket.state,
            "priority": ticket.priority, "at": read.iso(ticket.first_called_at or ticket.issued_at),
            "today": ticket.day == read.today}  # fmt: skip


def _pad(read: Read, ticket: Ticket) -> dict[str, Any]:
    return {"id": ticket.id, "number": ticket.label, "loket": ticket.loket, "purpose": ticket.purpose,
            "at": read.iso(ticket.issued_at), "served": ticket.state == "done"}  # fmt: skip


def _next_label(entered: list[Ticket]) -> str:
    """The pad's next number, as far as it can be guessed: one after the last one typed."""
    last = max(entered, key=lambda ticket: ticket.id, default=None)
    if last is None or last.number >= pad.LAST:
        return ""
    return f"{last.label[0]}-{last.number + 1}"


def _files(read: Read, row: Outage) -> list[dict[str, Any]]:
    rows = read.session.scalars(select(File).where(File.outage_id == row.id).order_by(File.registered_at, File.id))
    return [
        {"id": file.id, "registration_number": file.registration_number, "loket": file.loket,
         "service": catalogue.service(read, file.service_code).short_name,
         "applicant": persons.full(read, file.applicant_id)["name"], "registered_at": read.iso(file.registered_at),
         "accepted_at": read.iso(file.accepted_at), "stage_title": STAGE_TITLES[Stage(file.stage)]}
        for file in rows
    ]  # fmt: skip


def _letters(read: Read, row: Outage) -> list[dict[str, Any]]:
    """Letter numbers of sheets that were entered since this outage."""
    held = ("file:" + File.id.cast(BlockNumber.subject.type)) == BlockNumber.subject
    rows = read.session.execute(
        select(LetterNumber, File.registration_number).join(File, File.id == LetterNumber.file_id)
        .join(BlockNumber, held & (BlockNumber.series == "letter:" + LetterNumber.book)
              & (BlockNumber.number == LetterNumber.seq))
        .where(LetterNumber.given_at >= row.from_at).order_by(LetterNumber.seq).limit(LISTED)
    )  # fmt: skip
    return [{"number": letter.number, "registration_number": registered, "date": letter.letter_date.isoformat()}
            for letter, registered in rows]  # fmt: skip


def _to_number(read: Read, sections: set[str | None]) -> list[dict[str, Any]]:
    """Signed letters that wait for their number, with the open numbers of their book."""
    rule = [File.stage == Stage.NUMBERING, *([] if None in sections else [File.section.in_(sections)])]
    found, days = [], deadlines.calendar(read)
    for file in read.session.scalars(select(File).where(*rule).order_by(File.id).limit(LISTED)):
        service = catalogue.service(read, file.service_code)
        book = registers.book_of(read.settings.numbers, service)
        numbers = [number for number, _ in blocks.open_numbers(read, f"letter:{book}")]
        found.append({"id": file.id, "registration_number": file.registration_number, "service": service.short_name,
                      "applicant": persons.full(read, file.applicant_id)["name"], "numbers": numbers,
                      "left": clocks.of(read, file, days)["words"]})  # fmt: skip
    return found


def open_registrations(read: Read, *, loket: int | None) -> list[dict[str, Any]]:
    """Numbers still open on the sheets of this loket: {number, written}."""
    year = read.today.year
    return [{"number": number, "written": registers.on_sheet(read, blocks.REGISTRATION, number, year, place)}
            for number, place in blocks.open_numbers(read, blocks.REGISTRATION) if loket in (None, place)]  # fmt: skip


def sheets(read: Read) -> list[dict[str, Any]]:
    """All blocks with open numbers, and the latest that have none: {…, open, used, void}."""
    rows = read.session.scalars(select(NumberBlock).order_by(NumberBlock.id.desc()).limit(40))
    found = [_sheet(read, row) for row in rows]
    return sorted(found, key=lambda one: (not one["open"], -one["id"]))


def sheet(read: Read, *, block: int) -> dict[str, Any]:
    """One block with every number as it is printed: `lines` of {number, written, state, reason}. Refuses Unknown."""
    return _sheet(read, blocks.find(read, block))


def _sheet(read: Read, row: NumberBlock) -> dict[str, Any]:
    numbers = read.session.scalars(
        select(BlockNumber).where(BlockNumber.block_id == row.id).order_by(BlockNumber.number)
    ).all()
    lines = [{"number": one.number, "state": one.state, "reason": one.reason,
              "written": registers.on_sheet(read, row.series, one.number, int(row.period), row.loket)}
             for one in numbers]  # fmt: skip
    counted = {
        state: [line["number"] for line in lines if line["state"] == state] for state in ("open", "used", "void")
    }
    return {"id": row.id, "series": row.series, "book": row.series.partition(":")[2], "year": row.period,
            "first": row.first, "last": row.last, "loket": row.loket, "reserved_at": read.iso(row.reserved_at),
            "lines": lines, **counted}  # fmt: skip


def pads(read: Read) -> list[dict[str, Any]]:
    """The pads of paper tickets that can be printed: each loket's letter, and priority."""
    rows = [{"series": row.series, "loket": row.number, "name": row.name}
            for row in read.session.scalars(select(Loket).order_by(Loket.number))]  # fmt: skip
    return [*rows, {"series": pad.PRIORITY, "loket": None, "name": "Prioritas"}]
