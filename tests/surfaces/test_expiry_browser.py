"""A returned file that nobody completes: the loket and the resident see it waiting, and see that its time is over."""

import pytest
from playwright.sync_api import expect

from office.files import files
from office.office import SYSTEM
from office.procedure import Act

pytestmark = pytest.mark.browser


def test_a_file_that_nobody_completes_expires_before_everybodys_eyes(sit, browser, small_hall, office, walk, clock):
    made = walk.register()
    file_id, missing = made["id"], [made["requirements"][0]["id"]]
    walk.act(file_id, "loket", Act.RETURN_INCOMPLETE, missing=missing, note="Belum ada.")
    loket = sit("loket1", f"/counter/find/files/{file_id}?as=loket-1")
    expect(loket.locator("main")).to_contain_text("Menunggu kelengkapan")
    clock.forward(days=days_until_over(office, walk.row(file_id)) - 1)
    assert office.do(files.expire, by=SYSTEM) == {"expired": []}, "the last day still belongs to the resident"
    clock.forward(days=1)
    assert office.do(files.expire, by=SYSTEM) == {"expired": [file_id]}
    later = sit("loket1", f"/counter/files/{file_id}?as=loket-1")
    expect(later.locator("main")).to_contain_text("Kedaluwarsa")
    expect(later.locator("form[action*='/acts/']")).to_have_count(0)
    later.goto(f"/counter/find/files/{file_id}?as=loket-1")
    expect(later.locator("main")).to_contain_text("Kedaluwarsa")
    the_kiosk_says_what_to_do(browser, small_hall.url, made)
    assert loket.faults == [] == later.faults


def days_until_over(office, file):
    """Days from today to the first day on which the file's time is over."""
    return (file.deadline - office.see(lambda read: read.today)).days + 1


def the_kiosk_says_what_to_do(browser, url, made):
    """Number and code at the kiosk: that it is over, and that one may ask anew."""
    context = browser.new_context(viewport={"width": 1080, "height": 1920}, base_url=url)
    assert context.request.post("/floor-plan/kiosk").ok
    page = context.new_page()
    page.goto("/kiosk/status")
    page.locator("#number").fill(made["registration_number"])
    page.locator("#code").fill(made["track_code"])
    page.locator("#code").press("Enter")
    expect(page.locator("main")).to_contain_text("Permohonan ini kedaluwarsa karena tidak dilengkapi.")
    context.close()
