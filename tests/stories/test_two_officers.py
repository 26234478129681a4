"""Two officers and one file at once: the first moves it, the other is told, and loses nothing of what was typed."""

import re

import pytest
from playwright.sync_api import expect

from tests.stories.applicants import HALIMAH
from tests.stories.back_office import Kasi
from tests.stories.loket import Loket2
from tests.stories.street import Street

pytestmark = [pytest.mark.browser, pytest.mark.story]


def test_two_kasi_have_the_same_file_open(street: Street) -> None:
    loket, first, second = Loket2(street), Kasi(street), Kasi(street)
    file, _ = loket.registers("Legalisasi", HALIMAH)
    loket.ticks_what_is_asked()
    loket.accepts()
    for kasi in (first, second):
        kasi.opens(file)
    second.acts.locator("summary", has_text=re.compile("Kembalikan|Tolak")).first.click()
    note = second.acts.get_by_role("textbox", name=re.compile("Catatan|Alasan")).locator("visible=true").first
    note.fill("Fotokopi KK kurang jelas.")
    first.processes(file)
    expect(second.page.locator("#moved")).to_contain_text("Paraf Kasi")
    second.page.locator("details[open] .act-form button[type=submit]").first.click()
    expect(second.page.get_by_role("alert").filter(has_text="baru saja dikerjakan petugas lain")).to_be_visible()
    second.sees("Fotokopi KK kurang jelas.")
    first.opens(file)
    first.parafs(file, 1)
