"""The hall's board: everything the TV shows, whole, without a name in it."""

from typing import Any

from sqlalchemy import select

from office.feedback import survey
from office.hall import calls, day, outages, speakers, turns, voice
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
        "next": [{"number": t.label, "loket": loket.number}
                 for loket in lokets for t in turns.upcoming(read, loket.number, NEXT_SHOWN)],
        "waiting": {str(loket.number): turns.waiting_count(read, loket.number) for loket in lokets},
        "calls": _calls(read),
        "quiet_until": day.quiet_until(read),
        "voice": _voice(read),
        "sleep": day.nights(read, today),
        "power": outages.power(read),
        "ticker": read.settings.ticker,
        "media": playlist(read.settings.screen),
        "sheets": sheet_turns(read.settings.screen),
        "ikm": survey.shown_index(read),
    }  # fmt: skip


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
            "since": read.iso(since)}  # fmt: skip


def _calls(read: Read) -> list[dict[str, Any]]:
    rows = read.session.scalars(select(Call).where(Call.day == read.today).order_by(Call.id.desc()).limit(CALLS_SHOWN))
    there = voice.clips(read)
    return [
        {"id": call.id, "number": call.number, "loket": call.loket, "at": read.iso(call.at), "text": call.text,
         "audio": _audio(there, call), "state": call.state,
         "expires": read.iso(call.expires_at if call.state in calls.OPEN else call.ended_at)}
        for call in reversed(list(rows))
    ]  # fmt: skip


def _audio(there: dict[str, float], call: Call) -> str | None:
    """Where its WAV lies; None: there is no voice for it, the chime alone calls."""
    return None if voice.speech_seconds(there, call.text) is None else f"/display/calls/{call.id}.wav"


def _voice(read: Read) -> dict[str, Any]:
    rules = read.settings.voice
    return {"speaker": speakers.speaker(read), "volume": 0 if rules.muted else rules.volume, "repeat": rules.repeat}
