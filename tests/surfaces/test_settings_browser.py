"""The settings in a real browser: a service with a row more, two officers on one sheet, no fault of accessibility."""

import pytest
from playwright.sync_api import expect

from office.files import catalogue
from tests.conftest import wait_for
from tests.surfaces.test_backoffice_browser import AXE, FAULTS
from tests.surfaces.test_drafts import kept

pytestmark = pytest.mark.browser
BASE = "/counter/settings"
LEVELS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


def test_a_service_grows_by_rows_and_what_is_typed_survives_a_reload(sit, office):
    page = sit("supervisor", f"{BASE}/services/IZ04")
    table = page.locator("[data-row=requirements]")
    before = table.count()
    for _ in range(2):
        page.get_by_role("button", name="Tambah baris syarat").click()
    expect(table).to_have_count(before + 2)
    page.get_by_label(f"Nama syarat {before + 2}", exact=True).fill("Surat izin keluarga")
    page.get_by_label(f"Wajib syarat {before + 2}", exact=True).check()
    row = f"requirements.{before + 1}"
    wait_for(lambda: kept(office, "supervisor").get("settings:service:iz04", {}).keys()
             >= {f"{row}.label", f"{row}.mandatory"}, what="the draft")  # fmt: skip
    page.reload()
    expect(page.get_by_label(f"Nama syarat {before + 2}", exact=True)).to_have_value("Surat izin keluarga")
    page.get_by_role("button", name="Simpan dan berlakukan").click()
    expect(page.get_by_role("status").filter(has_text="Disimpan")).to_be_visible()
    last = office.see(catalogue.service, code="IZ04").requirements[-1]
    assert (last.label, last.mandatory) == ("Surat izin keluarga", True)
    assert page.faults == []


def test_a_slip_is_seen_before_it_is_saved_and_the_second_officer_is_told(sit):
    one, two = (sit("supervisor", f"{BASE}/office/letterhead") for _ in range(2))
    one.get_by_label("Nama kantor").fill("Kecamatan Rubaru")
    expect(one.locator("#slip")).to_contain_text("KECAMATAN RUBARU")
    one.get_by_role("button", name="Simpan dan berlakukan").click()
    one.wait_for_url("**/office?said=saved**")
    two.get_by_label("Alamat").fill("Jalan Lain 2")
    two.get_by_role("button", name="Simpan dan berlakukan").click()
    expect(two.get_by_role("alert").filter(has_text="mengubah bagian ini")).to_contain_text("Kecamatan Rubaru")
    expect(two.get_by_label("Alamat")).to_have_value("Jalan Lain 2")
    expect(two.get_by_label("Nama kantor")).to_have_value("Kecamatan Rubaru")


def test_no_sheet_has_a_fault_of_accessibility(sit):
    page = sit("supervisor", BASE)
    for url in ("", "/services/IZ02", "/people", "/people/3", "/lokets", "/office", "/office/slip_footer",
                "/office/villages", "/machines", "/machines/1", "/screen", "/history", "/exchange",
                "/services/IZ02/standard"):  # fmt: skip
        page.goto(BASE + url)
        page.evaluate(AXE.read_text("utf-8"))
        assert page.evaluate(FAULTS, LEVELS) == [], url
        assert page.evaluate("document.documentElement.scrollWidth") <= 1366, url
