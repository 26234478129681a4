"""One resident's way through the whole procedure, from the kiosk to the survey, by the public API alone."""

from collections.abc import Callable, Generator
from datetime import datetime, timedelta
from typing import Any

from office.procedure import Stage
from server.simulation.client import Refused, Server
from server.simulation.hall import Leave, Loket, Step, Steps, Turn, Wait
from server.simulation.people import RELATIONS, Resident

Part = Generator[Step, Any, None]
MOST_ACTS = 80
MOST_TICKETS = 3


class Journey:
    """The steps of one resident; `file` is what the server last said of the file."""

    def __init__(self, server: Server, resident: Resident, now: Callable[[], datetime]) -> None:
        self.server, self.resident, self._now = server, resident, now
        self.file: dict[str, Any] = {}
        self.registered: dict[str, Any] = {}
        self.missing: list[str] = []
        self.ticket: dict[str, Any] = {}
        self.loket: Loket | None = None
        self.rejected = False

    def walk(self) -> Steps:
        """All of it; answers how it ended."""
        if self.resident.happens("help"):
            yield from self._turn("help")
            yield Wait(2)
            return "bantuan"
        yield from self._registers()
        for _ in range(MOST_ACTS):
            stage = Stage(self.file["stage"])
            if stage not in WAY:
                return OUTCOMES.get(stage, stage.value) if not self.rejected else "ditolak"
            yield from WAY[stage](self)
        return "tidak selesai"

    # -- at the loket ----------------------------------------------------------------------------------------

    def _turn(self, purpose: str = "new") -> Part:
        """Take a number and wait for it to be called; a number lost at midnight is taken anew."""
        wanted = self.resident.service["loket"]
        where = 3 - wanted if purpose == "new" and self.resident.happens("wrong_loket") else wanted
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

    def _leaves(self) -> Part:
        if self.loket is not None:
            self.loket = None
            yield Leave()

    def _registers(self) -> Part:
        yield from self._turn()
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

    def _in(self, hours: float) -> str:
        return (self._now() + timedelta(hours=hours)).isoformat(timespec="minutes")

    def _mandatory(self) -> list[str]:
        return [row["id"] for row in self.registered["requirements"] if row["mandatory"]]

    def _all(self) -> list[str]:
        return [row["id"] for row in self.registered["requirements"]]

    def _returned(self, desk: str, act: str) -> None:
        papers = self._mandatory()
        self.missing = self.resident.chance.sample(papers, min(len(papers), self.resident.chance.randint(1, 2)))
        self.act(desk, act, missing=self.missing, note="Mohon dilengkapi.")

    def registered_file(self) -> Part:
        """Complete or not: accepted, or back to the resident with a list."""
        if self.resident.happens("withdrawn"):
            self.act("loket", "withdraw", reason="Pemohon membatalkan sendiri.")
        elif self.resident.happens("incomplete") and self._mandatory():
            self._returned("loket", "return_incomplete")
        else:
            self.act("loket", "accept", documents=self._all(), **self._visit())
        yield Wait(self.resident.chance.uniform(1, 2))
        yield from self._leaves()

    def _visit(self) -> dict[str, str]:
        usual = self.resident.service["field_visit"]
        if usual == "always" or (usual == "conditional" and self.resident.happens("visit")):
            return {"visit_at": self._in(24)}
        return {}

    def returned(self) -> Part:
        """The resident fetches what was missing and comes again."""
        yield from self._leaves()
        yield Wait(self.resident.chance.uniform(30, 120))
        yield from self._turn("complete")
        self.act("loket", "resubmit", documents=self.missing)
        yield Wait(1)
        if self.file["stage"] != Stage.REGISTERED:
            yield from self._leaves()

    def field_visit(self) -> Part:
        """The Kasi goes and looks."""
        yield Wait(self.resident.chance.uniform(60, 180))
        if self.resident.happens("visit_moved"):
            self.act("kasi", "reschedule_visit", visit_at=self._in(48), note="Hujan deras.")
            return
        result = "tidak_sesuai" if "rejected" in self.resident.plan else "sesuai"
        self.act("kasi", "record_visit", result=result, findings="Lokasi sesuai permohonan.", at=self._in(0))

    def processing(self) -> Part:
        """The Kasi decides."""
        yield Wait(self.resident.chance.uniform(5, 30))
        if self.resident.happens("kasi_returns"):
            self._returned("kasi", "return_to_applicant")
        elif self.resident.happens("rejected"):
            self.rejected = True
            self.act("kasi", "reject", reason="Tidak memenuhi ketentuan.")
        elif self.resident.service["field_visit"] == "conditional" and self.resident.happens("kasi_wants_visit"):
            self.act("kasi", "request_visit", visit_at=self._in(24), reason="Perlu dilihat.")
        else:
            fields = self.resident.fields(self.registered["fields"], self._now().date())
            self.act("kasi", "process", note="", fields=fields)

    def drafting(self) -> Part:
        """The operator prints the letter."""
        yield Wait(self.resident.chance.uniform(3, 15))
        if self.resident.happens("data_wrong"):
            self.act("operator", "correct_data", changes={"address": "RT 01 RW 02"}, reason="Salah ketik alamat.")
        else:
            self.act("operator", "print_letter")

    def _corrected(self, desk: str, **to: str) -> bool:
        if not self.resident.happens(f"{desk}_corrects"):
            return False
        self.act(desk, "send_back", note="Perbaiki penulisan.", **to)
        return True

    def kasi_paraf(self) -> Part:
        """Initials, or back to the operator."""
        yield Wait(self.resident.chance.uniform(2, 20))
        if not self._corrected("kasi"):
            self.act("kasi", "paraf", version=self.file["version"])

    def sekcam_paraf(self) -> Part:
        """The same, one desk up."""
        yield Wait(self.resident.chance.uniform(2, 30))
        if not self._corrected("sekcam", to=self.resident.chance.choice(("kasi", "operator"))):
            self.act("sekcam", "paraf", version=self.file["version"])

    def signature(self) -> Part:
        """The signer signs the sheet: the Camat, or whom a delegation names."""
        yield Wait(self.resident.chance.uniform(5, 60))
        if self._corrected("camat", to="operator"):
            return
        try:
            self.act("camat", "sign", version=self.file["version"])
        except Refused as refused:
            if refused.code != "not_your_desk":
                raise
            self.act("sekcam", "sign", version=self.file["version"])

    def numbering(self) -> Part:
        """Number and date."""
        yield Wait(self.resident.chance.uniform(1, 10))
        self.act("kasi", "assign_number")

    def releasing(self) -> Part:
        """Stamped and down to the loket; now and then the numbered letter was wrong after all."""
        yield Wait(self.resident.chance.uniform(1, 10))
        if self.resident.happens("letter_void"):
            self.act("kasi", "void_letter", reason="Tanggal acara berubah.")
        else:
            self.act("kasi", "release", stamped=True, archive_location="Lemari 1")

    def ready(self) -> Part:
        """The resident, or somebody sent, collects the letter and answers the survey."""
        self.act("loket", "confirm_arrival")
        yield Wait(self.resident.chance.uniform(10, 120))
        if self.resident.happens("tracks"):
            self._tracks()
        yield from self._turn("collect")
        receiver: dict[str, Any] = {"kind": "pemohon", "id_shown": True}
        if self.resident.happens("bearer_collects"):
            relation = self.resident.chance.choice(RELATIONS)
            receiver = {"kind": "kuasa", "id_shown": True, "name": self.resident.person()["name"], "relation": relation}
        self._hand_over(receiver)
        yield Wait(self.resident.chance.uniform(1, 3))
        token = self.file["survey_token"]
        yield from self._leaves()
        if self.resident.happens("survey"):
            yield Wait(2)
            answered = {"token": token, "answers": self.resident.answers()}
            self.server.post("kiosk", "POST /surveys", "/api/v1/surveys", answered)

    def _hand_over(self, receiver: dict[str, Any]) -> None:
        try:
            self.act("loket", "hand_over", receiver=receiver)
        except Refused as refused:
            if refused.code != "payment_missing":
                raise
            proof = f"SSRD-{self.resident.number:05}"
            self.act("loket", "hand_over", receiver=receiver, payment_proof=proof)

    def _tracks(self) -> None:
        asked = {"number": self.registered["registration_number"], "code": self.registered["track_code"]}
        try:
            self.server.get("kiosk", "GET /track", "/api/v1/track", **asked)
        except Refused as refused:
            if refused.status != 429:  # guessing is limited, in the example office too
                raise


WAY: dict[Stage, Callable[[Journey], Part]] = {
    Stage.REGISTERED: Journey.registered_file, Stage.RETURNED: Journey.returned, Stage.FIELD_VISIT: Journey.field_visit,
    Stage.PROCESSING: Journey.processing, Stage.DRAFTING: Journey.drafting, Stage.KASI_PARAF: Journey.kasi_paraf,
    Stage.SEKCAM_PARAF: Journey.sekcam_paraf, Stage.CAMAT_SIGNATURE: Journey.signature,
    Stage.NUMBERING: Journey.numbering, Stage.RELEASING: Journey.releasing, Stage.READY: Journey.ready,
}  # fmt: skip
OUTCOMES = {Stage.HANDED_OVER: "diserahkan", Stage.WITHDRAWN: "dibatalkan pemohon", Stage.EXPIRED: "kedaluwarsa"}
