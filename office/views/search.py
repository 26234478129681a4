"""Where is my file? One box for numbers of any register, tickets, NIK, telephones, names, services, villages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, exists, select

from office.files import deadlines, persons
from office.hall import pad
from office.procedure import ENDED, Stage
from office.records.tables import File, Handover, HandoverFile, LetterNumber, Person, Ticket
from office.records.work import Read
from office.views import asked as question
from office.views import complaints as complaint_views
from office.views import file_rows, journey, word_index
from office.views.asked import Asked
from office.views.word_index import Rules, Word
from office.words import text

LISTED = 30
#: tickets of one label, letters of one number, handovers: newest first
FEW = 5
#: register entries with one number, over all years and books
NUMBERED = 100
#: where a file waits for the resident, not for us
_RESTS = {Stage.READY: "ready", Stage.RETURNED: "applicant"}
#: years back in which a handover's number is looked for
YEARS = 8


@dataclass(frozen=True)
class Found:
    """`rows` as `find` answers them; `more`: older ones may be left out; `person`: by what of one files were found."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    more: bool = False
    person: str = ""


def find(read: Read, *, q: str, section: str | None = None, limit: int = LISTED) -> list[dict[str, Any]]:
    """What fits `q`, tickets first, then letters, handovers and files, each newest first; `kind` says which.

    file: a row of a list (`file_rows.of`) with `proxy` (name or ""), `here` (what it waits for), `place`,
    `rests` (ready | applicant | "") and `ended`.
    ticket: id, number, day (ISO), day_words, loket, state, state_words, about.
    letter: number, letter_date (ISO), void, file (id), registration_number, service_name.
    handover: id, number, at, at_words, receiver, files [{id, registration_number}].
    `section` narrows to a Kasi's files. Blank text finds nothing.
    """
    return look(read, q=q, section=section, limit=limit).rows


def look(read: Read, *, q: str, section: str | None = None, limit: int = LISTED, complaints: bool = False) -> Found:
    """The same, with whether that is all, and by what of a person files were found.

    `complaints`: whoever handles them also finds one by its number: {id, number, about, state_words, received_words}.
    """
    asked = question.read(q, read.today)
    if asked.complaint:
        return Found(complaint_views.by_number(read, *asked.complaint) if complaints else [])
    rules = [File.section == section] if section else []
    tickets, letters, handovers = _tickets(read, asked), _letters(read, asked, rules), _handovers(read, asked, rules)
    booked = _of_books(read, asked, rules, tickets, handovers)
    named, more = _of_people(read, asked, rules, limit)
    ids = list(dict.fromkeys([*booked, *named]))
    rows = [_ticket_row(read, ticket) for ticket in tickets]
    rows += [_letter_row(read, *pair) for pair in letters] + [_handover_row(read, one) for one in handovers]
    person = asked.person if named else ""
    return Found([*rows, *_file_rows(read, ids[:limit])], more or len(ids) > limit, person)


def file_ids(read: Read, q: str, rules: Rules, limit: int) -> list[int]:
    """files.id of what fits `q`: for lists of files alone."""
    asked = question.read(q, read.today)
    letters = [file.id for _, file in _letters(read, asked, rules)]
    booked = _of_books(read, asked, rules, _tickets(read, asked), _handovers(read, asked, rules))
    named, _ = _of_people(read, asked, rules, limit)
    return list(dict.fromkeys([*letters, *booked, *named]))[:limit]


def _tickets(read: Read, asked: Asked) -> list[Ticket]:
    """Tickets of that label, today's first; a bare number is one of today's in any series."""
    if asked.ticket:
        series, number = asked.ticket
        rules = [Ticket.day.in_(asked.days), Ticket.series.in_([series, pad.SERIES + series]), Ticket.number == number]
    elif asked.numbers and len(asked.text) <= len("412"):
        rules = [Ticket.day == read.today, Ticket.number == asked.numbers[0]]
    else:
        return []
    found = select(Ticket).where(*rules).order_by(Ticket.day.desc(), Ticket.series).limit(FEW)
    return list(read.session.scalars(found))


def _letters(read: Read, asked: Asked, rules: Rules) -> list[tuple[LetterNumber, File]]:
    if not asked.numbers:
        return []
    found = select(LetterNumber, File).join(File, File.id == LetterNumber.file_id)
    found = found.where(LetterNumber.seq.in_(asked.numbers), *rules).order_by(LetterNumber.id.desc()).limit(NUMBERED)
    pairs = [(number, file) for number, file in read.session.execute(found)]
    return [pair for pair in pairs if question.fits(asked.parts, pair[0].number)][:FEW]


def _handovers(read: Read, asked: Asked, rules: Rules) -> list[Handover]:
    """By number, or by the NIK of who took the letters."""
    if asked.nik:
        rule = Handover.receiver_id.in_(persons.ids_by_nik(read, nik=asked.nik))
    elif asked.numbers:
        written, years = read.settings.numbers.handover, range(read.today.year, read.today.year - YEARS, -1)
        numbers = [written.format(urut=n, tahun=year) for n in asked.numbers for year in years]
        rule = Handover.number.in_([number for number in numbers if question.fits(asked.parts, number)])
    else:
        return []
    found = select(Handover).where(rule)
    if rules:
        files = select(HandoverFile.file_id).where(HandoverFile.handover_id == Handover.id)
        found = found.where(exists().where(File.id.in_(files), *rules))
    return list(read.session.scalars(found.order_by(Handover.id.desc()).limit(FEW)))


def _of_books(
    read: Read, asked: Asked, rules: Rules, tickets: Sequence[Ticket], handovers: Sequence[Handover]
) -> list[int]:
    """Files by a number of the office's own."""
    found: list[int] = []
    if asked.numbers:
        found += _by_number(read, asked, rules)
    if asked.ticket:
        found += _of_visits(read, tickets, rules)
    if handovers and not asked.nik:
        given = select(HandoverFile.file_id).where(HandoverFile.handover_id.in_([one.id for one in handovers]))
        found += _ids(read, [File.id.in_(given), *rules], LISTED)
    return found


def _of_people(read: Read, asked: Asked, rules: Rules, limit: int) -> tuple[list[int], bool]:
    """Files by what is known of a person, a service or a village, newest first; and whether there may be older ones."""
    if asked.nik:
        people = persons.ids_by_nik(read, nik=asked.nik)
        own = _ids(read, [File.applicant_id.in_(people), *rules], limit + 1)
        brought = _ids(read, [File.proxy_id.in_(people), *rules], limit + 1)
        return sorted({*own, *brought}, reverse=True), False
    wanted = _wanted(read, asked)
    ids, more = word_index.newest(read, wanted, narrow=rules, limit=limit)
    return _kept(read, ids), more


def _wanted(read: Read, asked: Asked) -> list[Word]:
    return word_index.words(read, asked.words) if asked.words else [Word(asked.phone)] if asked.phone else []


def _kept(read: Read, ids: Sequence[int]) -> list[int]:
    """Of files found by somebody's name, those whose people were not erased: a second look, were a word left behind."""
    people = exists().where(Person.id.in_([File.applicant_id, File.proxy_id]), Person.erased_at.is_(None))
    return _ids(read, [File.id.in_(ids), people], len(ids))


def _by_number(read: Read, asked: Asked, rules: Rules) -> list[int]:
    found = select(File.id, File.registration_number).where(File.seq.in_(asked.numbers), *rules)
    rows = read.session.execute(found.order_by(File.year.desc(), File.id.desc()).limit(NUMBERED))
    return [file_id for file_id, number in rows if question.fits(asked.parts, number)]


def _of_visits(read: Read, tickets: Sequence[Ticket], rules: Rules) -> list[int]:
    """Files registered or gone on with in the visits of these tickets."""
    found = [file_id for ticket in tickets for file_id in file_rows.of_visit(read, ticket.id)]
    return _ids(read, [File.id.in_(found), *rules], LISTED)


def _ids(read: Read, rules: Sequence[ColumnElement[bool]], limit: int) -> list[int]:
    return list(read.session.scalars(select(File.id).where(*rules).order_by(File.id.desc()).limit(limit)))


def _file_rows(read: Read, ids: Sequence[int]) -> list[dict[str, Any]]:
    found = {file.id: file for file in read.session.scalars(select(File).where(File.id.in_(ids)))}
    files = [found[file_id] for file_id in ids]
    people = {file.proxy_id for file in files if file.proxy_id}
    bearers = dict(read.session.execute(select(Person.id, Person.name).where(Person.id.in_(people))).all())
    days = deadlines.calendar(read)
    rows = file_rows.of(read, file_rows.timed(read, files, days), days)
    return [
        {"kind": "file", **row, "proxy": bearers.get(file.proxy_id or 0, ""), "here": journey.here(file),
         "place": journey.place(file), "rests": _RESTS.get(Stage(file.stage), ""), "ended": Stage(file.stage) in ENDED}
        for file, row in zip(files, rows, strict=True)
    ]  # fmt: skip


def _ticket_row(read: Read, ticket: Ticket) -> dict[str, Any]:
    return {
        "kind": "ticket", "id": ticket.id, "number": ticket.label, "day": ticket.day.isoformat(),
        "day_words": file_rows.day_words(read, ticket.day), "loket": ticket.loket, "state": ticket.state,
        "state_words": text(f"ticket_state.{ticket.state}"),
        "about": file_rows.about(read, ticket),
    }  # fmt: skip


def _letter_row(read: Read, row: LetterNumber, file: File) -> dict[str, Any]:
    return {
        "kind": "letter", "number": row.number, "letter_date": row.letter_date.isoformat(), "void": row.state == "void",
        "file": file.id, "registration_number": file.registration_number,
        "service_name": file_rows.service_names(read, [file])[file.service_code],
    }  # fmt: skip


def _handover_row(read: Read, row: Handover) -> dict[str, Any]:
    given = select(File.id, File.registration_number).join(HandoverFile, HandoverFile.file_id == File.id)
    files = read.session.execute(given.where(HandoverFile.handover_id == row.id).order_by(File.id))
    return {
        "kind": "handover", "id": row.id, "number": row.number, "at": read.iso(row.at),
        "at_words": file_rows.seen(read, row.at), "receiver": read.session.get_one(Person, row.receiver_id).name,
        "files": [{"id": one.id, "registration_number": one.registration_number} for one in files],
    }  # fmt: skip
