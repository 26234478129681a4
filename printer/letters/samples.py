"""An example of a service's letter, for the office's own wording: a made-up applicant, every field filled in."""

from office.errors import Unknown
from office.files import catalogue, letter_parts, letter_wordings, letters
from office.files.services import Field, Service
from office.records.letter_rules import Paper
from office.records.work import Read
from printer.letters import wording
from printer.letters.content import LetterContent
from printer.letters.parts import Applicant, FieldValue

_WHO = {"name": "Nama Pemohon Contoh", "nik": "3529000000000000", "address": "Dusun Contoh RT 001 RW 002",
        "village": "Desa Contoh"}  # fmt: skip
_VALUES = {"number": "12", "time": "19:00"}
_NUMBER = "0000/0/00/0000"


def sample(read: Read, *, service: str, kind: str, parts: dict[str, str], paper: Paper | None = None) -> LetterContent:
    """The letter as these parts would make it (names in braces still in them). Refuses with Invalid, Unknown."""
    known = catalogue.service(read, service)
    check(known, kind)
    texts = {**letter_wordings.wording(read, known, kind), **letter_wordings.checked(known, kind, parts)}
    names = _names(read, known)
    signer = letters.signer_now(read, known.section)
    rows = [FieldValue(label=field.label, value=names[field.id]) for field in known.fields
            if kind != "penolakan" and (field.id != letter_wordings.WANTED or kind == "izin")]  # fmt: skip
    return wording.letter(
        known, kind, {part: letter_parts.fill(text, names) for part, text in texts.items()}, fields=rows,
        applicant=Applicant(**_WHO), office=wording.office_content(read), registration_number=_NUMBER,
        created_at=read.local.replace(microsecond=0), paper=paper or read.settings.letters.paper,
        signer=wording.signer_content(signer),
    )  # fmt: skip


def check(service: Service, kind: str) -> None:
    """Refuses with Unknown a letter that the service does not lead to."""
    if kind not in letter_wordings.kinds(service):
        raise Unknown("Layanan ini tidak menghasilkan surat jenis itu. Pilih surat dari daftar.")


def first_letter(read: Read) -> Service:
    """A service whose product is a letter of ours, to measure a printer with."""
    return next(service for service in catalogue.active(read) if not service.endorsement)


def _names(read: Read, service: Service) -> dict[str, str]:
    head = read.settings.letterhead
    spoken = letter_parts.Speaking(
        office=head.office, head=letter_parts.head_of(head.office), region=head.regency.title(),
        heading=letters.signer_now(read, service.section).heading[0], registration_number=_NUMBER,
        subject=service.name, phone=head.phone, email=head.email, **_WHO,
    )  # fmt: skip
    return {**spoken.names(), "alasan": "Alasan penolakan pertama.\nAlasan penolakan kedua.",
            **{field.id: _value(read, field) for field in service.fields}}  # fmt: skip


def _value(read: Read, field: Field) -> str:
    """An example of what stands in a field."""
    if field.kind == "date":
        return field.text(read.today.isoformat())
    return field.text(_VALUES[field.kind]) if field.kind in _VALUES else f"contoh {field.label.lower()}"
