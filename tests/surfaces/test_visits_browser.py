"""Field visits in a real browser: moved in the calendar, written up with photos, proposed at the loket."""

import pytest
from playwright.sync_api import expect

from office.procedure import Act, Stage
from tests.house.places import ROOT
from tests.pictures import jpeg, other

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
FAULTS = "levels => axe.run(document, {runOnly: levels}).then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))"


def leaves_nobody_out(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS, LEVELS) == []


def accepted(walk, at):
    made = walk.register("IZ03")
    papers = [r["id"] for r in made["requirements"] if r["mandatory"]]
    walk.act(made["id"], "loket", Act.ACCEPT, documents=papers, visit_at=at)
    return made


def test_a_kasi_moves_a_visit_and_writes_it_up(sit, walk, clock):
    """From the list to the calendar, a free hour pressed, the reason typed; then findings, photos, conclusion."""
    made = accepted(walk, "2026-11-24T10:00:00+07:00")
    accepted(walk, "2026-11-24T10:20:00+07:00")
    page = sit("kasi", "/counter/kasi")
    page.get_by_role("link", name="Kalender verlap").click()
    expect(page.get_by_text("2 perlu diperhatikan")).to_be_visible()
    leaves_nobody_out(page)
    page.get_by_role("link", name=f"Pindahkan berkas {made['registration_number']}").click()
    page.get_by_role("link", name="Pilih Kamis 26 Nov pukul 13.00").click()
    expect(page.get_by_label("Jam", exact=True)).to_have_value("13.00")
    leaves_nobody_out(page)
    page.get_by_label("Alasan").fill("Kasi dinas luar.")
    page.keyboard.press("F8")
    expect(page.locator(".told")).to_contain_text("Jadwal verlap diubah")
    expect(page.get_by_text("perlu diperhatikan")).to_have_count(0)

    page.goto(f"/counter/files/{made['id']}?as=kasi")
    notes = page.get_by_label("Keterangan Ukuran dan jumlah")
    notes.fill("Papan 3 × 4 m, sesuai isian.")
    page.get_by_label("Pilih foto").set_input_files([
        {"name": "depan.jpg", "mimeType": "image/jpeg", "buffer": jpeg(turned=True)},
        {"name": "salah.gif", "mimeType": "image/gif", "buffer": other("GIF")}])  # fmt: skip
    page.get_by_role("button", name="Unggah foto").click()
    expect(page.get_by_role("alert")).to_contain_text("1 lampiran lainnya tersimpan. “salah.gif”")
    expect(notes).to_have_value("Papan 3 × 4 m, sesuai isian.")
    leaves_nobody_out(page)
    page.get_by_label("Jam", exact=True).first.fill("09.00")
    page.get_by_role("group", name="Titik pemasangan").get_by_role("radio", name="Sesuai").check()
    page.get_by_role("group", name="Kesimpulan").get_by_role("radio", name="Sesuai", exact=True).check()
    page.get_by_role("button", name="Catat verifikasi lapangan").click()
    expect(page.locator(".told")).to_contain_text("Diverifikasi di lapangan · sesuai")
    page.get_by_role("link", name="Berita acara", exact=True).click()
    expect(page.locator(".sheet-page")).to_have_count(2)
    assert walk.row(made["id"]).stage == Stage.PROCESSING
    assert [fault for fault in page.faults if "422" not in fault] == []


def test_a_loket_proposes_a_free_hour(sit, walk):
    """The hours of the section's calendar are pressed; a time typed by hand is looked at."""
    accepted(walk, "2026-11-24T10:00:00+07:00")
    made = walk.register("IZ03")
    page = sit("loket1", "/counter/loket/1")
    page.keyboard.press("F3")
    page.keyboard.type(made["registration_number"])
    page.keyboard.press("Enter")
    papers = page.locator("#file-form input[name=documents]")
    expect(papers.first).to_be_attached()
    for n in range(papers.count()):
        papers.nth(n).check(force=True)
    page.get_by_role("button", name="Selasa 24 Nov 11.00, kosong").click()
    expect(page.locator("#visit_at")).to_have_value("2026-11-24T11:00")
    expect(page.locator("#visit-look")).to_contain_text("kosong di kalender Kasi")
    page.locator("#visit_at").fill("2026-11-24T10:30")
    page.locator("#visit_at").dispatch_event("change")
    expect(page.locator("#visit-look")).to_contain_text("Ada verlap lain 30 menit dari jadwal ini")
    leaves_nobody_out(page)
    page.locator("#do-accept").click()
    expect(page.locator("#outcome")).to_be_visible()
    expect(page.locator("#desk")).to_contain_text("Ada verlap lain 30 menit dari jadwal ini")
    assert walk.row(made["id"]).stage == Stage.FIELD_VISIT and page.faults == []
