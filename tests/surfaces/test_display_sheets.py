"""What the TV shows while nobody is called: sheets that take turns and give way to a call at once."""

import pytest
from playwright.sync_api import expect

from office.views import hall_board, rest_sheets
from tests import pictures
from tests.surfaces.display_stage import UNREADABLE
from tests.surfaces.surveyed import judged
from tests.surfaces.test_backoffice_browser import AXE, FAULTS
from tests.surfaces.test_screen_media import LEVELS, admin  # noqa: F401
from tests.surfaces.test_settings_pages import fill, set_part

TURNS = [{"kind": kind, "seconds": seconds}
         for kind, seconds in (("last", 10), ("maklumat", 12), ("flow", 28), ("skm", 16))]  # fmt: skip


@pytest.fixture
def rested(stage, office):
    """A TV whose hall has called A-007 some time ago, in an office with everything to show."""
    set_part(office, "survey", shown_from=3)
    judged(office, 3)
    stage.board(sheets=TURNS, calls=[stage.call(1, "A-007", 1) | {"state": "played"}])
    expect(stage.page.locator(".sheet")).to_have_count(3)
    stage.wait(20.5)
    shows(stage, "last")
    return stage


def shows(stage, kind):
    """Expect the field to show that sheet, or the last call, and every word to be readable."""
    sheet = stage.page.locator(".sheet:visible")
    if kind == "last":
        expect(sheet).to_have_count(0)
        stage.field("rest", "A-007")
    else:
        expect(sheet).to_have_attribute("data-kind", kind)
    assert stage.page.evaluate(UNREADABLE) == []


@pytest.mark.browser
def test_the_sheets_take_turns_and_a_call_interrupts_at_once(rested):
    rested.wait(10)
    shows(rested, "maklumat")
    expect(rested.page.locator(".pledge-by")).to_contain_text("Camat Ambunten")
    rested.wait(12)
    shows(rested, "flow")
    rested.board(calls=[rested.call(2, "A-008", 1) | {"state": "played"}])
    expect(rested.page.locator("#sheets")).to_be_hidden()
    rested.field("call", "A-008")
    rested.wait(20.5)
    rested.field("rest", "A-008")
    rested.wait(9)
    rested.field("rest", "A-008")
    rested.wait(1.5)
    expect(rested.page.locator(".sheet:visible")).to_have_attribute("data-kind", "skm")
    rested.board(open=False, lokets=[], next=[], waiting={}, hall={"detail": "Kantor tutup hari ini."})
    expect(rested.page.locator("#notice-big")).to_have_text("Kantor tutup hari ini.")
    expect(rested.page.locator("#sheets")).to_be_hidden()


@pytest.mark.browser
def test_the_ring_walks_with_a_file_and_the_index_turns_its_page(rested):
    rested.wait(22)
    step, done = rested.page.locator(".flow-step:visible"), rested.page.locator('.flow-station[data-state="done"]')
    for n, name in enumerate(("Pemohon", "Loket", "Verifikasi", "Paraf", "Tanda tangan Camat", "Registrasi", "Loket")):
        expect(step.locator("strong")).to_have_text(name)
        expect(done).to_have_count(n)
        shows(rested, "flow")
        rested.wait(4)
    shows(rested, "skm")
    expect(rested.page.locator(".index")).to_contain_text("Nilai IKM dari 3 responden")
    expect(rested.page.locator(".index-value")).to_have_text("77,78")
    rested.wait(8)
    shows(rested, "skm")
    expect(rested.page.locator(".elements > div")).to_have_count(9)
    expect(rested.page.locator(".elements > div", has_text="Waktu")).to_contain_text("100,00")
    rested.wait(8)
    shows(rested, "last")


@pytest.mark.browser
def test_pictures_have_their_turn_once_round_and_go_on_after_a_call(rested):
    media, sheet = rested.page.locator("#media"), rested.page.locator(".sheet:visible")
    rested.page.route(
        "**/display/media/*", lambda route: route.fulfill(body=pictures.jpeg(), content_type="image/jpeg")
    )
    items = [{"kind": "picture", "url": f"/display/media/{name}.jpg", "seconds": 5} for name in ("a", "b")]
    rested.board(media={"sound": False, "items": items}, sheets=[{"kind": "media", "seconds": 20}, TURNS[1]])
    rested.wait(9)
    expect(media).to_be_visible()
    expect(media.locator("img")).to_have_attribute("src", "/display/media/b.jpg")
    rested.wait(1.5)
    expect(media).to_be_hidden()
    expect(sheet).to_have_attribute("data-kind", "maklumat")
    rested.wait(13)
    expect(media).to_be_visible()
    rested.board(calls=[rested.call(2, "A-008", 1) | {"state": "played"}])
    expect(media).to_be_hidden()
    rested.field("call", "A-008")
    rested.wait(20.5)
    expect(media).to_be_visible()
    expect(sheet).to_have_count(0)


@pytest.mark.browser
def test_every_sheet_can_be_used_by_everybody(rested):
    rested.page.clock.resume()
    rested.page.evaluate(AXE.read_text("utf-8"))
    for kind in ("maklumat", "flow", "skm"):
        rested.board(sheets=[{"kind": kind, "seconds": 600}])
        expect(rested.page.locator(".sheet:visible")).to_have_attribute("data-kind", kind)
        assert rested.page.evaluate(FAULTS, LEVELS) == [], kind


@pytest.mark.browser
def test_a_long_pledge_stands_in_pages(stage, office):
    text = " ".join(f"Janji ke-{n}: kami melayani dengan ramah dan tanpa membeda-bedakan siapa pun." for n in range(9))
    set_part(office, "maklumat", value=text)
    stage.board(sheets=[{"kind": "maklumat", "seconds": 30}])
    expect(stage.page.locator(".pledge-text")).to_have_count(1)
    stage.wait(0.5)
    pages = stage.page.locator(".pledge-text").all_text_contents()
    assert len(pages) > 1 and " ".join(pages) == text
    for page in pages:
        expect(stage.page.locator(".pledge-text:visible")).to_have_text(page)
        assert stage.page.evaluate(UNREADABLE) == []
        stage.wait(30 / len(pages))


def test_what_an_office_does_not_have_is_not_shown(office, client, token):
    page = {"headers": {"Authorization": f"Bearer {token('display')}"}}
    judged(office, 2)
    set_part(office, "survey", shown_from=3)
    set_part(office, "maklumat", value="  ")
    assert (office.see(rest_sheets.contents)["skm"], office.see(rest_sheets.contents)["maklumat"]) == (None, None)
    shown = client.get("/display/sheets", **page).text
    assert "sheet--flow" in shown and "sheet--skm" not in shown and "sheet--maklumat" not in shown
    judged(office, 1)
    assert "sheet--skm" in client.get("/display/sheets", **page).text


def test_the_office_orders_its_sheets(admin, office):  # noqa: F811
    changed = {"sheets.3.order": "1", "sheets.0.order": "2", "sheets.1.on": None, "sheets.2.on": None,
               "sheets.3.seconds": "60", "sheets.4.on": None}  # fmt: skip
    assert fill(admin, "/screen", "/settings/screen", **changed).status_code == 303
    told = office.see(hall_board.build)["sheets"]
    assert told == [{"kind": "flow", "seconds": 60}, {"kind": "media", "seconds": 20}]
    refused = fill(admin, "/screen", "/settings/screen", **{"sheets.0.seconds": "2"})
    assert refused.status_code == 409 and "sheets.0.seconds" in refused.text
