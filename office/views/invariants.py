"""What the office's records must add up to: numbers without gaps, states that are the fold of their history.

Each function yields what is wrong, in words; nothing when all is well. `office.views.verify` runs them all.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from office.procedure import Act, Stage
from office.records.tables import (
    File,
    Handover,
    HistoryRow,
    LetterNumber,
    LetterVersion,
    Mark,
    NumberSeries,
    PrintJob,
    SurveyAnswer,
    SurveyTotal,
    Ticket,
)
from office.records.work import Read
from office.views import block_invariants

#: event -> the state it leaves a ticket in
TICKET_STATES = {
    "ticket_issued": "waiting", "ticket_called": "called", "ticket_called_again": "called", "ticket_serving": "serving",
    "ticket_finished": "done", "ticket_absent": "no_show", "ticket_restored": "waiting", "ticket_held": "held",
    "ticket_resumed": "waiting", "ticket_transferred": "waiting", "ticket_cancelled": "cancelled",
    "ticket_called_back": "called", "ticket_given_back": "waiting",
}  # fmt: skip
#: tickets of the paper pad: entered after an outage, without a slip of ours
PAD = "pad:%"
#: from here on a file stands on a signed sheet
SIGNED = (Stage.NUMBERING, Stage.RELEASING, Stage.READY, Stage.HANDED_OVER)


def _gaps(read: Read, kept: list[tuple[str, str, int, int, int]], prefix: str) -> Iterator[str]:
    """`kept`: (series, period, how many, smallest, largest); each must be 1…n, and n what the counter says."""
    rule = NumberSeries.name.startswith(prefix, autoescape=True)
    counters = {(row.name, row.period): row.last for row in read.session.scalars(select(NumberSeries).where(rule))}
    for name, period, count, smallest, largest in kept:
        last = counters.pop((name, period), 0)
        if (smallest, largest, count) != (1, last, last):
            yield f"{name} {period}: {count} nomor, {smallest} sampai {largest}, pencacah {last}"
    for (name, period), last in counters.items():
        yield f"{name} {period}: pencacah {last}, padahal tidak ada nomor"


def ticket_numbers(read: Read) -> Iterator[str]:
    """1…n in every series of every day; numbers of the paper pad are no series of ours."""
    shape, ours = (Ticket.series, Ticket.day), Ticket.series.not_like(PAD)
    rows = read.session.execute(select(*shape, *_extent(Ticket.number)).where(ours).group_by(*shape))
    kept = [(f"ticket:{series}", str(day), *rest) for series, day, *rest in rows]
    yield from _gaps(read, kept, "ticket:")


def registrations(read: Read) -> Iterator[str]:
    """1…n in every year: each a file, or a number of a block that is still open or declared unused."""
    yield from _gaps(read, block_invariants.registrations(read), "registration")


def letter_numbers(read: Read) -> Iterator[str]:
    """1…n in every book and year, each used, BATAL or in a block; one in force a file; just those history knows."""
    yield from _gaps(read, block_invariants.letters(read), "letter:")
    strange = select(LetterNumber.number).where(LetterNumber.state.not_in(("used", "void", "open")))
    yield from (f"{number}: bukan terpakai, bukan BATAL" for number in read.session.scalars(strange))
    held = (LetterNumber.state == "used", LetterNumber.file_id.is_not(None))
    used = select(LetterNumber.file_id).where(*held).group_by(LetterNumber.file_id)
    for file in read.session.scalars(used.having(func.count() > 1)):
        yield f"berkas {file} memegang dua nomor surat"
    told = {json.loads(row.facts)["number"]: row.subject for row in _acts(read, Act.ASSIGN_NUMBER)}
    given = select(LetterNumber).where(LetterNumber.version_id.is_not(None))
    kept = {row.number: f"file:{row.file_id}" for row in read.session.scalars(given)}
    yield from _differences(told, kept)


def handovers(read: Read) -> Iterator[str]:
    """As many handovers as numbers were given."""
    given = read.session.scalar(select(func.count()).select_from(Handover)) or 0
    rule = NumberSeries.name == "handover"
    counted = read.session.scalar(select(func.coalesce(func.sum(NumberSeries.last), 0)).where(rule)) or 0
    if given != counted:
        yield f"{given} penyerahan, pencacah {counted}"


def _extent(number: InstrumentedAttribute[int]) -> tuple[ColumnElement[int], ...]:
    return func.count(number.distinct()), func.min(number), func.max(number)


def at_hand(read: Read) -> Iterator[str]:
    """A ticket is called by one officer, who has one at hand."""
    held = select(Ticket.holder).where(Ticket.state.in_(("called", "serving")))
    for holder, count in Counter(read.session.scalars(held)).items():
        if holder is None:
            yield f"{count} nomor dipanggil tanpa petugas"
        elif count > 1:
            yield f"{holder} memegang {count} nomor sekaligus"


def slips(read: Read) -> Iterator[str]:
    """What promised a paper has one in the spool; a number of the paper pad was its own paper."""
    for kind, prefix, table in (("ticket", "ticket:", Ticket), ("receipt", "file:", File),
                                ("handover", "handover:", Handover)):  # fmt: skip
        about = literal(prefix).concat(table.id)
        job = select(PrintJob.id).where(PrintJob.kind == kind, PrintJob.subject == about)
        without = select(table.id).where(~job.exists(), *([Ticket.series.not_like(PAD)] if table is Ticket else []))
        yield from (f"{prefix}{row} tanpa lembar {kind}" for row in read.session.scalars(without.order_by(table.id)))


def file_stages(read: Read) -> Iterator[str]:
    """Files are the fold of their history: every act begins where the one before ended."""
    rule = HistoryRow.event.in_(("file_registered", "file_act"))
    stages: dict[str, tuple[str, int]] = {}
    for row in _rows(read, rule):
        facts = json.loads(row.facts)
        before, version = stages.get(row.subject, ("", 0))
        if row.event == "file_act" and facts["before"] != before:
            yield f"baris {row.seq}: {row.subject} bertindak di {facts['before']}, padahal menunggu di {before or '-'}"
        stages[row.subject] = (facts.get("after", Stage.REGISTERED), version + 1)
    kept = {f"file:{row.id}": (row.stage, row.version) for row in
            read.session.execute(select(File.id, File.stage, File.version))}  # fmt: skip
    yield from _differences(stages, kept)


def ticket_states(read: Read) -> Iterator[str]:
    """Tickets are the fold of their history."""
    states = {row.subject: TICKET_STATES[row.event] for row in _rows(read, HistoryRow.event.in_(TICKET_STATES))}
    kept = {f"ticket:{row.id}": row.state for row in read.session.execute(select(Ticket.id, Ticket.state))}
    yield from _differences(states, kept)


def _differences(told: Mapping[str, object], kept: Mapping[str, object]) -> Iterator[str]:
    for subject in sorted(told.keys() | kept.keys()):
        before, now = told.get(subject), kept.get(subject)
        if before != now:
            yield f"{subject}: riwayat {_words(before)}, tercatat {_words(now)}"


def _acts(read: Read, act: Act) -> Iterator[HistoryRow]:
    rows = _rows(read, HistoryRow.event == "file_act")
    return (row for row in rows if json.loads(row.facts)["act"] == act)


def _words(value: object) -> str:
    if value is None:
        return "tidak ada"
    return " versi ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _rows(read: Read, rule: ColumnElement[bool]) -> Iterable[HistoryRow]:
    rows = select(HistoryRow).where(rule).order_by(HistoryRow.seq)
    return read.session.scalars(rows.execution_options(yield_per=1000))


def signatures(read: Read) -> Iterator[str]:
    """Who is past the signature has one on the version in force; who is past numbering has a number."""
    signed = select(Mark.id).where(Mark.file_id == File.id, Mark.kind == "signature", Mark.ended_at.is_(None),
                                   Mark.sha256 == LetterVersion.sha256)  # fmt: skip
    version = (LetterVersion.file_id == File.id) & (LetterVersion.n == File.letter_version)
    unsigned = select(File.id).outerjoin(LetterVersion, version).where(File.stage.in_(SIGNED), ~signed.exists())
    yield from (f"berkas {row} lewat tanda tangan tanpa catatannya" for row in read.session.scalars(unsigned))
    numbered = select(LetterNumber.id).where(LetterNumber.file_id == File.id, LetterNumber.state == "used")
    rule = (File.stage.in_(SIGNED[1:]), ~numbered.exists())
    yield from (f"berkas {row} tanpa nomor surat" for row in read.session.scalars(select(File.id).where(*rule)))


def versions(read: Read) -> Iterator[str]:
    """A version's fingerprint is the one in history, and that of its letter and SKD together."""
    told = {(row.subject, json.loads(row.facts)["version"]): json.loads(row.facts)["sha256"]
            for row in _rows(read, HistoryRow.event == "version_rendered")}  # fmt: skip
    rows = list(read.session.scalars(select(LetterVersion)))
    kept = {(f"file:{row.file_id}", row.n): row.sha256 for row in rows}
    yield from (f"{file} versi {n}: sidik bukan yang di riwayat" for file, n in
                sorted(key for key in told.keys() | kept.keys() if told.get(key) != kept.get(key)))  # fmt: skip
    for row in rows:
        bundle = f"letter {row.letter_sha}\nskd {row.skd_sha or '-'}\n"
        if hashlib.sha256(bundle.encode()).hexdigest() != row.sha256:
            yield f"berkas {row.file_id} versi {row.n}: surat atau SKD ditukar"


def surveys(read: Read) -> Iterator[str]:
    """The running sums are the sums."""
    sums: Counter[str] = Counter()
    for answers in read.session.scalars(select(SurveyAnswer.answers)):
        sums.update(answers)
    totals = select(SurveyTotal.element, func.sum(SurveyTotal.total)).group_by(SurveyTotal.element)
    kept = dict(read.session.execute(totals).all())
    for key in sorted(sums.keys() | kept.keys()):
        if sums[key] != kept.get(key, 0):
            yield f"{key}: jawaban berjumlah {sums[key]}, rekap {kept.get(key, 0)}"
