"""What the office offers, as plain values: services, the papers they ask for, their letter's fields, a levy.

Nothing here reads a file or a table; `office.files.catalogue_file` loads a catalogue and refuses a
contradictory one.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Limits

from office.errors import Invalid
from office.files.standard import Standard
from office.words import dates, numerals

FieldKind = Literal["text", "long", "number", "date", "time", "choice"]
ProductKind = Literal["izin", "rekomendasi", "keterangan", "pengantar", "legalisasi", "pengesahan"]
#: products that stand on the resident's own letter: we write no letter of ours
ENDORSEMENTS: frozenset[str] = frozenset({"legalisasi", "pengesahan"})


def _same(raw: str) -> str:
    return raw


def _number(raw: str) -> str:
    value = numerals.parse_number(raw)
    if value < 0:
        raise ValueError(f"negative: {raw!r}")
    kept = f"{value:f}"
    return kept.rstrip("0").rstrip(".") if "." in kept else kept


#: kind -> (what was typed to what is kept, what is kept to what the letter says, what to type instead)
_KINDS: dict[FieldKind, tuple[Callable[[str], str], Callable[[str], str], str]] = {
    "text": (_same, _same, ""),
    "long": (_same, _same, ""),
    "choice": (_same, _same, ""),
    "number": (
        _number,
        lambda kept: numerals.decimal_text(Decimal(kept)),
        "harus berupa angka, misalnya 12 atau 12,5",
    ),
    "date": (
        lambda raw: dates.parse_date(raw).isoformat(),
        lambda kept: dates.plain_date(dates.parse_date(kept)),
        "harus berupa tanggal, misalnya 28-11-2026",
    ),
    "time": (
        lambda raw: f"{dates.parse_time(raw):%H:%M}",
        lambda kept: dates.clock_text(dates.parse_time(kept)),
        "harus berupa jam, misalnya 19.00",
    ),
}


class Entry(BaseModel):
    """A line of the catalogue: frozen, and no key that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Section(Entry):
    """A section of the office, headed by a Kasi."""

    key: str
    name: str

    @property
    def head(self) -> str:
        """The title of its head, e.g. "Kepala Seksi Pemerintahan"."""
        return f"Kepala {self.name}"


class Requirement(Entry):
    """One paper of the checklist (SOP S2c). `when_text` says when one that is not mandatory is asked for."""

    id: str
    label: str
    kind: Literal["asli", "fotokopi", "diperlihatkan", "isian"]
    copies: int = Limits(1, ge=1)
    mandatory: bool = True
    when: str | None = None
    when_text: str | None = None
    short: str = ""

    @property
    def brief(self) -> str:
        """The label for narrow paper."""
        return self.short or self.label


class Field(Entry):
    """One thing the letter says about the case. Kept as text: ISO dates, HH:MM, plain decimal numbers."""

    id: str
    label: str
    kind: FieldKind
    optional: bool = False
    #: what a field of kind choice offers
    options: tuple[str, ...] = ()

    def read(self, value: object) -> str:
        """The value as it is kept, "" when nothing was written. Refuses `Invalid`, naming the field."""
        raw = "" if value is None else str(value).strip()
        read, _, wanted = _KINDS[self.kind]
        if raw and self.kind == "choice" and raw not in self.options:
            problem = f"{self.label}: pilih {' atau '.join(self.options)}."
            raise Invalid(f"{problem} Perbaiki lalu ulangi.", fields={self.id: problem})
        try:
            return read(raw) if raw else ""
        except ValueError:
            problem = f"{self.label} {wanted}."
            raise Invalid(f"{problem} Perbaiki lalu ulangi.", fields={self.id: problem}) from None

    def text(self, kept: str) -> str:
        """A kept value as the letter writes it: "28 November 2026", "19.00", "1.250,5"; "" stays "".

        A value kept while the office's field was of another kind is written as it was typed.
        """
        try:
            return _KINDS[self.kind][1](kept) if kept else ""
        except (ValueError, ArithmeticError):
            return kept


class Levy(Entry):
    """A tariff per unit of one field (SOP S4b). `rate` is whole rupiah; `example` marks a made-up tariff."""

    code: str
    label: str
    rate: int = Limits(gt=0)
    unit: str
    field: str
    example: bool = False

    def amount(self, volume: Decimal) -> int:
        """Whole rupiah due for `volume` units, rounded half up."""
        return int((volume * self.rate).quantize(Decimal(1), rounding=ROUND_HALF_UP))


class Letter(Entry):
    """The words of the service's letter, the office's own. `legal_basis` holds the common ones first."""

    title: str
    purpose: str
    conditions: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()


class VisitItem(Entry):
    """One point that a field visit looks at (SOP S3a); `hint` says what to look for."""

    id: str = Limits(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    label: str
    hint: str = ""


class Service(Entry):
    """One service. `sla_days` are working days without a decided visit; `fee` is whole rupiah.

    `archive` holds the classification code of the old scheme and of the present one; letters are numbered by
    the latter.
    """

    code: str
    active: bool = True
    category: Literal["perizinan", "non_perizinan"]
    loket: int
    name: str
    short_name: str
    section: str
    popular: int | None = None
    requirements: tuple[Requirement, ...]
    fields: tuple[Field, ...] = ()
    visit: Literal["always", "conditional", "never"]
    visit_items: tuple[VisitItem, ...] = ()
    sla_days: int
    sla_with_visit: int
    fee: int = Limits(0, ge=0)
    skd: Literal["never", "conditional"] = "never"
    levy: Levy | None = None
    product: str
    kind: ProductKind
    signer: Literal["camat", "sekcam"] = "camat"
    archive: tuple[str, str]
    validity: str | None = None
    note: str | None = None
    letter: Letter
    standard: Standard = Standard()
    #: taken out of the service while files hold them: still called by their names there, asked of nobody
    former: tuple[Requirement, ...] = ()
    former_fields: tuple[Field, ...] = ()

    @property
    def endorsement(self) -> bool:
        """Whether the product is put on the resident's own letter."""
        return self.kind in ENDORSEMENTS

    @property
    def visit_usual(self) -> bool:
        """Whether every file of this service is visited."""
        return self.visit == "always"

    @property
    def archive_code(self) -> str:
        """The classification code in force (Permendagri 83/2022)."""
        return self.archive[1]

    @property
    def labels(self) -> dict[str, str]:
        """How every paper is called that a file may hold, former ones too."""
        return {r.id: r.brief for r in (*self.former, *self.requirements)}

    def days(self, visit_needed: bool) -> int:
        """Working days in all: 1, or 4 once a field visit is needed (SOP, column "Waktu")."""
        return self.sla_with_visit if visit_needed or self.visit_usual else self.sla_days

    def field(self, name: str) -> Field | None:
        """The field of that id."""
        return next((field for field in self.fields if field.id == name), None)


class Catalogue(Entry):
    """All services, in the file's order, and the office's sections. `example` marks a made-up catalogue."""

    sections: tuple[Section, ...]
    services: tuple[Service, ...]
    example: bool = False

    @cached_property
    def by_code(self) -> dict[str, Service]:
        """Services by code, inactive ones too: old files keep theirs."""
        return {service.code: service for service in self.services}

    def active(self, loket: int | None = None) -> list[Service]:
        """What is offered now, most used first; of one loket when given."""
        offered = [service for service in self.services if service.active and loket in (None, service.loket)]
        return sorted(offered, key=lambda service: service.popular or len(self.services) + 1)

    def section(self, key: str) -> Section | None:
        """The section of that key."""
        return next((section for section in self.sections if section.key == key), None)
