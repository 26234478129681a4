"""Outages: times without the system, noticed from the silence before a start or entered by the supervisor.

A mark of life is written every half minute. When the newest one is older than the office allows, within the hours of
the lokets, the time between is an outage: what was done on paper meanwhile waits to be entered (SOP S1, S2, S8a).
"""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from office.errors import Invalid, NotNow, Unknown
from office.hall import silence
from office.office import verb
from office.records.tables import Outage
from office.records.work import Read, Work
from office.words.dates import clock_text, moment_text

MINUTE = timedelta(minutes=1)
#: nobody remembers longer what was done on paper
OLDEST = timedelta(days=31)
TOLD = ("loket", "kasi", "supervisor")


@verb("outages.notice", "system")
def notice(work: Work) -> dict[str, Any]:
    """At every start and every half minute: was nobody there since the last mark of life? Then make a new mark.

    Answers {outage}: the id of an outage noticed now, or None. One that began on battery is closed instead.
    """
    gap = silence.since_last_mark(work)
    found = _noticed(work, gap) if gap and gap[1] - gap[0] > _allowed(work) else None
    silence.mark(work)
    return {"outage": found.id if found else None}


def _noticed(work: Work, gap: tuple[datetime, datetime]) -> Outage | None:
    missed = silence.served_time(work, *gap) > _allowed(work)
    row = on_battery(work)
    if row is not None:
        _over(work, row, gap[1], "" if missed else "Di luar jam loket.")
        return row if missed else None
    return _new(work, gap[0], gap[1], "noticed") if missed else None


def _over(work: Work, row: Outage, at: datetime, nothing: str) -> None:
    """It ended; `nothing`: why there is nothing to be entered."""
    row.to_at = at
    if nothing:
        row.state, row.by, row.note = "dismissed", work.actor.ref, nothing
    _record(work, "outage_ended", row)


def survived(work: Work, row: Outage) -> None:
    """The mains came back and the computer had never been off; the supervisor may open it again."""
    _over(work, row, work.now, "Listrik kembali sebelum komputer mati.")


def _allowed(work: Work) -> timedelta:
    return timedelta(minutes=work.settings.outages.noticed_after_minutes)


@verb("outages.enter", "supervisor")
def enter(work: Work, *, from_at: datetime, to_at: datetime | None = None, note: str = "") -> dict[str, Any]:
    """An outage that nobody noticed (the network, the printers); without `to_at` it goes on. Refuses with Invalid."""
    problem = _wrong_times(work, from_at, to_at)
    if problem:
        raise Invalid(problem[1], fields={problem[0]: problem[1]})
    row = _new(work, from_at, to_at, "entered", note)
    return view(work, row)


def _wrong_times(work: Work, from_at: datetime, to_at: datetime | None) -> tuple[str, str] | None:
    if not work.now - OLDEST <= from_at <= work.now:
        return "from_at", "Isi waktu mulai yang sudah lewat, paling lama sebulan yang lalu."
    if to_at is not None and not from_at < to_at <= work.now:
        return "to_at", "Isi waktu selesai sesudah mulainya dan tidak di masa depan."
    ends = to_at or work.now
    for row in work.session.scalars(select(Outage).where(Outage.state == "open")):
        if row.from_at < ends and from_at < (row.to_at or work.now):
            return "from_at", f"Waktu itu sudah termasuk gangguan {span(work, row)}. Masukkan catatannya di sana."
    return None


@verb("outages.end", "supervisor")
def end(work: Work, *, outage_id: int, at: datetime | None = None) -> dict[str, Any]:
    """The system is back. Ended already, nothing changes."""
    row = find(work, outage_id)
    if row.to_at is None:
        ends = at or work.now
        if not row.from_at < ends <= work.now:
            said = "Isi waktu selesai sesudah mulainya dan tidak di masa depan."
            raise Invalid(said, fields={"to_at": said})
        row.to_at = ends
        _record(work, "outage_ended", row)
    return view(work, row)


@verb("outages.dismiss", "supervisor")
def dismiss(work: Work, *, outage_id: int, note: str) -> dict[str, Any]:
    """There was nothing to enter (a wrong clock, nobody came); says why. Refuses with Invalid, NotNow."""
    row = find(work, outage_id)
    if not note.strip():
        said = "Tulis mengapa tidak ada yang perlu dimasukkan."
        raise Invalid(said, fields={"note": said})
    if row.state != "open":
        raise NotNow("Gangguan ini sudah selesai diurus. Muat ulang halaman.")
    row.state, row.by, row.note, row.to_at = "dismissed", work.actor.ref, note.strip(), row.to_at or work.now
    _record(work, "outage_dismissed", row)
    return view(work, row)


@verb("outages.finish", "loket", "supervisor")
def finish(work: Work, *, outage_id: int) -> dict[str, Any]:
    """Everything written on paper is entered. Twice is harmless. Refuses with NotNow while it goes on or calls hang."""
    row = find(work, outage_id)
    if row.state == "replayed":
        return view(work, row)
    if row.state != "open" or row.to_at is None:
        raise NotNow("Gangguan ini belum berakhir atau sudah diabaikan. Muat ulang halaman.")
    if left := [ticket.label for ticket in silence.interrupted(work, row) if ticket.state == "called"]:
        raise NotNow(f"Panggilan {', '.join(left)} masih terputus. Panggil lagi atau catat hasilnya dahulu.")
    row.state, row.by = "replayed", work.actor.ref
    _record(work, "outage_ended", row)
    return view(work, row)


@verb("outages.reopen", "supervisor")
def reopen(work: Work, *, outage_id: int) -> dict[str, Any]:
    """A sheet turned up after all."""
    row = find(work, outage_id)
    if row.state != "open":
        row.state, row.by = "open", None
        _record(work, "outage_entered", row)
    return view(work, row)


def find(read: Read, outage_id: int) -> Outage:
    """The outage, or Unknown."""
    row = read.session.get(Outage, outage_id)
    if row is None:
        raise Unknown("Gangguan ini tidak ada. Muat ulang halaman.")
    return row


def being_replayed(read: Read, outage_id: int) -> Outage:
    """The outage that is over and whose paper is being entered. Refuses with Unknown, NotNow."""
    row = find(read, outage_id)
    if row.to_at is None:
        raise NotNow("Gangguan ini belum berakhir. Minta pengawas mencatat akhirnya dahulu.")
    if row.state != "open":
        raise NotNow("Gangguan ini sudah ditandai selesai. Minta pengawas membukanya lagi.")
    return row


def within(read: Read, row: Outage, at: datetime, field: str) -> datetime:
    """`at` (office time where it has no zone) as a moment of the outage. Refuses with Invalid, naming the `field`.

    What is written by hand has no seconds: the first and the last minute belong to the outage.
    """
    moment = at if at.tzinfo else at.replace(tzinfo=read.zone)
    first = row.from_at.replace(second=0, microsecond=0)
    if first <= moment <= min((row.to_at or read.now) + MINUTE, read.now):
        return moment
    said = f"Jam {clock_text(moment.astimezone(read.zone))} di luar gangguan {span(read, row)}. Tulis jam di dalamnya."
    raise Invalid(said, fields={field: said})


def days(read: Read, row: Outage) -> list[date]:
    """The calendar days that it touched, at most a month."""
    first, last = row.from_at.astimezone(read.zone).date(), (row.to_at or read.now).astimezone(read.zone).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def span(read: Read, row: Outage) -> str:
    """When it was, in words: "09.41 sampai 10.05", with the date where that is not today."""
    local = [moment.astimezone(read.zone) for moment in (row.from_at, row.to_at or read.now)]
    same = all(moment.date() == read.today for moment in local)
    begins, ends = (clock_text(moment) if same else moment_text(moment) for moment in local)
    return f"{begins} sampai {ends if row.to_at else 'sekarang'}"


def on_battery(read: Read) -> Outage | None:
    """The outage that lasts while the office runs on battery, or None."""
    rule = (Outage.how == "battery", Outage.to_at.is_(None))
    return read.session.scalars(select(Outage).where(*rule).order_by(Outage.id.desc()).limit(1)).one_or_none()


def power(read: Read) -> str:
    """What feeds the office: mains | battery."""
    return "battery" if on_battery(read) else "mains"


def view(read: Read, row: Outage) -> dict[str, Any]:
    """An outage as plain data."""
    return {"id": row.id, "from_at": read.iso(row.from_at), "to_at": read.iso(row.to_at), "how": row.how,
            "state": row.state, "note": row.note or "", "span": span(read, row)}  # fmt: skip


def begin(work: Work, how: str) -> Outage:
    """One that begins now."""
    return _new(work, work.now, None, how)


def _new(work: Work, from_at: datetime, to_at: datetime | None, how: str, note: str = "") -> Outage:
    row = Outage(from_at=from_at, to_at=to_at, how=how, state="open", note=note.strip() or None)
    work.session.add(row)
    work.session.flush()
    _record(work, "outage_entered" if how == "entered" else "outage_noticed", row)
    return row


def _record(work: Work, event: str, row: Outage) -> None:
    work.record(event, subject=("outage", row.id), desks=TOLD, how=row.how, state=row.state,
                over=row.to_at is not None)  # fmt: skip
