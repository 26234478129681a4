"""The emblem of slips: seen on a slip before it is taken, refused in words, removed again."""

import io

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from office.paper import leases
from tests.surfaces.test_backoffice_browser import AXE, FAULTS
from tests.surfaces.test_settings_browser import LEVELS

SHEET = "/counter/settings/emblem"


def drawing():
    """A thick ring, as PNG."""
    picture, out = Image.new("RGB", (600, 600), "white"), io.BytesIO()
    ImageDraw.Draw(picture).ellipse((60, 60, 540, 540), outline="black", width=90)
    picture.save(out, "PNG")
    return out.getvalue()


def emblem_of(office):
    return office.see(leases.office_facts).logo


@pytest.mark.browser
def test_a_picture_is_seen_on_the_slip_taken_and_removed(sit, office):
    page = sit("supervisor", SHEET)
    picture = page.locator("#slip img")
    expect(page.locator("#slip")).to_contain_text("A-012")
    expect(picture).to_have_count(0)
    page.get_by_label("Berkas gambar").set_input_files({"name": "l.png", "mimeType": "image/png", "buffer": drawing()})
    expect(picture).to_have_count(1)
    assert emblem_of(office) is None, "a look changes nothing"
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(FAULTS, LEVELS) == []
    page.get_by_role("button", name="Pakai lambang ini").click()
    expect(page.locator("#emblem")).to_contain_text("tercetak di atas setiap slip")
    assert emblem_of(office).height <= 120
    page.goto(SHEET)
    expect(picture).to_have_count(1)
    page.get_by_role("button", name="Hapus lambang").click()
    expect(page.locator("#emblem")).to_contain_text("belum ada")
    assert emblem_of(office) is None
    assert page.faults == []


@pytest.mark.browser
@pytest.mark.parametrize("data", [b"GIF89a nothing", drawing()[:200]], ids=["gif", "half"])
def test_what_is_no_picture_is_told_beside_the_slip_and_not_taken(sit, office, data):
    page = sit("supervisor", SHEET)
    page.get_by_label("Berkas gambar").set_input_files({"name": "l.png", "mimeType": "image/png", "buffer": data})
    expect(page.locator("#slip")).to_contain_text("Pilih berkas lain")
    page.get_by_role("button", name="Pakai lambang ini").click()
    expect(page.get_by_role("alert").filter(has_text="Pilih berkas lain")).to_be_visible()
    assert emblem_of(office) is None
