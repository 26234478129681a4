"""Reading the service catalogue: one YAML file, the office's own configuration.

Services are delegated by the Bupati, their standards set by the Camat. What services share is written once
and named; a file that contradicts itself is refused as a whole, each problem with its service's code.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from office.errors import Invalid
from office.files.services import Catalogue, Field, Letter, Levy, Requirement, Section, Service

__all__ = ["EXAMPLE", "Catalogue", "CatalogueInvalid", "Field", "Letter", "Levy", "Requirement", "Section",
           "Service", "load_catalogue", "problems"]  # fmt: skip

#: the example catalogue that comes with the program
EXAMPLE = Path(__file__).parents[1] / "data" / "catalogue.yaml"
_LOKETS = {1: ["perizinan"], 2: ["non_perizinan"]}


class CatalogueInvalid(Invalid):
    """The catalogue cannot be read or contradicts itself; `extra["problems"]` lists every line."""

    code = "catalogue_invalid"

    def __init__(self, problems: list[str]) -> None:
        super().__init__("Perbaiki katalog layanan. " + " ".join(problems), problems=problems)


def load_catalogue(path: Path = EXAMPLE) -> Catalogue:
    """The catalogue of a file, expanded and checked. Refuses `CatalogueInvalid` with all problems at once."""
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        raise CatalogueInvalid([f"{path.name} bukan YAML yang benar: {error}."]) from None
    if not isinstance(raw, dict):
        raise CatalogueInvalid([f"{path.name} kosong atau bukan katalog layanan."])
    services, found = _services(raw)
    sections = [Section(key=key, name=name) for key, name in raw.get("sections", {}).items()]
    example = raw.get("meta", {}).get("kind") == "example_configuration"
    catalogue = Catalogue(sections=tuple(sections), services=tuple(services), example=example)
    if found := found + problems(catalogue):
        raise CatalogueInvalid(found)
    return catalogue


def _services(raw: dict[str, Any]) -> tuple[list[Service], list[str]]:
    services, found = [], []
    for entry in raw.get("services", []):
        code = entry.get("code", "tanpa kode")
        try:
            services.append(Service.model_validate(_expanded(entry, raw)))
        except ValidationError as error:
            found += [f"{code}: {_place(problem['loc'])} tidak dapat dipakai." for problem in error.errors()]
        except KeyError as missing:
            found.append(f"{code}: {missing} tidak ada di bagian bersama.")
    return services, found


def _place(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc)


def _expanded(entry: dict[str, Any], raw: dict[str, Any]) -> dict[str, Any]:
    defaults = raw.get("defaults", {})
    asked = [*entry.get("requirements", []), *raw.get("for_every_service", [])]
    letter = dict(entry.get("letter", {}))
    letter["legal_basis"] = [*raw.get("legal_basis", []), *letter.get("legal_basis", [])]
    return {
        "sla_days": defaults.get("sla_basic"),
        "sla_with_visit": defaults.get("sla_with_visit"),
        **entry,
        "letter": letter,
        "standard": {**raw.get("standard", {}), **entry.get("standard", {})},
        "requirements": [_requirement(item, raw) for item in asked],
        "fields": [_field(item, raw) for item in entry.get("fields", [])],
    }


def _requirement(item: str | dict[str, Any], raw: dict[str, Any]) -> dict[str, Any]:
    found = {"id": item, **raw["common_requirements"][item]} if isinstance(item, str) else dict(item)
    if when := found.get("when"):
        found["when_text"] = raw["when"][when]
    return found


def _field(item: str | dict[str, Any], raw: dict[str, Any]) -> dict[str, Any]:
    if isinstance(item, dict):
        return item
    name = item.removesuffix("?")
    return {"id": name, "optional": item.endswith("?"), **raw["common_fields"][name]}


def problems(catalogue: Catalogue) -> list[str]:
    """Every contradiction in the catalogue, in Indonesian, each with its service's code.

    Rules: codes are unique; a section exists; perizinan is Loket 1, non perizinan Loket 2 (SOP step 1); a
    visit that is always made means 4 working days and nothing else does (SOP, column "Waktu"); no SKD for non
    perizinan.
    """
    codes = Counter(service.code for service in catalogue.services)
    found = [f"{code}: kode dipakai {times} kali; beri kode lain." for code, times in codes.items() if times > 1]
    for service in catalogue.services:
        sections = {section.key for section in catalogue.sections}
        found += [f"{service.code}: {problem}" for problem in contradictions(service, sections, _LOKETS)]
    return found


def contradictions(service: Service, sections: Container[str], lokets: Mapping[int, list[str]]) -> Iterator[str]:
    """What contradicts itself in one service; `lokets`: number -> kinds of service it takes."""
    if service.section not in sections:
        yield f"seksi {service.section} tidak ada; pilih salah satu dari sections."
    if service.category not in lokets.get(service.loket, []):
        fitting = " atau ".join(f"Loket {number}" for number, kinds in lokets.items() if service.category in kinds)
        yield f"{service.category} dilayani {fitting or 'loket yang belum ada'}, bukan Loket {service.loket}."
    if service.visit_usual != (service.sla_days == service.sla_with_visit):
        yield (f"verifikasi lapangan {service.visit} tidak cocok dengan {service.sla_days} hari; "
               f"selalu diverifikasi berarti {service.sla_with_visit} hari, selain itu tidak.")  # fmt: skip
    if service.skd != "never" and service.category == "non_perizinan":
        yield "non perizinan tidak pernah memakai SKD; tulis skd: never."
    yield from _doubles("syarat", (requirement.id for requirement in service.requirements))
    yield from _doubles("isian", (field.id for field in service.fields))
    yield from (f"syarat {requirement.id} tidak wajib, jadi harus punya when."
                for requirement in service.requirements
                if not requirement.mandatory and not requirement.when)  # fmt: skip
    if service.levy:
        yield from _levy_problems(service, service.levy)


def _doubles(what: str, ids: Iterable[str]) -> Iterator[str]:
    yield from (f"{what} {name} ditulis {times} kali." for name, times in Counter(ids).items() if times > 1)


def _levy_problems(service: Service, levy: Levy) -> Iterator[str]:
    if service.skd == "never":
        yield "ada tarif tetapi skd: never; tulis skd: conditional atau hapus tarifnya."
    field = service.field(levy.field)
    if field is None or field.kind != "number":
        yield f"tarif dihitung dari isian {levy.field}, yang harus ada dan berjenis number."
