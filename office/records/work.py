"""What an act (Work) and a query (Read) hold in their hands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from office.records.history import EVENTS, Event
from office.records.settings import Settings
from office.records.vault import Vault


@dataclass(frozen=True)
class Seat:
    """A desk somebody sits at: `loket` for desk loket, `section` for desk kasi (None = all sections)."""

    desk: str
    loket: int | None = None
    section: str | None = None


@dataclass(frozen=True)
class Actor:
    """Who acts: an officer, a device, a machine's token, the office itself, or anybody."""

    kind: str
    id: int = 0
    name: str = ""
    seats: tuple[Seat, ...] = ()

    @property
    def ref(self) -> str:
        """How records name the actor: `officer:3`."""
        return f"{self.kind}:{self.id}" if self.id else self.kind

    @property
    def desks(self) -> frozenset[str]:
        """The desks held."""
        return frozenset(seat.desk for seat in self.seats)

    def seat(self, desk: str, *, loket: int | None = None) -> Seat | None:
        """The actor's seat at `desk` (at that loket, when one is named), or None."""
        fitting = (s for s in self.seats if s.desk == desk and (loket is None or s.loket in (None, loket)))
        return next(fitting, None)


SYSTEM = Actor("system", name="Sistem", seats=(Seat("system"),))
ANYONE = Actor("anyone")


@dataclass
class Read:
    """A reading view of the office at one moment."""

    session: Session
    now: datetime
    zone: ZoneInfo
    settings: Settings
    vault: Vault
    example: bool
    #: what links on paper begin with, without a slash at the end: the public address where there is one, else the
    #: office's Wi-Fi; empty = path only
    hall_url: str
    #: an address that residents reach from home; empty = there is none
    public_url: str

    @property
    def local(self) -> datetime:
        """Now in the office's zone."""
        return self.now.astimezone(self.zone)

    @property
    def today(self) -> date:
        """The office's calendar day."""
        return self.local.date()

    def iso(self, moment: datetime | None) -> str | None:
        """A time for an answer: ISO 8601 with the office's offset, whole seconds."""
        return moment.astimezone(self.zone).isoformat(timespec="seconds") if moment else None


@dataclass(frozen=True)
class Paper:
    """What stands on a sheet that was written while the system was away: a number of a block, and its day."""

    number: int
    day: date


@dataclass
class Work(Read):
    """An act under way: the same, with an actor and a pen. `paper`: it was done on paper and is entered afterwards."""

    actor: Actor
    events: list[Event] = field(default_factory=list)
    paper: Paper | None = None

    def record(self, event: str, *, subject: tuple[str, int | str], desks: Sequence[str] = (), **facts: Any) -> None:
        """Write what happened; the only way to tell anyone anything. `desks`: whose worklists change."""
        on_board = EVENTS[event]
        self.events.append(Event(event, f"{subject[0]}:{subject[1]}", facts, tuple(desks), on_board))
