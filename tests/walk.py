"""Files at any stage, through the real verbs: `walk.file(at=Stage.CAMAT_SIGNATURE)` walks the table."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from office.files import catalogue, files
from office.files.bodies import BODIES, Register
from office.office import Actor, Answer, Office
from office.procedure import Act, Stage
from office.records.tables import File
from printer.letters.desk import LetterDesk

VALUES = {
    "text": "Hajatan keluarga",
    "long": "Dusun Pasar RT 02 RW 01",
    "number": "120",
    "date": "2026-11-28",
    "time": "19:00",
}
RECEIVER = {"kind": "pemohon", "name": "Sahrul Anam", "id_shown": True}
#: the way of a letter with a field visit, stage by stage: (stage, desk, act, body)
WAY: tuple[tuple[Stage, str, Act, dict[str, Any]], ...] = (
    (Stage.REGISTERED, "loket", Act.ACCEPT, {"visit_at": "tomorrow at ten"}),
    (Stage.FIELD_VISIT, "kasi", Act.RECORD_VISIT,
     {"result": "sesuai", "findings": "Sesuai denah.", "at": "2026-11-24T11:00:00+07:00"}),
    (Stage.PROCESSING, "kasi", Act.PROCESS, {"note": "Layak diterbitkan."}),
    (Stage.DRAFTING, "operator", Act.PRINT_LETTER, {}),
    (Stage.KASI_PARAF, "kasi", Act.PARAF, {}),
    (Stage.SEKCAM_PARAF, "sekcam", Act.PARAF, {}),
    (Stage.CAMAT_SIGNATURE, "camat", Act.SIGN, {}),
    (Stage.NUMBERING, "kasi", Act.ASSIGN_NUMBER, {}),
    (Stage.RELEASING, "kasi", Act.RELEASE, {"stamped": True}),
    (Stage.READY, "loket", Act.HAND_OVER, {"receiver": RECEIVER, "payment_proof": "STS-0001"}),
)  # fmt: skip


@dataclass
class Walk:
    """Walks files through the procedure as the officers of the example office."""

    office: Office
    letters: LetterDesk
    people: dict[str, Actor]

    def who(self, desk: str, service: str = "IZ04") -> Actor:
        """The officer of a desk; for loket, the one of the service's loket."""
        loket = self.office.see(catalogue.service, code=service).loket
        return self.people[f"loket{loket}" if desk == "loket" else desk]

    def register(self, service: str = "IZ04", **more: Any) -> Answer:
        """A file with all its fields filled in."""
        fields = {f.id: VALUES[f.kind] for f in self.office.see(catalogue.service, code=service).fields}
        given = {"service": service, "applicant": {"name": "Sahrul Anam", "nik": "3529010101010001",
                                                   "village": "Ambunten Timur"}, "fields": fields, **more}  # fmt: skip
        return self.office.do(files.register, by=self.who("loket", service), body=Register.model_validate(given))

    def act(self, file_id: int, desk: str | Actor, act: Act, **body: Any) -> Answer:
        """One act; `version` is filled in with the one in force where the act names one."""
        row = self.row(file_id)
        actor = self.who(desk, row.service_code) if isinstance(desk, str) else desk
        if act in (Act.PARAF, Act.SIGN):
            body.setdefault("version", row.letter_version)
        return self.letters.act(by=actor, key=None, file_id=file_id, act=act, body=BODIES[act].model_validate(body))

    def row(self, file_id: int) -> File:
        """The file as it stands."""
        return self.office.see(lambda read: read.session.get_one(File, file_id))

    def file(self, *, at: Stage, service: str = "IZ04", visit: bool = True) -> int:
        """A file that waits at `at`."""
        made = self.register(service)
        file_id = int(made["id"])
        if at == Stage.RETURNED:
            self.act(
                file_id, "loket", Act.RETURN_INCOMPLETE, missing=[made["requirements"][0]["id"]], note="Belum ada."
            )
        if at == Stage.WITHDRAWN:
            self.act(file_id, "loket", Act.WITHDRAW, reason="Dibatalkan pemohon.")
        if at in (Stage.RETURNED, Stage.WITHDRAWN):
            return file_id
        while (stage := self.row(file_id).stage) != at:
            self.step(file_id, Stage(stage), made, visit=visit)
        return file_id

    def step(self, file_id: int, stage: Stage, made: dict[str, Any], *, visit: bool = True) -> Answer:
        """The ordinary next act from `stage`."""
        desk, act, body = next((desk, act, dict(body)) for waits, desk, act, body in WAY if waits == stage)
        if act == Act.ACCEPT:
            body["documents"] = [r["id"] for r in made["requirements"] if r["mandatory"]]
            may = self.office.see(catalogue.service, code=self.row(file_id).service_code).visit != "never"
            tomorrow = self.office.see(lambda read: read.local) + timedelta(days=1)
            body["visit_at"] = tomorrow.replace(hour=10, minute=0, second=0, microsecond=0).isoformat()
            if not (visit and may):
                body.pop("visit_at")
        return self.act(file_id, desk, act, **body)
