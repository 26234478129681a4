"""The service catalogue: what is shipped, what a file may say, what is refused."""

from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from office.errors import Invalid
from office.files.catalogue_file import EXAMPLE, CatalogueInvalid, load_catalogue
from office.files.services import Field

CATALOGUE = load_catalogue()
OPTIONAL = {"id": "x", "label": "X", "kind": "asli", "mandatory": False}
CODES = [f"IZ{n:02}" for n in range(1, 11)] + [f"NP{n:02}" for n in range(1, 17)]


def changed(tmp_path, change):
    """The example catalogue with one change, loaded."""
    raw = yaml.safe_load(EXAMPLE.read_text("utf-8"))
    change({service["code"]: service for service in raw["services"]}, raw)
    path = tmp_path / "catalogue.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")
    return load_catalogue(path)


def test_the_example_has_all_services_and_says_that_it_is_an_example():
    assert [service.code for service in CATALOGUE.services] == CODES
    assert CATALOGUE.example
    assert [service.code for service in CATALOGUE.services if not service.active] == ["IZ10"]
    assert EXAMPLE.read_text("utf-8").startswith("# CONTOH KONFIGURASI, BUKAN KETENTUAN. EXAMPLE CONFIGURATION")


def test_eight_services_endorse_the_residents_own_letter():
    endorsed = [service.code for service in CATALOGUE.services if service.endorsement]
    assert endorsed == ["NP01", "NP02", "NP05", "NP06", "NP11", "NP13", "NP14", "NP16"]


@pytest.mark.parametrize("service", CATALOGUE.services, ids=lambda service: service.code)
def test_every_service_is_complete(service):
    assert service.fields
    assert service.letter.title == service.letter.title.upper()
    assert service.letter.purpose
    assert len(service.letter.legal_basis) >= 3
    assert service.requirements[-1].id == "surat_kuasa"
    assert all(requirement.when_text for requirement in service.requirements if not requirement.mandatory)
    assert len(service.short_name) <= 30
    assert CATALOGUE.section(service.section)


@pytest.mark.parametrize("service", CATALOGUE.services, ids=lambda service: service.code)
def test_an_endorsement_asks_for_no_field_that_its_sheet_cannot_do_without(service):
    asked = [field.id for field in service.fields if not field.optional]
    assert not service.endorsement or asked in ([], ["jenis_perubahan"])


@pytest.mark.parametrize(
    ("code", "without", "decided"),
    [("IZ02", 4, 4), ("IZ04", 1, 4), ("NP01", 1, 4), ("NP05", 1, 4), ("NP13", 4, 4)],
)
def test_days_with_and_without_a_visit(code, without, decided):
    service = CATALOGUE.by_code[code]
    assert (service.days(visit_needed=False), service.days(visit_needed=True)) == (without, decided)


def test_what_a_loket_offers_comes_most_used_first():
    assert [service.code for service in CATALOGUE.active(2)][:6] == [
        "NP01",
        "NP02",
        "NP03",
        "NP04",
        "NP12",
        "NP11",
    ]
    assert "IZ10" not in [service.code for service in CATALOGUE.active()]
    assert len(CATALOGUE.active(1)) == 9
    assert len(CATALOGUE.active()) == 25


def test_shared_papers_are_written_once_and_expanded():
    papers = {requirement.id: requirement for requirement in CATALOGUE.by_code["NP07"].requirements}
    assert papers["ktp_pemohon"].label == "Fotokopi KTP-el pemohon yang masih berlaku"
    assert papers["ktp_pemohon"].brief == "Fotokopi KTP-el pemohon"
    assert (
        papers["pengantar_desa"].label == papers["pengantar_desa"].brief == "Surat keterangan domisili dari Kepala Desa"
    )
    assert (papers["surat_kuasa"].mandatory, papers["surat_kuasa"].when_text) == (False, "bila dikuasakan")
    assert [paper.copies for paper in CATALOGUE.by_code["NP11"].requirements] == [1, 3, 1, 1]


def test_shared_fields_may_be_optional_in_one_service_only():
    assert not CATALOGUE.by_code["IZ04"].field("keperluan").optional
    assert CATALOGUE.by_code["NP06"].field("keperluan").optional
    assert CATALOGUE.by_code["IZ03"].field("mulai").label == "Dipasang mulai"
    assert CATALOGUE.by_code["IZ05"].field("mulai").kind == "date"


def test_only_one_service_carries_a_tariff_and_it_is_marked_as_made_up():
    assert [service.code for service in CATALOGUE.services if service.levy] == ["IZ05"]
    levy = CATALOGUE.by_code["IZ05"].levy
    assert (levy.rate, levy.field, levy.example, "contoh" in levy.label) == (500, "luas_m2", True, True)
    assert levy.amount(Decimal("120.5")) == 60_250
    assert levy.amount(Decimal("0.001")) == 1


def test_all_of_every_service_survives_being_stored_as_json():
    service = CATALOGUE.by_code["IZ05"]
    assert type(service).model_validate_json(service.model_dump_json()) == service


def _twice(services, raw):
    raw["services"].append(dict(services["IZ05"]))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s, raw: s["IZ05"].update(sla_days=1), "IZ05: verifikasi lapangan always tidak cocok"),
        (lambda s, raw: s["NP01"].update(sla_days=4), "NP01: verifikasi lapangan never tidak cocok"),
        (lambda s, raw: s["IZ04"].update(visit="always"), "IZ04: verifikasi lapangan always"),
        (lambda s, raw: s["NP07"].update(skd="conditional"), "NP07: non perizinan tidak pernah memakai SKD"),
        (lambda s, raw: s["NP07"].update(loket=1), "NP07: non_perizinan dilayani Loket 2, bukan Loket 1"),
        (lambda s, raw: s["NP07"].update(section="keuangan"), "NP07: seksi keuangan tidak ada"),
        (_twice, "IZ05: kode dipakai 2 kali"),
        (lambda s, raw: s["IZ05"].update(skd="never"), "IZ05: ada tarif tetapi skd: never"),
        (lambda s, raw: s["IZ05"]["levy"].update(field="keperluan"), "IZ05: tarif dihitung dari"),
        (lambda s, raw: s["IZ05"]["levy"].update(field="panjang"), "IZ05: tarif dihitung dari isian panjang"),
        (lambda s, raw: s["IZ05"]["levy"].update(rate=0), "IZ05: levy.rate"),
        (lambda s, raw: s["IZ05"]["fields"].append("keperluan"), "IZ05: isian keperluan ditulis 2 kali"),
        (lambda s, raw: s["IZ05"]["requirements"].append("formulir"), "IZ05: syarat formulir ditulis 2 kali"),
        (lambda s, raw: s["IZ05"]["requirements"].append("ijazah"), "IZ05: 'ijazah' tidak ada"),
        (lambda s, raw: s["IZ05"]["requirements"].append(OPTIONAL),
         "IZ05: syarat x tidak wajib, jadi harus punya when"),
        (lambda s, raw: s["IZ05"].update(kind="piagam"), "IZ05: kind"),
        (lambda s, raw: s["IZ05"].update(tarip=500), "IZ05: tarip"),
        (lambda s, raw: s["IZ05"].pop("name"), "IZ05: name"),
        (lambda s, raw: s["IZ05"]["letter"].pop("purpose"), "IZ05: letter.purpose"),
    ],
)  # fmt: skip
def test_a_contradiction_is_refused_with_its_services_code(tmp_path, change, said):
    with pytest.raises(CatalogueInvalid) as refused:
        changed(tmp_path, change)
    assert said in refused.value.detail
    assert refused.value.code == "catalogue_invalid"


def test_all_problems_are_told_at_once(tmp_path):
    def two(services, raw):
        services["IZ05"].update(sla_days=1)
        services["NP07"].update(skd="conditional")

    with pytest.raises(CatalogueInvalid) as refused:
        changed(tmp_path, two)
    assert [problem[:4] for problem in refused.value.extra["problems"]] == ["IZ05", "NP07"]


@pytest.mark.parametrize("text", ["", "- satu\n", "services: [code: {"])
def test_what_is_no_catalogue_is_refused_by_its_name(tmp_path, text):
    path = tmp_path / "catalogue.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(CatalogueInvalid, match=r"catalogue\.yaml"):
        load_catalogue(path)


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "written"),
    [
        ("text", "  Hajatan ", "Hajatan", "Hajatan"),
        ("number", "120,5", "120.5", "120,5"),
        ("number", "1.250", "1250", "1.250"),
        ("number", "1.250,50", "1250.5", "1.250,5"),
        ("number", 12.5, "12.5", "12,5"),
        ("number", 0, "0", "0"),
        ("number", "100", "100", "100"),
        ("date", "28-11-2026", "2026-11-28", "28 November 2026"),
        ("date", "2026-11-28", "2026-11-28", "28 November 2026"),
        ("date", "Sabtu, 28 November 2026", "2026-11-28", "28 November 2026"),
        ("time", "19.00", "19:00", "19.00"),
        ("time", "9:05", "09:05", "09.05"),
        ("date", "", "", ""),
        ("number", None, "", ""),
    ],
)
def test_a_field_is_read_as_people_type_and_written_as_letters_say(kind, typed, kept, written):
    field = Field(id="x", label="Isian", kind=kind)
    assert field.read(typed) == kept
    assert field.text(kept) == written


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("number", "banyak"), ("number", "-3"), ("number", "nan"), ("date", "31-02-2026"), ("date", "besok"),
     ("time", "25.00"), ("time", "sore")],
)  # fmt: skip
def test_an_unreadable_value_is_refused_by_the_fields_name(kind, typed):
    with pytest.raises(Invalid) as refused:
        Field(id="luas", label="Luas", kind=kind).read(typed)
    assert refused.value.detail.startswith("Luas harus berupa")
    assert list(refused.value.extra["fields"]) == ["luas"]


@given(st.decimals(0, 10**9, places=4))
def test_a_kept_number_survives_being_written_and_typed_again(value):
    field = Field(id="x", label="Isian", kind="number")
    kept = field.read(value)
    assert Decimal(kept) == value
    assert field.read(field.text(kept)) == kept
