"""What a file's letter says: the file's records and its letter text, as the content of a bundle."""

from typing import Any

from pydantic import BaseModel

from office.errors import Unknown
from office.files import catalogue, effects, letter_parts, letter_texts, letter_wordings, letters, persons
from office.files.letter_texts import Text
from office.files.services import ENDORSEMENTS, Service
from office.records.tables import File
from office.records.work import Read
from office.words.numerals import rupiah_words
from printer.letters import sentences
from printer.letters.content import BundleContent, LetterContent, LevyLine, Payer, SkdContent
from printer.letters.parts import Applicant, FieldValue, OfficeContent, Signer

#: parts of a letter text that are lists in its content
_LISTS = {"legal_basis", "conditions", "tembusan", "addressee", "considering", "rights", "body"}


class Draft(BaseModel):
    """A bundle to be rendered, and the facts its version row will carry."""

    content: BundleContent
    file_version: int
    kind: str
    signer: str
    signer_officer: int | None
    signer_line: str
    text: dict[str, Any]
    text_version: int


def draft(read: Read, *, file_id: int, body: Any = None) -> Draft:
    """The bundle of a file as it stands; `body` (of `process`) adds fields and levy lines not yet stored."""
    file = read.session.get(File, file_id)
    if file is None:
        raise Unknown("Berkas tidak ditemukan. Periksa nomornya.")
    service = catalogue.service(read, file.service_code)
    fields = letter_texts.coming_fields(file, service, body)
    levy = [] if file.outcome == "rejected" else _levy(file, service, fields, body)
    signer = letters.signer_now(read, file.section)
    text = letter_texts.now(read, file, service, fields)
    sheet = _sheet(read, file, signer, text)
    content = BundleContent(letter=_letter(read, file, service, fields, text, sheet),
                            skd=_skd(read, file, service, levy, sheet))  # fmt: skip
    return Draft(content=content, file_version=file.version, kind=text.kind, signer=signer.role,
                 signer_officer=signer.officer_id, signer_line=signer.line, text=text.kept.document(),
                 text_version=text.kept.version)  # fmt: skip


def _levy(file: File, service: Service, fields: dict[str, str], body: Any) -> list[dict[str, Any]]:
    if body is None or not hasattr(body, "levy"):
        return file.levy
    return effects.levy_lines(service, fields, body.levy)


def office_content(read: Read) -> OfficeContent:
    """The letterhead."""
    head = read.settings.letterhead
    return OfficeContent(regency=f"Pemerintah {head.regency}".upper(), name=head.office, address=head.address,
                         phone=head.phone, email=head.email, place=head.place, postcode=head.postcode,
                         training=read.example)  # fmt: skip


def signer_content(signer: letters.Signer) -> Signer:
    """The signature block."""
    role: Any = signer.role
    return Signer(role=role, heading=signer.heading, name=signer.name, rank=signer.rank, nip=signer.nip)


def _sheet(read: Read, file: File, signer: letters.Signer, text: Text) -> dict[str, Any]:
    return {
        "office": office_content(read), "registration_number": file.registration_number, "paper": text.paper,
        "created_at": read.local.replace(microsecond=0), "version": letters.next_version(read, file.id),
        "signer": signer_content(signer),
    }  # fmt: skip


def _letter(read: Read, file: File, service: Service, fields: dict[str, str], text: Text, sheet: dict[str, Any],
            ) -> LetterContent:  # fmt: skip
    person = persons.full(read, file.applicant_id)
    who = Applicant(name=person["name"], nik=person["nik"], address=person["address"], village=person["village"])
    rows = [FieldValue(label=f.label, value=shown) for f in service.fields
            if (shown := f.text(fields.get(f.id, ""))) and _is_row(f.id, text)]  # fmt: skip
    return letter(service, text.kind, text.parts, applicant=who, fields=rows, **sheet)


def _is_row(field: str, text: Text) -> bool:
    """A field is a row of its own unless the letter says it in a sentence."""
    return text.kind != "penolakan" and (field != letter_wordings.WANTED or text.kind == "izin")


def letter(service: Service, kind: str, parts: dict[str, str], **more: Any) -> LetterContent:
    """A letter of these parts; `more`: sheet, applicant, fields."""
    said: dict[str, Any] = {part: sentences.listed(words) if part in _LISTS else words for part, words in parts.items()}
    if kind in ENDORSEMENTS:
        said["endorsement"] = letter_wordings.endorsement(service)
    if kind == "pengantar" and not said["addressee"]:
        said["addressee"] = (letter_parts.NOBODY,)
    if kind == "penolakan":
        said["reason"] = said["reason"] or letter_parts.NO_REASON
    return LetterContent(kind=kind, service_name=service.name, **said, **more)


def _skd(read: Read, file: File, service: Service, levy: list[dict[str, Any]], sheet: dict[str, Any],
         ) -> SkdContent | None:  # fmt: skip
    if not levy:
        return None
    person = persons.full(read, file.applicant_id)
    lines = tuple(LevyLine(code=line["code"], label=line["label"], volume=line["volume"], unit=line.get("unit", ""),
                           rate=line["rate"], amount=line["amount"]) for line in levy)  # fmt: skip
    total = sum(line.amount for line in lines)
    address = ", ".join(filter(None, (person["address"], person["village"])))
    return SkdContent(
        **sheet, period=f"Tahun {read.today.year}", payer=Payer(name=person["name"], address=address),
        object=service.name,
        due="30 hari sejak surat ketetapan ini diterima", lines=lines, total=total, amount_words=rupiah_words(total),
    )  # fmt: skip
