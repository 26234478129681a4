"""The simulated day put together: tokens for every desk, residents by chance, the bar, the summary."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from tqdm import tqdm

from office.errors import Refusal
from office.office import SYSTEM, Office
from office.people import devices
from office.records.tables import Loket
from server.simulation.client import Refused, Server
from server.simulation.hall import Hall, Time, Visit
from server.simulation.journeys import Journey
from server.simulation.people import Resident, residents
from server.simulation.report import Report
from server.simulation.way import walk

#: people an hour: a busy sub-district office gives some eighty numbers in its seven hours
PER_HOUR = 12.0
DESKS = ("kiosk", "display", "kasi", "operator", "sekcam", "camat")
LABEL = "simulasi"


class NotTheExample(Refusal):
    """The simulation would write made-up people among real ones."""

    code = "not_example"
    detail = "Simulasi hanya untuk kantor contoh, tidak pernah di samping data kantor sendiri."


class OtherData(Refusal):
    """The server that answers keeps another office than the data folder."""

    code = "other_data"
    detail = "Server itu memakai folder data lain. Sebutkan foldernya dengan PENDOPO_DATA."


@dataclass(frozen=True)
class Wish:
    """What was asked for. `speed` 0: as fast as it goes; `seed` makes the same day again."""

    applicants: int
    speed: float
    seed: int
    per_hour: float = PER_HOUR


def serves(office: Office, url: str) -> bool:
    """Whether the server at `url` is this office's."""
    with _server(office, url, random.Random(0), only=("display",)) as server:
        try:
            return bool(server.get("display", "GET /board", "/api/v1/board")["boot"] == office.boot)
        except Refused:
            return False


def simulate(office: Office, url: str, wish: Wish) -> tuple[list[str], bool]:
    """Walk everybody through the hall at `url`; (summary, whether all went well). Refuses with NotTheExample."""
    if not office.example:
        raise NotTheExample
    with _server(office, url, random.Random(wish.seed)) as server:
        day = _Day(office, server, wish)
        try:
            day.run()
        except KeyboardInterrupt:
            day.report.outcomes["dihentikan"] += wish.applicants - sum(day.report.outcomes.values())
        finally:
            day.bar.close()
        return day.report.lines(server.figures, day.skm()), not server.figures.errors


class _Day:
    def __init__(self, office: Office, server: Server, wish: Wish) -> None:
        self.office, self.server, self.wish = office, server, wish
        self.report, self.clock = Report(), Time(wish.speed)
        lokets: list[int] = office.see(lambda read: list(read.session.scalars(select(Loket.number))))
        self.hall = Hall(server, self.clock, lokets, self._ended, self.report.waits.append)
        self.bar = tqdm(total=wish.applicants, unit="orang", desc="Simulasi")
        self._came: dict[int, float] = {}

    def run(self) -> None:
        """Arrivals by chance (Poisson), then everything that follows from them."""
        services = self.server.get("kiosk", "GET /services", "/api/v1/services")
        chance, minutes = random.Random(f"{self.wish.seed}/arrivals"), 0.0
        for resident in residents(self.wish.applicants, services, self.wish.seed):
            minutes += chance.expovariate(self.wish.per_hour / 60)
            self._expect(resident, minutes)
        self.clock.run()

    def _expect(self, resident: Resident, minutes: float) -> None:
        visit = Visit(resident, walk(Journey(self.server, resident, self._now)))

        def comes() -> None:
            self._came[resident.number] = self.clock.now
            self.hall.go(visit)

        self.clock.after(minutes, comes)

    def _ended(self, visit: Visit, outcome: str) -> None:
        self.report.ended(outcome, self.clock.now - self._came[visit.resident.number])
        self.bar.update()
        self.bar.set_postfix(dict(self.report.outcomes.most_common(4)), refresh=False)

    def skm(self) -> dict[str, Any] | None:
        """The index as the office shows it now."""
        try:
            found: dict[str, Any] = self.server.get("display", "GET /skm", "/api/v1/skm")
            return found
        except Refused:
            return None

    def _now(self) -> datetime:
        return self.office.clock().astimezone(self.office.zone)


@contextmanager
def _server(office: Office, url: str, chance: random.Random, only: tuple[str, ...] = ()) -> Iterator[Server]:
    """The server with a token for every desk; the tokens are revoked at the end."""
    numbers = office.see(lambda read: list(read.session.scalars(select(Loket.number))))
    desks: dict[str, dict[str, Any]] = {desk: {"role": desk} for desk in only or DESKS}
    if not only:
        desks |= {f"loket{number}": {"role": "loket", "loket": number} for number in numbers}
    given = {desk: office.do(devices.issue_token, by=SYSTEM, label=LABEL, **what) for desk, what in desks.items()}
    server = Server(url, {desk: token["token"] for desk, token in given.items()}, chance)
    try:
        yield server
    finally:
        server.close()
        for token in given.values():
            office.do(devices.revoke_token, by=SYSTEM, token_id=token["id"])
