"""One resident's way through the whole procedure, from the kiosk to the survey, by the public API alone."""

from collections.abc import Callable, Generator
from datetime import datetime, timedelta
from typing import Any

from server.simulation.client import Refused, Server
from server.simulation.hall import Leave, Loket, Step, Turn, Wait
from server.simulation.people import RELATIONS, Resident

Part = Generator[Step, Any, None]
MOST_TICKETS = 3


class Journey:
    """The steps of one resident; `file` is what the server last said of the file."""

    def __init__(self, server: Server, resident: Resident, now: Callable[[], datetime]) -> None:
        self.server, self.resident, self.now = server, resident, now
        self.file: dict[str, Any] = {}
        self.registered: dict[str, Any] = {}
        self.missing: list[str] = []
        self.ticket: dict[str, Any] = {}
        self.loket: Loket | None = None
        self.rejected = False

    # -- at the loket ----------------------------------------------------------------------------------------

    def turn(self, purpose: str = "new") -> Part:
        """Take a number and wait for it to be called; a number lost at midnight is taken anew."""
        wanted = self.resident.service["loket"]
        other = 2 if wanted == 1 else 1
        where = other if purpose == "new" and self.resident.happens("wrong_loket") else wanted
        for _ in range(MOST_TICKETS):
            self.ticket = self._ticket(purpose, where)
            yield from self._called(self.ticket["loket"])
            if self.loket is not None:
                break
        if self.loket is not None and self.loket.number != wanted and purpose != "help":
            yield from self._goes("transfer", wanted, loket=wanted, reason="layanan di loket lain")
        if self.loket is not None and self.resident.happens("fetches_copy"):
            yield from self._goes("hold", self.loket.number, reason="mengambil fotokopi")
        if self.loket is None:
            raise Refused(0, "lost", "nomor antrean hilang atau dilayani petugas lain")

    def _called(self, where: int) -> Part:
        self.loket = yield Turn(self.ticket, where)

    def _goes(self, act: str, where: int, **why: Any) -> Part:
        """From the loket for a while, or to another one, with the same number."""
        here = self.loket
        assert here is not None
        here.move(self.ticket, act, **why)
        yield Leave(done=False)
        if act == "hold":
            yield Wait(10)
            here.move(self.ticket, "resume")
        yield from self._called(where)

    def _ticket(self, purpose: str, where: int) -> dict[str, Any]:
        if purpose == "help":
            body: dict[str, Any] = {"purpose": "help"}
        elif where == self.resident.service["loket"] and purpose == "new":
            body = {"service": self.resident.service["code"]}
        else:
            body = {"loket": where, "purpose": purpose}
        priority = self.resident.priority()
        body |= {"priority": priority} if priority else {}
        ticket: dict[str, Any] = self.server.post("kiosk", "POST /tickets", "/api/v1/tickets", body)
        return ticket

    def leaves(self) -> Part:
        """Go from the loket, if at one."""
        if self.loket is not None:
            self.loket = None
            yield Leave()

    def registers(self) -> Part:
        """The visit that begins it all: a number, a file, a resi."""
        yield from self.turn()
        assert self.loket is not None
        body: dict[str, Any] = {"service": self.resident.service["code"], "applicant": self.resident.person(),
                                "ticket": self.ticket["id"]}  # fmt: skip
        if self.resident.happens("proxy"):
            body["proxy"] = {**self.resident.person(), "relation": self.resident.chance.choice(RELATIONS)}
        desk = f"loket{self.loket.number}"
        self.registered = self.file = self.server.post(desk, "POST /files", "/api/v1/files", body)
        yield Wait(self.resident.chance.uniform(2, 6))

    # -- acts ------------------------------------------------------------------------------------------------

    def act(self, desk: str, name: str, **needs: Any) -> None:
        """One act of the procedure."""
        path = f"/api/v1/files/{self.registered['id']}/acts/{name}"
        self.file = self.server.post(self._token(desk), f"POST /files/…/acts/{name}", path, needs)

    def _token(self, desk: str) -> str:
        return f"loket{self.resident.service['loket']}" if desk == "loket" else desk

    def in_hours(self, hours: float) -> str:
        """A real time so many hours from now, ISO with offset."""
        return (self.now() + timedelta(hours=hours)).isoformat(timespec="minutes")

    def mandatory(self) -> list[str]:
        """The papers without which the file is not complete."""
        return [row["id"] for row in self.registered["requirements"] if row["mandatory"]]

    def papers(self) -> list[str]:
        """All papers of the checklist."""
        return [row["id"] for row in self.registered["requirements"]]

    def returned(self, desk: str, act: str) -> None:
        """Back to the resident: one or two papers are missing."""
        papers = self.mandatory()
        self.missing = self.resident.chance.sample(papers, min(len(papers), self.resident.chance.randint(1, 2)))
        self.act(desk, act, missing=self.missing, note="Mohon dilengkapi.")
