"""Trying the voice where it is heard: a TV says the sample in its turn, as a call of nobody."""

from typing import Any

from sqlalchemy import select

from office.errors import NotNow
from office.hall import calls, day, speakers, voice, zones
from office.office import verb
from office.records.tables import Call
from office.records.work import Read, Work


@verb("voice.test", "supervisor", "admin")
def begin(work: Work, *, zone: str = "") -> dict[str, Any]:
    """Let the screen that speaks in `zone` (none named: the first) say the sample in its turn: {id, state}.

    One that still waits is given up for it. Refuses with NotNow what nobody would hear, and says what to do.
    """
    zone = zones.known(work, zone)
    if reason := _unheard(work, zone):
        raise NotNow(reason)
    before = latest(work, zone=zone)
    if before is not None and before.state == "pending":
        before.state, before.ended_at = "withdrawn", work.now
    test = Call(day=work.today, ticket_id=None, number=voice.SAMPLE[0], loket=0, zone=zone, text=voice.sample(work),
                at=work.now, state="pending", again=True)  # fmt: skip
    work.session.add(test)
    work.session.flush()
    work.record("voice_tested", subject=("call", test.id), desks=("supervisor",))
    calls.tend(work)
    return {"id": test.id, "state": test.state}


def latest(read: Read, *, zone: str) -> Call | None:
    """Today's newest test in a zone, or None."""
    rule = (Call.day == read.today, Call.zone == zone, Call.ticket_id.is_(None))
    return read.session.scalars(select(Call).where(*rule).order_by(Call.id.desc()).limit(1)).one_or_none()


def _unheard(read: Read, zone: str) -> str:
    """Why nothing would sound now, and what to do about it; empty: it would."""
    where = f" di zona {zone}" if len(zones.names(read)) > 1 else ""
    if not speakers.is_there(read, zone):
        return f"Tidak ada layar yang bersuara{where}. Buka layar TV atau hubungkan satu yang bersuara, lalu uji lagi."
    if speakers.is_silent(read, zone):
        return f"Layar TV{where} belum boleh bersuara. Ketuk layar itu sekali, lalu uji lagi."
    if read.settings.voice.muted or not read.settings.voice.volume:
        return "Suara sedang dimatikan di lembar ini. Naikkan kekerasannya, simpan, lalu uji lagi."
    if day.quiet_until(read):
        return "Kantor sedang meminta diam. Bunyikan lagi dari loket atau tunggu sampai selesai, lalu uji lagi."
    return ""
