"""What each kind of slip says: the facts the office hands to the print room, and nothing about how they look.

Times are ISO 8601 strings with the office's offset. Names arrive masked ("S*** A***"), officers as
"Petugas Loket 1": paper is left lying about, so it carries no more of a person than the reader needs.
A slip of several sheets (one for the resident, one for the archive) is one print job per sheet.
"""

from typing import Literal, Self

from pydantic import Field

from office.paper.facts import Copied, Facts, OfficeFacts, SlipFacts
from office.paper.facts_day import Count, DayCloseFacts, LeftoverFacts

__all__ = ["KINDS", "Copied", "Count", "DayCloseFacts", "LeftoverFacts", "OfficeFacts", "SlipFacts"]


class Requirement(Facts):
    """One line of a checklist. `present` is None while nobody has looked."""

    label: str
    present: bool | None = None
    mandatory: bool = True


class Wait(Facts):
    """An estimate in whole minutes, always a range."""

    low: int
    high: int


class TicketFacts(SlipFacts):
    """Karcis antrean. `url` opens the ticket's phone page; `url_is_public` when it works from home too.

    `ahead` is the number of people before this one. `priority` is the reason (lansia, disabilitas, …) or
    None. A visit for help may have no loket.
    """

    number: str
    loket: int | None
    loket_name: str = ""
    service_name: str | None = None
    purpose: Literal["new", "complete", "collect", "help"] = "new"
    priority: str | None = None
    ahead: int = 0
    wait: Wait | None = None
    issued_at: str
    url: str | None = None
    url_is_public: bool = False
    bring: list[str] = Field(default_factory=list)


class FileFacts(SlipFacts):
    """What the slips about one file share."""

    registration_number: str
    loket: int
    loket_name: str
    officer: str
    applicant: str
    service_name: str


class ReceiptFacts(FileFacts):
    """Resi pendaftaran. `track_url` only when the office has a public address; else phone and code in words.

    `due_if_complete` is the due time if the file is accepted today; `sla_days` are working days.
    """

    registered_at: str
    requirements: list[Requirement]
    due_if_complete: str | None = None
    sla_days: int
    visit: str = "tidak perlu ke lapangan"
    fee: str = "Rp0 (gratis)"
    track_code: str
    track_url: str | None = None


class DeficiencyFacts(FileFacts):
    """Lembar kekurangan: what is missing, what need not be brought again, until when the file waits."""

    returned_at: str
    missing: list[Requirement]
    present: list[str] = Field(default_factory=list)
    note: str | None = None
    deadline: str | None = None
    ticket_number: str | None = None


class VisitFacts(FileFacts):
    """Jadwal verifikasi lapangan. `visitor` is the section that comes ("Seksi Pelayanan Umum")."""

    visit_at: str
    place: str
    visitor: str
    bring: list[str] = Field(default_factory=list)
    due_at: str | None = None
    rescheduled: bool = False


class HandedFile(Facts):
    """One letter handed over. `sheets` counts originals; `skd` says what was paid and with which proof."""

    registration_number: str
    letter_number: str | None
    letter_date: str | None
    kind: str
    sheets: int = 1
    skd: str = "tidak ada (Rp0)"


class Receiver(Facts):
    """Who took the letters. `name` and `nik` masked; a proxy has a relation and a power of attorney."""

    kind: Literal["pemohon", "kuasa"]
    name: str
    relation: str | None = None
    nik: str | None = None
    power_of_attorney: str | None = None
    thumbprint: bool = False
    witness: str | None = None


class HandoverFacts(SlipFacts):
    """Bukti penyerahan, two sheets: the resident's with the survey code, the archive's without it.

    `survey_code` and `survey_url` are secrets: they are blanked in the spool once the sheet is printed.
    """

    handover_number: str
    files: list[HandedFile]
    receiver: Receiver
    at: str
    loket: int
    loket_name: str
    officer: str
    survey_code: str | None = None
    survey_url: str | None = None
    copies: Literal[1, 2] = 2
    sheet: Literal["pemohon", "arsip"] = "pemohon"

    def sheets(self) -> list[Self]:
        archive = self.without_secret().model_copy(update={"sheet": "arsip"})
        return [self, archive] if self.copies == 2 else [self]

    def without_secret(self) -> Self:
        return self.model_copy(update={"survey_code": None, "survey_url": None})


class ComplaintFacts(SlipFacts):
    """Tanda terima pengaduan. Never repeats the complaint itself."""

    complaint_number: str
    at: str
    about: str
    code: str
    answer_by: str | None = None


class QueueLine(Facts):
    """One loket's queue at the moment of printing; numbers in the order they will be called."""

    loket: int
    loket_name: str
    serving: str | None = None
    waiting: list[str] = Field(default_factory=list)


class QueueStateFacts(SlipFacts):
    """Keadaan antrean, printed on battery so that the hall can go on by paper.

    `last` is each series' last number, `next_registration` the number the computer would give next, `reserved` the
    numbers still open on the paper sheets ("pendaftaran 0413-0420").
    """

    at: str
    lokets: list[QueueLine]
    last: list[str] = Field(default_factory=list)
    next_registration: str | None = None
    reserved: list[str] = Field(default_factory=list)
    reason: str = ""


class TestFacts(SlipFacts):
    """Cetak uji: shows width, sizes, marks, code page and QR of one printer."""

    __test__ = False
    printer_name: str
    at: str
    printed_at: str
    qr: str = "https://example.invalid/pendopo"


KINDS: dict[str, type[SlipFacts]] = {
    "ticket": TicketFacts,
    "receipt": ReceiptFacts,
    "deficiency": DeficiencyFacts,
    "visit": VisitFacts,
    "handover": HandoverFacts,
    "leftover": LeftoverFacts,
    "complaint": ComplaintFacts,
    "queue_state": QueueStateFacts,
    "day_close": DayCloseFacts,
    "test": TestFacts,
}

TITLES: dict[str, str] = {
    "ticket": "Karcis antrean",
    "receipt": "Resi pendaftaran",
    "deficiency": "Lembar kekurangan",
    "visit": "Jadwal verifikasi",
    "handover": "Bukti penyerahan",
    "leftover": "Dahulukan besok",
    "complaint": "Tanda terima pengaduan",
    "queue_state": "Keadaan antrean",
    "day_close": "Penutupan hari",
    "test": "Cetak uji",
}
