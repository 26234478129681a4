"""The hall's board: everything the TV shows, whole, without a name in it."""

from typing import Any

from sqlalchemy import select

from office.feedback import survey
from office.hall import calls, day, outages, speakers, turns, voice, voice_trial, zones
from office.records import history
from office.records.screen_rules import playlist
from office.records.screen_rules import turns as sheet_turns
from office.records.tables import Call, Installation, Loket, Ticket
from office.records.work import Read

NEXT_SHOWN = 3
CALLS_SHOWN = 10


def build(read: Read) -> dict[str, Any]:
    """The board as the contract describes it; `revision` is the seq of the newest row that changed it."""
    lokets = list(read.session.scalars(select(Loket).order_by(Loket.number)))
    at_hand, today = _at_hand(read), day.what_today_is(read)
    state = day.state(read, today)
    return {
        "boot": read.session.scalars(select(Installation.boot)).one(),
        "revision": history.newest_board_seq(read.session),
        "now": read.iso(read.now),
        "open": state.pop("open"),
        "hall": state,
        "lokets": [_loket(read, loket, at_hand.get(loket.number)) for loket in lokets],
        "next": [row for loket in lokets for row in _next(read, loket.number)],
        "waiting": {str(loket.number): turns.waiting_count(read, loket.number) for loket in lokets},
        "calls": _calls(read),
        "quiet_until": day.quiet_until(read),
        "voice": _voice(read),
        "zones": _zones(read),
        "sleep": day.nights(read, today),
        "power": outages.power(read),
        "ticker": read.settings.ticker,
        "media": playlist(read.settings.screen),
        "sheets": sheet_turns(read.settings.screen),
        "ikm": survey.shown_index(read),
    }  # fmt: skip


def _next(read: Read, loket: int) -> list[dict[str, Any]]:
    return [{"number": ticket.label, "loket": loket} for ticket in turns.upcoming(read, loket, NEXT_SHOWN)]


def differs(before: dict[str, Any] | None, after: dict[str, Any]) -> bool:
    """Whether the screens must be told."""
    return before is None or {**before, "now": ""} != {**after, "now": ""}


def _at_hand(read: Read) -> dict[int, Ticket]:
    """The newest called or serving ticket of each loket."""
    rule = (Ticket.day == read.today, Ticket.state.in_(("called", "serving")))
    newest = read.session.scalars(select(Ticket).join(Call, Call.ticket_id == Ticket.id).where(*rule).order_by(Call.id))
    return {ticket.loket: ticket for ticket in newest}


def _loket(read: Read, loket: Loket, ticket: Ticket | None) -> dict[str, Any]:
    busy = None if ticket is None else ("calling" if ticket.state == "called" else "serving")
    state = busy or {"open": "idle"}.get(loket.state, loket.state)
    since = loket.since if ticket is None else (ticket.served_at or ticket.first_called_at)
    return {"loket": loket.number, "name": loket.name, "state": state, "number": ticket.label if ticket else None,
            "since": read.iso(since), "zone": loket.zone}  # fmt: skip


def _calls(read: Read) -> list[dict[str, Any]]:
    """The last ten of the day, of each zone, and the one being spoken: a screen cannot speak what it is not told."""
    rows = {call.id: call for zone in zones.names(read) for call in _latest(read, zone)}
    there = voice.clips(read)
    return [
        {"id": call.id, "number": call.number, "loket": call.loket, "zone": call.zone, "at": read.iso(call.at),
         "text": call.text, "audio": _audio(there, call), "state": call.state,
         "expires": read.iso(call.expires_at if call.state in calls.OPEN else call.ended_at)}
        for _, call in sorted(rows.items())
    ]  # fmt: skip


def _latest(read: Read, zone: str) -> list[Call]:
    rule = (Call.day == read.today, Call.zone == zone, Call.ticket_id.is_not(None))
    newest = read.session.scalars(select(Call).where(*rule).order_by(Call.id.desc()).limit(CALLS_SHOWN)).all()
    spoken = None if any(call.state == "playing" for call in newest) else calls.playing(read, zone=zone)
    return [*newest, *([spoken] if spoken is not None and spoken.ticket_id is not None else [])]


def _audio(there: dict[str, float], call: Call) -> str | None:
    """Where its WAV lies; None: there is no voice for it, the chime alone calls."""
    return None if voice.speech_seconds(there, call.text) is None else f"/display/calls/{call.id}.wav"


def _voice(read: Read) -> dict[str, Any]:
    """`speaker` is that of the first zone; every zone's stands in `zones`."""
    rules, speaker = read.settings.voice, speakers.speaker(read, zones.names(read)[0])
    return {"speaker": speaker, "volume": 0 if rules.muted else rules.volume, "repeat": rules.repeat}


def _zones(read: Read) -> list[dict[str, Any]]:
    """One row a zone: who speaks there, which paired TVs stand in it, and the test of the voice under way."""
    return [{"name": zone, "speaker": speakers.speaker(read, zone), "screens": screens, "test": _test(read, zone)}
            for zone, screens in zones.screens(read).items()]  # fmt: skip


def _test(read: Read, zone: str) -> dict[str, Any] | None:
    test = voice_trial.latest(read, zone=zone)
    if test is None or test.state not in calls.OPEN:
        return None
    return {"id": test.id, "text": test.text, "state": test.state, "audio": _audio(voice.clips(read), test)}
