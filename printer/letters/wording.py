"""What a file's letter says: the file's records and the service's wording, as the content of a bundle."""

from typing import Any

from pydantic import BaseModel

from office.errors import Unknown
from office.files import catalogue, effects, letters, persons
from office.files.services import ENDORSEMENTS, Letter, Service
from office.records.tables import File
from office.records.work import Read
from office.words.numerals import rupiah_words
from printer.letters.content import BundleContent, LetterContent, LevyLine, Payer, SkdContent
from printer.letters.parts import Applicant, FieldValue, OfficeContent, Signer


class Draft(BaseModel):
    """A bundle to be rendered, and the facts its version row will carry."""

    content: BundleContent
    file_version: int
    kind: str
    signer: str
    signer_officer: int | None
    signer_line: str


def draft(read: Read, *, file_id: int, body: Any = None) -> Draft:
    """The bundle of a file as it stands; `body` (of `process`) adds fields and levy lines not yet stored."""
    file = read.session.get(File, file_id)
    if file is None:
        raise Unknown("Berkas tidak ditemukan. Periksa nomornya.")
    service = catalogue.service(read, file.service_code)
    rejected = file.outcome == "rejected"
    kind = "penolakan" if rejected else service.kind
    fields = {**file.fields, **effects.known_fields(service, getattr(body, "fields", {}))}
    levy = [] if rejected else _levy(file, service, fields, body)
    signer = letters.signer_now(read, file.section)
    sheet = _sheet(read, file, signer)
    content = BundleContent(letter=_letter(read, file, service, kind, fields, sheet), skd=_skd(read, file, levy, sheet))
    return Draft(content=content, file_version=file.version, kind=kind, signer=signer.role,
                 signer_officer=signer.officer_id, signer_line=signer.line)  # fmt: skip


def _levy(file: File, service: Service, fields: dict[str, str], body: Any) -> list[dict[str, Any]]:
    if body is None:
        return file.levy
    return effects.levy_lines(service, fields, getattr(body, "levy", None))


def _sheet(read: Read, file: File, signer: letters.Signer) -> dict[str, Any]:
    head = read.settings.letterhead
    return {
        "office": OfficeContent(regency=f"Pemerintah {head.regency}".upper(), name=head.office, address=head.address,
                                phone=head.phone, email=head.email, place=head.place, postcode=head.postcode,
                                training=read.example),
        "registration_number": file.registration_number, "created_at": read.local.replace(microsecond=0),
        "version": letters.next_version(read, file.id),
        "signer": Signer(role=_role(signer.role), heading=signer.heading, name=signer.name, rank=signer.rank,
                         nip=signer.nip),
    }  # fmt: skip


def _role(role: str) -> Any:
    return role


def _letter(read: Read, file: File, service: Service, kind: str, fields: dict[str, str], sheet: dict[str, Any],
            ) -> LetterContent:  # fmt: skip
    person = persons.full(read, file.applicant_id)
    words = service.letter
    content: dict[str, Any] = {
        **sheet, "kind": kind, "service_name": service.name, "validity": service.validity or "",
        "applicant": Applicant(name=person["name"], nik=person["nik"], address=person["address"],
                               village=person["village"]),
        "fields": [FieldValue(label=f.label, value=shown) for f in service.fields
                   if (shown := f.text(fields.get(f.id, ""))) and (kind == "izin" or f.id != "keperluan")],
        "legal_basis": words.legal_basis, "tembusan": words.copies_to,
    }  # fmt: skip
    if kind == "penolakan":
        return LetterContent(**content, reason=file.reason or "")
    content |= {"title": words.title, "conditions": words.conditions, **_said(kind, words, fields.get("keperluan", ""))}
    if kind == "pengantar":
        content["addressee"] = words.copies_to[:1] or ("Pejabat yang berwenang",)
        content["tembusan"] = words.copies_to[1:]
    return LetterContent(**content)


def _said(kind: str, words: Letter, wanted: str) -> dict[str, Any]:
    """The service's sentence and what the letter is wanted for, where each kind of letter says them."""
    if kind == "keterangan":
        return {"body": (f"Bahwa nama tersebut di atas {words.purpose}.",), "purpose": wanted}
    if kind in ENDORSEMENTS:
        said = {"conditions": (), "purpose": wanted}
        return {**said, "endorsement": "sesuai_asli"} if "sesuai dengan dokumen asli" in words.purpose else said
    purpose = words.purpose.removeprefix("untuk ").removesuffix(" sebagai berikut")
    return {"purpose": f"{purpose}: {wanted}" if wanted and kind != "izin" else purpose}


def _skd(read: Read, file: File, levy: list[dict[str, Any]], sheet: dict[str, Any]) -> SkdContent | None:
    if not levy:
        return None
    person = persons.full(read, file.applicant_id)
    lines = tuple(LevyLine(code=line["code"], label=line["label"], volume=line["volume"], unit=line.get("unit", ""),
                           rate=round(float(line["rate"])), amount=line["amount"]) for line in levy)  # fmt: skip
    total = sum(line.amount for line in lines)
    return SkdContent(
        **sheet, period=f"Tahun {read.today.year}",
        payer=Payer(name=person["name"], address=person["address"] or person["village"]),
        due="30 hari sejak surat ketetapan ini diterima", lines=lines, total=total, amount_words=rupiah_words(total),
    )  # fmt: skip
