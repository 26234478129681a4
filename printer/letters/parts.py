"""Pieces that every sheet is made of: clean text, the letterhead, the applicant, the signer."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PositiveInt,
    StringConstraints,
    model_validator,
)

from office.files.letter_parts import head_of
from office.words.clean import clean

Paper = Literal["F4", "A4"]
Some = Field(min_length=1)
_LINE, _PROSE = 2_000, 20_000
Line = Annotated[str, StringConstraints(max_length=_LINE), AfterValidator(lambda text: clean(text, limit=_LINE))]
Prose = Annotated[
    str,
    StringConstraints(max_length=_PROSE),
    AfterValidator(lambda text: clean(text, limit=_PROSE, lines=True)),
]
Rupiah = Annotated[int, Field(ge=0)]
Volume = Annotated[Decimal, Field(ge=0), PlainSerializer(lambda volume: format(volume, "f"), return_type=str)]
Lines = Annotated[tuple[Line, ...], Field(max_length=100)]
Proses = Annotated[tuple[Prose, ...], Field(max_length=100)]


class Part(BaseModel):
    """A frozen piece of content; an unknown field is a mistake of the caller."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OfficeContent(Part):
    """The letterhead. `name` is printed in capitals.

    `head` ("Camat Ambunten") and `region` ("Kabupaten Sumenep") are how letters speak of the chief and the
    place; both follow from the names unless given.
    """

    regency: Line = "PEMERINTAH KABUPATEN SUMENEP"
    name: Line
    address: Line = ""
    phone: Line = ""
    email: Line = ""
    website: Line = ""
    place: Line
    postcode: Line = ""
    head: Line = ""
    region: Line = ""
    training: bool = False

    @model_validator(mode="before")
    @classmethod
    def _name_the_head(cls, raw: object) -> object:
        if not isinstance(raw, dict):
            return raw
        filled = dict(raw)
        filled["head"] = raw.get("head") or head_of(str(raw.get("name", "")))
        regency = str(raw.get("regency") or cls.model_fields["regency"].default)
        filled["region"] = raw.get("region") or regency.title().removeprefix("Pemerintah ")
        return filled


class Applicant(Part):
    """Who asked. The NIK stands in full: this is a letter, not a screen or a slip."""

    name: Line
    nik: Line = ""
    address: Line = ""
    village: Line = ""


class FieldValue(Part):
    """One row "label : value" of the service's own fields."""

    label: Line
    value: Prose


class Signer(Part):
    """The signature block. `heading` holds its lines above the room for the pen, each as it is to be printed:
    ["CAMAT AMBUNTEN,"], ["Plt. CAMAT AMBUNTEN,"] or ["a.n. CAMAT AMBUNTEN", "Sekretaris Kecamatan,"].
    Without a name the block keeps a dotted line for the pen.
    """

    role: Literal["camat", "sekcam", "kasi"]
    heading: Annotated[tuple[Line, ...], Field(min_length=1, max_length=4)]
    name: Line | None = None
    rank: Line | None = None
    nip: Line | None = None


class Sheet(Part):
    """What every sheet needs. `created_at` is the document's only time: it makes the bytes repeatable."""

    office: OfficeContent
    registration_number: Annotated[Line, Some]
    signer: Signer
    paper: Paper = "F4"
    language: Literal["id"] = "id"
    version: PositiveInt | None = None
    created_at: AwareDatetime
