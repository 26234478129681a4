"""The office's own settings: one document, changed by its own people, every change a history row."""

from collections.abc import Callable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from office.files.clock_hours import FileClock
from office.hall.hours import HallHours
from office.records import kept, parts
from office.records.letter_rules import LetterRules
from office.records.screen_rules import ScreenRules
from office.records.tables import SettingsRow
from office.records.voice_rules import VoiceRules

Severity = Literal["ringan", "sedang", "berat"]


class Letterhead(BaseModel):
    """Kop surat: what stands on top of letters and slips."""

    regency: str = "Kabupaten Sumenep"
    office: str = "Kecamatan Ambunten"
    place: str = "Ambunten"
    address: str = "Jalan Raya Ambunten, Kabupaten Sumenep, Jawa Timur"
    phone: str = ""
    email: str = ""
    postcode: str = ""


class NumberRules(BaseModel):
    """How numbers are written. Patterns and their fields: `office.files.number_patterns`."""

    registration: str = "{urut:04}/{loket}/{bulan:02}/{tahun}"
    letter: str = "{kode}/{urut:03}/{unit}/{tahun}"
    handover: str = "{urut:04}/{tahun}"
    unit: str = "435.000"
    #: one common book, or one per classification code
    one_book: bool = True
    #: which classification: permendagri_83_2022 or old_permendagri_78_2012
    scheme: str = "permendagri_83_2022"


class QueueRules(BaseModel):
    """Fairness of the queue."""

    most_priority_calls: int = Field(2, ge=1, le=9)
    short_visit_every: int = Field(3, ge=2, le=9)
    speaker_grace_seconds: int = Field(180, ge=5, le=600)
    kiosk_burst: int = Field(5, ge=1)
    kiosk_per_second: float = Field(1.0, gt=0)
    rate_limits: bool = True


class OutageRules(BaseModel):
    """When a silence was an outage."""

    #: minutes without a sign of life, within the hours of the lokets
    noticed_after_minutes: int = Field(3, ge=1, le=120)


class FileRules(BaseModel):
    """Deadlines and strictness of files."""

    days_to_complete: int = Field(30, ge=1)
    days_until_reminder: int = Field(14, ge=1)
    any_loket_registers: bool = False
    #: forbid that one person holds two desks of one file (A21); off: allowed, with a warning
    four_eyes: bool = False
    camat_may_name_sekcam: bool = True
    #: how long an officer who confirmed who he is may go on initialling and signing
    minutes_confirmed: int = Field(5, ge=1, le=60)
    #: what an officer typed and never sent is forgotten after so many days
    days_drafts_kept: int = Field(3, ge=1, le=30)


class VisitRules(BaseModel):
    """Field visits of a section, and what its archive asks for."""

    #: two visits of one section that begin closer than this are a conflict
    minutes_between: int = Field(60, ge=0, le=480)
    #: the archive's to-do asks for a scan beside the place (SOP S8c)
    scan_archived: bool = True


class ComplaintRules(BaseModel):
    """Days for complaints by severity, in working days, and where one may go on complaining.

    A published service standard answers questions in 2 and 5, complaints in 14 and those that need an inquiry in 60
    working days. The law's own limits hold over them: an answer within 14 days, a decision within 60 (UU 25/2009).
    """

    reply_days: dict[Severity, int] = {"ringan": 2, "sedang": 5, "berat": 14}
    decide_days: dict[Severity, int] = {"ringan": 5, "sedang": 14, "berat": 60}
    escalation: list[str] = [
        "Ombudsman Republik Indonesia: telepon 137, WhatsApp 0821-3737-3737, www.ombudsman.go.id",
        "SP4N-LAPOR!: www.lapor.go.id atau SMS ke 1708",
    ]


class Village(BaseModel):
    """Who can carry word to a village: its head (kepala desa)."""

    name: str = Field(max_length=80)
    head: str = Field("", max_length=120)
    phone: str = Field("", max_length=40)


class SlipLogo(BaseModel):
    """The emblem on slips: `width` by `height` dots, `bits` its raster, zlib in base64 (`printer logo FILE`)."""

    width: int
    height: int
    bits: str = Field(max_length=12_000)


class SurveyRules(BaseModel):
    """How the satisfaction index is shown."""

    shown_from: int = Field(10, ge=1)
    weights: str = Field("exact", pattern="^(exact|r3|r2)$")
    numbering: str = Field("form_no", pattern="^(form_no|regulation_no)$")
    days_valid: int = Field(14, ge=1)


class Settings(BaseModel):
    """Everything an office decides for itself."""

    model_config = ConfigDict(extra="forbid")
    letterhead: Letterhead = Letterhead()
    numbers: NumberRules = NumberRules()
    queue: QueueRules = QueueRules()
    files: FileRules = FileRules()
    visits: VisitRules = VisitRules()
    survey: SurveyRules = SurveyRules()
    complaints: ComplaintRules = ComplaintRules()
    villages: list[Village] = []
    outages: OutageRules = OutageRules()
    letters: LetterRules = LetterRules()
    voice: VoiceRules = VoiceRules()
    hours: HallHours = HallHours()
    clock: FileClock = FileClock()
    screen: ScreenRules = ScreenRules()
    ticker: list[str] = ["Semua layanan di kantor ini gratis."]
    slip_header: list[str] = []
    slip_footer: list[str] = []
    slip_logo: SlipLogo | None = None
    maklumat: str = (
        "Dengan ini kami menyatakan sanggup menyelenggarakan pelayanan sesuai standar pelayanan yang telah ditetapkan "
        "dan apabila tidak menepati janji ini, kami siap menerima sanksi sesuai peraturan perundang-undangan."
    )


def change(session: Session, how: Callable[[Settings], Settings]) -> None:
    """Write the settings anew as `how` makes them from the present ones; its caller records `settings_changed`."""
    row = session.scalars(select(SettingsRow).where(SettingsRow.id == 1).with_for_update()).one()
    kept.watch(session, parts.SETTINGS)
    row.document = how(Settings.model_validate(row.document)).model_dump(mode="json")
    row.version += 1


def _parts(session: Session) -> dict[str, parts.Doc]:
    document = Settings.model_validate(session.scalars(select(SettingsRow.document)).one()).model_dump(mode="json")
    return {name: value if isinstance(value, dict) else {parts.VALUE: value} for name, value in document.items()}


parts.DOCS[parts.SETTINGS] = _parts

#: asked at the beginning of every transaction, so made once
_VERSION = select(SettingsRow.version).where(SettingsRow.id == 1)


class SettingsShelf:
    """Reads the settings document, parsing it only when its version changed."""

    def __init__(self) -> None:
        self._version = -1
        #: what was read last
        self.latest = Settings()

    def read(self, session: Session) -> Settings:
        """The settings in force within this transaction."""
        version = session.scalar(_VERSION)
        if version is not None and version != self._version:
            document: dict[str, Any] = session.scalars(select(SettingsRow.document)).one()
            self.latest, self._version = Settings.model_validate(document), version
        return self.latest
