"""The way to the signature in a real browser: several on a telephone, a signer who changes, two at one file."""

import pytest
from playwright.sync_api import expect

from office.procedure import Stage
from tests.surfaces.test_backoffice_browser import AXE, FAULTS, LEVELS, heard

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


def checked(page, width):
    """Open to everybody, no wider than the screen, no fault in the console."""
    assert page.faults == [], page.url
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(FAULTS, LEVELS) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{page.url} is too wide"


def test_the_camat_records_several_signatures_on_a_telephone(sit, walk, small_hall):
    ids = [walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07") for _ in range(3)]
    page = sit("camat", "/counter/camat", PHONE)
    heard(page, small_hall)
    for file_id in ids[:2]:
        page.get_by_label(f"Pilih {walk.row(file_id).registration_number}").check(force=True)
    bar = page.get_by_role("button", name="Catat 2 tanda tangan")
    expect(bar).to_be_visible()
    later = walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07")  # the list draws itself anew under the finger
    expect(page.locator(f"#row-{later}")).to_be_visible()
    expect(bar).to_be_visible()
    checked(page, PHONE["width"])
    box = bar.bounding_box()
    assert box["height"] >= 44 and box["y"] + box["height"] <= PHONE["height"], "in reach of a thumb"
    bar.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Catat 2 tanda tangan?")
    checked(page, PHONE["width"])
    page.get_by_role("button", name="Catat 2 tanda tangan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 selesai")
    checked(page, PHONE["width"])
    assert [walk.row(n).stage for n in ids] == [Stage.NUMBERING, Stage.NUMBERING, Stage.CAMAT_SIGNATURE]
    page.goto(f"/counter/files/{ids[2]}?as=camat")
    page.locator(".file-beside--low").get_by_role("link", name="Surat berikutnya").click()
    expect(page.locator(".file-name")).to_contain_text(walk.row(later).registration_number)


def test_a_delegation_begins_and_ends_with_files_in_flight(sit, walk, small_hall):
    ids = [walk.file(at=Stage.KASI_PARAF, service="NP07"), walk.file(at=Stage.SEKCAM_PARAF, service="NP01")]
    ids.append(walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07"))
    operator, sekcam = sit("operator", "/counter/operator"), sit("sekcam", "/counter/delegations?as=sekcam")
    heard(operator, small_hall)
    sekcam.get_by_role("radio", name="Plh.").check(force=True)
    expect(sekcam.locator("#block")).to_contain_text("Plh. CAMAT AMBUNTEN")
    sekcam.get_by_label("Dasar").fill("800/123/435.000/2026")
    checked(sekcam, 1366)
    sekcam.get_by_role("button", name="Catat pelimpahan").click()
    expect(sekcam.locator(".signer-now")).to_contain_text("Plh. Camat · Drs. Moh. Ilyas")
    for words, version, signer in (("3 surat perlu dicetak ulang", 2, "sekcam"), ("3 surat perlu dicetak", 3, "camat")):
        expect(operator.locator(".list-reprints")).to_contain_text(words)
        operator.get_by_role("button", name="Cetak ulang semua").click()
        expect(operator.get_by_text("3 surat dicetak ulang")).to_be_visible()
        rows = [walk.row(file_id) for file_id in ids]
        assert {(row.stage, row.letter_version, row.signer) for row in rows} == {(Stage.KASI_PARAF, version, signer)}
        if signer == "sekcam":
            heard(operator, small_hall)
            sekcam.get_by_role("button", name="Akhiri sekarang").click()
            expect(sekcam.locator(".signer-now")).to_contain_text("Camat · Drs. H. Achmad Fauzi")
    assert operator.faults == [] and sekcam.faults == []


def test_two_officers_at_one_file_the_loser_is_told(sit, walk):
    """The Sekcam records the wet signature while the Camat has the same letter open on his telephone."""
    file_id = walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07")
    camat, sekcam = (
        sit("camat", f"/counter/files/{file_id}?as=camat", PHONE),
        sit("sekcam", "/counter/sekcam?stage=record"),
    )
    button = camat.get_by_role("button", name="Lembar ini telah ditandatangani")
    expect(button).to_be_visible()
    sekcam.get_by_label(f"Pilih {walk.row(file_id).registration_number}").check()
    sekcam.get_by_role("button", name="Catat 1 tanda tangan").click()
    sekcam.get_by_role("button", name="Catat 1 tanda tangan").click()
    expect(sekcam.get_by_role("heading", level=1)).to_have_text("1 selesai")
    button.click()
    expect(camat.get_by_role("alert").filter(has_text="petugas lain").first).to_be_visible()
    assert walk.row(file_id).stage == Stage.NUMBERING
