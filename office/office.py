"""The door. One act of one person is one call of `Office.do`; whoever only wants to know calls `Office.see`."""

import hashlib
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from office.errors import Busy, KeyReused, NotYourDesk
from office.records import history, kept
from office.records.database import Database, is_busy
from office.records.settings import Settings, SettingsShelf
from office.records.tables import Installation, Request
from office.records.vault import Vault
from office.records.work import ANYONE, SYSTEM, Actor, Read, Seat, Work

__all__ = ["ANYONE", "SYSTEM", "Actor", "Answer", "Office", "Seat", "verb"]

#: how long an act waits for the database that another program holds
BUSY_SECONDS = 5.0
SHORTEST_PAUSE, LONGEST_PAUSE = 0.002, 0.1
#: how often two who meet over one key, holder or first row of the day look again
MOST_MEETINGS = 4
log = logging.getLogger("pendopo.office")


class Answer(dict[str, Any]):
    """What an act answers. `repeated`: the key was seen before and this is the first answer again."""

    repeated = False


@dataclass(frozen=True)
class Verb:
    """What the door knows about an act."""

    name: str
    desks: frozenset[str]


Act = Callable[..., dict[str, Any]]
Done = tuple[Answer, list[history.Event]]
Found = TypeVar("Found")


def verb(name: str, *desks: str) -> Callable[[Act], Act]:
    """Mark `fn(work, *, …) -> dict` as an act that `desks` may do; none named = anybody."""

    def mark(fn: Act) -> Act:
        fn.verb = Verb(name, frozenset(desks))  # type: ignore[attr-defined]
        return fn

    return mark


class Office:
    """One sub-district office: its database, its key, its clock, and who is told after a commit."""

    def __init__(
        self, database: Database, vault: Vault, *, zone: ZoneInfo, clock: Callable[[], datetime] | None = None,
        sleep: Callable[[float], None] = time.sleep, hall_url: str = "", public_url: str = "",
    ) -> None:  # fmt: skip
        self.database, self.vault, self.zone = database, vault, zone
        self.clock = clock or (lambda: datetime.now(UTC))
        self._sleep = sleep
        self._public_url = public_url.rstrip("/")
        self._hall_url = self._public_url or hall_url.rstrip("/")
        self._shelf = SettingsShelf()
        self._listeners: list[Callable[[list[history.Event]], None]] = []
        with database.read() as session:
            row = session.scalars(select(Installation)).one()
            self.boot, self.example = row.boot, row.example

    @property
    def rules(self) -> Settings:
        """The settings as this process read them last: whoever enters has just read them."""
        return self._shelf.latest

    def tell(self, listener: Callable[[list[history.Event]], None]) -> None:
        """Call `listener(events)` after every commit of this process, in the order of the commits' ends."""
        self._listeners.append(listener)

    def do(self, act: Act, /, *, by: Actor, key: str | None = None, aside: dict[str, Any] | None = None, **body: Any,
           ) -> Answer:  # fmt: skip
        """One act: checked, idempotent by `key`, in one transaction, in history, then told.

        `aside` is handed to the act too, but is no part of what was asked (a rendered letter, say).
        Refuses with NotYourDesk, KeyReused, Busy and whatever the act refuses; a refused act leaves nothing behind.
        """
        known: Verb = act.verb  # type: ignore[attr-defined]
        if known.desks and not known.desks & by.desks:
            raise NotYourDesk(f"Tindakan ini milik meja {' atau '.join(sorted(known.desks))}. Minta petugas meja itu.")
        print_of = _fingerprint(known.name, body) if key else ""
        answer, events = self._insist(lambda: self._try(act, by, key, print_of, {**body, **(aside or {})}))
        if events:
            self._tell(events)
        return answer

    def _tell(self, events: list[history.Event]) -> None:
        for listener in self._listeners:
            try:
                listener(events)
            except Exception:
                # the act is done and on record: whoever asked gets the answer, and screens catch up by the next pulse
                log.exception("a listener failed")

    def see(self, query: Callable[..., Any], **params: Any) -> Any:
        """What `query(read, **params)` finds, in one consistent reading transaction. Refuses with Busy."""
        return self._insist(lambda: self._look(query, params))

    def _look(self, query: Callable[..., Any], params: dict[str, Any]) -> Any:
        with self.database.read() as session:
            return query(self._reading(session), **params)

    def _insist(self, attempt: Callable[[], Found]) -> Found:
        """Try again while somebody else holds the database; give up with Busy."""
        ends, meetings, pause = time.monotonic() + BUSY_SECONDS, 0, SHORTEST_PAUSE
        while True:
            try:
                return attempt()
            except IntegrityError:
                # two of us met (same key, same holder): the loser looks again and finds what the winner left
                meetings += 1
                if meetings > MOST_MEETINGS:
                    raise
            except OperationalError as error:
                if not is_busy(error):
                    raise
                if time.monotonic() >= ends:
                    raise Busy from error
            self._sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _try(self, act: Act, by: Actor, key: str | None, print_of: str, body: dict[str, Any]) -> Done:
        with self.database.write() as session:
            first = self._first_answer(session, key, by, print_of)
            if first is not None:
                return first, []
            reading = self._reading(session)
            work = Work(**reading.__dict__, actor=by)
            answer = Answer(act(work, **body))
            session.flush()
            events = history.append(session, work.events, actor=by.ref, at=work.now, day=work.today)
            kept.file(session, events, actor=by.ref, at=work.now)
            if key:
                sealed = self.vault.seal(json.dumps(answer)).encode()
                session.add(Request(key=key, actor=by.ref, fingerprint=print_of, answer=sealed, at=work.now))
            return answer, events

    def _first_answer(self, session: Session, key: str | None, by: Actor, print_of: str) -> Answer | None:
        seen = session.get(Request, (key, by.ref)) if key else None
        if seen is None:
            return None
        if seen.fingerprint != print_of:
            raise KeyReused
        answer = Answer(json.loads(self.vault.unseal(seen.answer)))
        answer.repeated = True
        return answer

    def _reading(self, session: Session) -> Read:
        return Read(session, self.clock(), self.zone, self._shelf.read(session), self.vault, self.example,
                    self._hall_url, self._public_url)  # fmt: skip


def _fingerprint(name: str, body: dict[str, Any]) -> str:
    def plain(value: Any) -> Any:
        return value.model_dump(mode="json") if isinstance(value, BaseModel) else str(value)

    return hashlib.sha256(json.dumps([name, body], sort_keys=True, default=plain).encode()).hexdigest()


@verb("office.forget_requests", "system")
def forget_requests(work: Work, *, older_than: timedelta = timedelta(days=1)) -> dict[str, Any]:
    """Drop remembered answers; a key lives a day (chore)."""
    gone = work.session.execute(delete(Request).where(Request.at < work.now - older_than).returning(Request.key))
    return {"forgotten": len(gone.all())}
