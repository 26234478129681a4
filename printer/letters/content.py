"""What a version's bundle is made of. The models hold all that is printed: equal content gives equal bytes.

Every text is stripped of control, zero-width and bidi marks when it is read, and never interpreted as markup.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from printer.letters import sentences
from printer.letters.parts import (
    Applicant,
    FieldValue,
    Line,
    Lines,
    Part,
    Prose,
    Proses,
    Rupiah,
    Sheet,
    Some,
    Volume,
)

Kind = Literal["izin", "rekomendasi", "keterangan", "pengantar", "legalisasi", "pengesahan", "penolakan"]
Endorsement = Literal["mengetahui", "mengesahkan", "sesuai_asli"]
_TITLES: dict[str, str] = {
    "izin": "Surat Izin",
    "rekomendasi": "Surat Rekomendasi",
    "keterangan": "Surat Keterangan",
    "pengantar": "Surat Pengantar",
    "legalisasi": "Lembar Legalisasi",
    "pengesahan": "Lembar Pengesahan",
    "penolakan": "Surat Penolakan",
}
_ATTENTION = (
    "Bayarlah di tempat pembayaran yang ditunjuk dengan menunjukkan surat ketetapan ini.",
    "Pembayaran setelah jatuh tempo dikenai sanksi sesuai peraturan daerah yang berlaku.",
)


class Enclosure(Part):
    """One row of a surat pengantar's table."""

    item: Prose
    quantity: Line
    note: Prose = ""


class Place(Part):
    """Where the endorsement goes on the resident's own sheet: millimetres from its upper left corner."""

    left_mm: Annotated[float, Field(ge=0, le=140)] = 105
    top_mm: Annotated[float, Field(ge=0, le=260)] = 225


class LetterContent(Sheet):
    """One letter. `subject` ("TENTANG", "hal") is the service's name unless given; `body` is free text.

    Sentences that are not given are the shipped ones; given and empty, they are left out. An `izin` whose title
    begins with KEPUTUSAN is set as one: menimbang (`considering`), mengingat (`legal_basis`), memutuskan.

    A `penolakan` must have a `reason` (one a line); its addressee is the applicant unless given. A
    `pengantar` must have an `addressee` (its first line stands after "Yth."); without `enclosures` it sends
    the applicant's request. `endorsement` and `overprint` concern `legalisasi` and `pengesahan` only.
    """

    kind: Kind
    title: Line = ""
    service_name: Annotated[Line, Some]
    subject: Line = ""
    applicant: Applicant
    fields: Annotated[tuple[FieldValue, ...], Field(max_length=100)] = ()
    purpose: Prose = ""
    body: Proses = ()
    validity: Prose = ""
    legal_basis: Proses = ()
    conditions: Proses = ()
    reason: Prose = ""
    opening: Prose = ""
    closing: Prose = ""
    statement: Prose = ""
    request: Prose = ""
    considering: Proses = ()
    rights: Proses = ()
    quantity: Line = ""
    note: Prose = ""
    addressee: Lines = ()
    enclosures: Annotated[tuple[Enclosure, ...], Field(max_length=100)] = ()
    endorsement: Endorsement = "mengetahui"
    overprint: Place | None = None
    tembusan: Lines = ()

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, raw: object) -> object:
        if not isinstance(raw, dict):
            return raw
        kind = str(raw.get("kind"))
        filled = dict(raw)
        filled["title"] = raw.get("title") or _TITLES.get(kind, "")
        refused = "Penolakan permohonan " if kind == "penolakan" else ""
        filled["subject"] = raw.get("subject") or f"{refused}{raw.get('service_name', '')}"
        if kind == "pengesahan":
            filled.setdefault("endorsement", "mengesahkan")
        return sentences.completed(kind, filled)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == "penolakan" and not self.reason:
            raise ValueError("a penolakan states its reason")
        if self.kind == "pengantar" and not self.addressee:
            raise ValueError("a pengantar names its addressee")
        if self.overprint and self.kind not in ("legalisasi", "pengesahan"):
            raise ValueError("only an endorsement is overprinted")
        return self


class Payer(Part):
    """Who owes the levy; NPWRD is the payer's number, often absent."""

    name: Line
    address: Line = ""
    npwrd: Line = ""


class LevyLine(Part):
    """One line of the levy: volume times rate (rupiah, perhaps with a fraction) is the amount, in whole rupiah."""

    code: Line
    label: Prose
    volume: Volume
    unit: Line = ""
    rate: Volume
    amount: Rupiah


class SkdContent(Sheet):
    """Surat ketetapan retribusi daerah. `amount_words` is the total in words ("enam puluh ribu rupiah").

    `number` is of the SKD's own series; while there is none the sheet keeps a dotted line.
    """

    number: Line | None = None
    period: Line
    payer: Payer
    object: Prose = ""
    basis: Prose = ""
    due: Prose
    lines: Annotated[tuple[LevyLine, ...], Field(min_length=1, max_length=40)]
    interest: Rupiah = 0
    increase: Rupiah = 0
    total: Rupiah
    amount_words: Annotated[Line, Some]
    attention: Annotated[Proses, Some] = _ATTENTION

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.total != sum(line.amount for line in self.lines) + self.interest + self.increase:
            raise ValueError("the total is not the sum of its lines")
        return self


class BundleContent(Part):
    """A version: the letter, and the SKD when a levy applies."""

    letter: LetterContent
    skd: SkdContent | None = None


class Paraf(Part):
    """One recorded paraf; `at` carries the office's offset and is printed as it stands."""

    desk: Line
    name: Line
    at: AwareDatetime


class Signature(Part):
    """The recorded wet signature, and who recorded it when that was somebody else."""

    name: Line
    at: AwareDatetime
    recorder: Line | None = None


class Filled(Part):
    """What is printed onto a signed sheet, and how far it is shifted for this printer (right and down)."""

    number: Annotated[Line, Some]
    date: date
    x_mm: float = 0
    y_mm: float = 0


class Archive(Part):
    """What is known of a letter after its numbering: printed on the archive copy only."""

    number: Annotated[Line, Some]
    date: date
    parafs: Annotated[tuple[Paraf, ...], Field(max_length=4)] = ()
    signed: Signature
    version_sha: Line | None = None
