"""What the acts on files are told: one model per act serves the form, the API and its description."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, field_validator

from office.hall.bodies import Body, Words
from office.procedure import Act
from office.words.clean import clean, clean_digits


def _lines(text: str) -> str:
    return clean(text, limit=4000, lines=True)


def _thinkable(moment: datetime) -> datetime:
    if not 2000 <= moment.year <= 2100:
        raise ValueError("Tahunnya tidak mungkin. Periksa tanggalnya.")
    return moment


def _sixteen(value: str) -> str | None:
    digits = clean_digits(value)
    if digits and len(digits) != 16:
        raise ValueError("NIK harus 16 angka. Periksa KTP-el, atau kosongkan bila tidak dibawa.")
    return digits or None


Moment = Annotated[datetime, AfterValidator(_thinkable)]
Nik = Annotated[str, AfterValidator(_sixteen)]
Lines = Annotated[str, AfterValidator(_lines)]
Name = Annotated[Words, Field(min_length=2, max_length=120)]


class Applicant(Body):
    """Who asks. NIK: 16 digits or nothing."""

    name: Name
    nik: Nik | None = None
    address: Words | None = Field(None, max_length=200)
    village: Words | None = Field(None, max_length=80)
    phone: str | None = Field(None, max_length=40)

    @field_validator("phone")
    @classmethod
    def _number(cls, value: str | None) -> str | None:
        return clean_digits(value) or None if value else None


class Proxy(Applicant):
    """Who brings the file for the applicant (kuasa). `letter`: a surat kuasa or surat tugas was shown."""

    relation: Words | None = Field(None, max_length=60)
    letter: bool | None = None


class SameBearer(Body):
    """Who brought another file brings this one too: a village official with the papers of several people."""

    file: int
    relation: Words | None = Field(None, max_length=60)
    letter: bool | None = None


class Register(Body):
    """`POST /files` (SOP S2a). Somebody already here is named by a file: the same applicant, the same bearer."""

    service: str
    applicant: Applicant | None = None
    applicant_of: int | None = Field(None, description="the applicant of this file, instead of `applicant`")
    proxy: Proxy | None = None
    same_bearer: SameBearer | None = Field(None, description="instead of `proxy`")
    fields: dict[str, Lines] = {}
    ticket: int | None = None


class ActBody(Body):
    """Base of the acts' bodies. `file_version`: the file as the screen showed it; a moved file is refused."""

    file_version: int | None = None


class Accept(ActBody):
    """`needed`: conditional papers that this case needs after all; they must be there too."""

    documents: list[str] = []
    needed: list[Words] = []
    visit_at: Moment | None = None


class ReturnIncomplete(ActBody):
    missing: list[Words] = []
    note: Lines = ""
    documents: list[str] = []


class Resubmit(ActBody):
    documents: list[Words] = []


class VisitFinding(Body):
    """One point of a berita acara. A point of one's own has a `label`; the service's own points need none."""

    id: Words = Field("", max_length=40)
    label: Words = Field("", max_length=120)
    verdict: Literal["sesuai", "tidak"] | None = None
    note: Annotated[Lines, Field(max_length=1000)] = ""


class VisitOfficer(Body):
    """Who went (petugas)."""

    name: Name
    position: Words = Field("", max_length=80)
    nip: Words = Field("", max_length=30)


class VisitPresent(Body):
    """Who was there and signs too."""

    role: Literal["pemohon", "perangkat_desa", "lainnya"] = "lainnya"
    name: Name
    position: Words = Field("", max_length=80)


class RecordVisit(ActBody):
    """The berita acara. `result` is the conclusion; `photos`: attachments, none named means all of this visit."""

    result: Literal["sesuai", "tidak_sesuai", "bersyarat"] | None = None
    findings: Lines = ""
    at: Moment | None = None
    photos: list[int] = []
    items: list[VisitFinding] = Field([], max_length=30)
    officers: list[VisitOfficer] = Field([], max_length=8)
    present: list[VisitPresent] = Field([], max_length=8)
    place: Words = Field("", max_length=300)
    conditions: Lines = Field("", description="what a conditional result (bersyarat) asks for")


class RescheduleVisit(ActBody):
    visit_at: Moment | None = None
    note: Lines = ""


class ReasonBody(ActBody):
    reason: Lines = ""


class RequestVisit(ReasonBody):
    visit_at: Moment | None = None


class LevyLine(Body):
    """One line of the SKD: volume x rate in rupiah."""

    code: Words = Field(max_length=40)
    label: Words = Field(max_length=200)
    volume: Decimal = Field(gt=0)
    rate: Decimal = Field(ge=0)
    unit: Words = Field("", max_length=20)


class Process(ActBody):
    note: Lines = ""
    fields: dict[str, Lines] = {}
    levy: list[LevyLine] | None = None


class OfVersion(ActBody):
    version: int | None = None


class PrintLetter(OfVersion):
    """`text`: the counter of the letter text that was read; written on since, the act is refused."""

    text: int | None = None


class Sign(OfVersion):
    recorded_for: Words | None = None


class SendBack(ActBody):
    note: Lines = ""
    to: Literal["kasi", "operator"] | None = None


class CorrectData(ReasonBody):
    changes: dict[str, Any] = {}


class Release(ActBody):
    stamped: bool = False
    archive_location: Words | None = Field(None, max_length=200)


class Receiver(Body):
    """Who takes the letters (SOP S8d); a proxy names the relation."""

    kind: Literal["pemohon", "kuasa"] = "pemohon"
    name: Name | None = None
    id_shown: bool = False
    relation: Words | None = Field(None, max_length=60)
    nik: Nik | None = None
    letter: bool | None = Field(None, description="a proxy's surat kuasa or surat tugas was shown; false is refused")


class Witness(Body):
    """Who saw a thumbprint being given."""

    name: Name
    nik: Nik | None = None


class HandOver(ActBody):
    """The receiver marks the slip: a signature, or a thumbprint (cap jempol) before a witness."""

    receiver: Receiver | None = None
    sheets: int = Field(1, ge=1, le=999)
    payment_proof: Words | None = Field(None, max_length=80)
    mark: Literal["tanda_tangan", "cap_jempol"] = "tanda_tangan"
    witness: Witness | None = None


class HandOverMany(HandOver):
    """`POST /handovers`: several letters to one bearer, one slip. By file id: its payment proof, its sheets."""

    files: list[int] = Field(min_length=1, max_length=50)
    payment_proofs: dict[int, Words] = {}
    sheet_counts: dict[int, Annotated[int, Field(ge=1, le=999)]] = {}


class ArchiveBody(Body):
    """`POST /files/{id}/archive` (SOP S8c)."""

    location: Words = Field(min_length=2, max_length=200)


BODIES: dict[Act, type[ActBody]] = {
    Act.ACCEPT: Accept, Act.RETURN_INCOMPLETE: ReturnIncomplete, Act.RESUBMIT: Resubmit, Act.EXPIRE: ActBody,
    Act.RECORD_VISIT: RecordVisit, Act.RESCHEDULE_VISIT: RescheduleVisit, Act.RETURN_TO_APPLICANT: ReturnIncomplete,
    Act.REJECT: ReasonBody, Act.PROCESS: Process, Act.REQUEST_VISIT: RequestVisit, Act.PRINT_LETTER: PrintLetter,
    Act.PARAF: OfVersion, Act.SEND_BACK: SendBack, Act.SIGN: Sign, Act.ASSIGN_NUMBER: ActBody, Act.RELEASE: Release,
    Act.CONFIRM_ARRIVAL: ActBody, Act.HAND_OVER: HandOver, Act.CORRECT_DATA: CorrectData, Act.WITHDRAW: ReasonBody,
    Act.VOID_LETTER: ReasonBody, Act.REPRINT: ActBody,
}  # fmt: skip
