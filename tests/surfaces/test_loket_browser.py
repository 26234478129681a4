"""The loket in a real browser: by keyboard alone, while the queue moves, and when the server is gone."""

import json
import os
import re
import signal
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect
from sqlalchemy import delete

from office.hall import tickets, turns
from office.office import Actor, Seat
from office.records.tables import Draft
from tests.conftest import ROOT, Running, opened, start_hall

pytestmark = pytest.mark.browser
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
SECONDS = 40_000
#: what stands cut off or beyond the screen, and what is too small to be hit
CROWDED = """() => [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, a")]
  .filter((it) => it.getClientRects().length && getComputedStyle(it).opacity !== "0")
  .filter((it) => !it.closest(".visually-hidden, .skip-link"))
  .map((it) => [it, it.getBoundingClientRect()])
  .filter(([it, box]) => box.height < 24 || box.width < 24 || box.right > innerWidth + 1 || box.left < -1)
  .map(([it, box]) => `${it.id || it.textContent.trim()} ${Math.round(box.width)}x${Math.round(box.height)}`)"""

#: the officer of Loket 2, as these tests sit there
HASAN = Actor("officer", 2, "Moh. Hasan", (Seat("loket", 2),))


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One running hall for all these tests; each works with numbers and files of its own."""
    running = start_hall(tmp_path_factory.mktemp("loket") / "var")
    yield running
    running.stop()


@pytest.fixture
def troubles() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, hall: Running, troubles: list[str]) -> Iterator[Page]:
    """Loket 2, entered from the floor plan; nothing at hand."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="id-ID")
    context.set_default_timeout(SECONDS)
    context.on("console", lambda said: _is_trouble(said) and troubles.append(said.text))
    context.on("weberror", lambda fault: troubles.append(str(fault.error)))
    context.on("request", lambda sent: _ours(sent.url, hall) or troubles.append(sent.url))
    loket = enter(context, hall, "loket-2")
    expect(loket.locator("#link-words")).to_have_text("Tersambung")
    yield loket
    context.set_offline(True)  # what is half typed is not kept any more
    context.close()
    tidy(hall)


def _is_trouble(said: ConsoleMessage) -> bool:
    """The browser grumbles about every refusal; those are no trouble."""
    return said.type == "error" and "status of 409" not in said.text


def _ours(url: str, hall: Running) -> bool:
    return urlsplit(url).netloc == urlsplit(hall.url).netloc or url.startswith("data:")


def enter(context, hall: Running, room: str) -> Page:
    plan = context.new_page()
    plan.goto(hall.url)
    with context.expect_page() as opened:
        plan.locator(f'form[action="/floor-plan/{room}"] button').click()
    opened.value.wait_for_load_state()
    return opened.value


def tidy(hall: Running) -> None:
    """Nothing stays at hand, nobody waits for the next test, and nothing half typed is offered to it."""
    with opened(hall) as office:
        while (ticket := office.see(turns.at_hand, holder=HASAN.ref)) or office.see(turns.waiting_count, loket=2):
            if ticket is None:
                assert office.do(tickets.call_next, by=HASAN, loket=2), "somebody waits whom nobody may call"
            else:
                end = tickets.finish if ticket.state == "serving" else tickets.no_show
                office.do(end, by=HASAN, ticket_id=ticket.id)
        with office.database.write() as session:
            session.execute(delete(Draft))


def issue(hall: Running, **body: object) -> str:
    """A number from the kiosk, through the API."""
    who = {"Authorization": f"Bearer {hall.token('kiosk')}", "Idempotency-Key": os.urandom(8).hex()}
    sent = json.dumps({"loket": 2, **body}).encode()
    asked = urllib.request.Request(f"{hall.url}/api/v1/tickets", sent, who | {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return str(json.load(answer)["number"])


def call(page: Page, number: str) -> None:
    expect(page.locator("#queue").get_by_text(number)).to_be_visible()
    page.keyboard.press("F2")
    expect(page.locator(".now--called .now-ticket")).to_have_text(number)


def axe(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("(rules) => axe.run(document, { runOnly: rules })", RULES)
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found["violations"]]


def holds_up(page: Page) -> None:
    """Nothing is cut off, too small or unreadable to anybody."""
    assert page.evaluate(CROWDED) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    assert axe(page) == []


def test_a_visit_by_keyboard_alone_from_the_call_to_the_accepted_file(hall, page, troubles):
    number = issue(hall)
    call(page, number)
    page.keyboard.press("F6")
    expect(page.locator(".now--serving")).to_be_visible()
    expect(page.locator("#service-filter")).to_be_focused()
    page.keyboard.type("kartu keluarga")
    page.keyboard.press("Enter")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("Sitti Aminah")
    page.keyboard.press("Tab")
    page.keyboard.type("3529094104880004")
    page.keyboard.press("Tab")
    page.keyboard.type("Ambunten Tengah")
    page.keyboard.press("Enter")
    expect(page.locator(".desk .notice--good")).to_contain_text("Terdaftar")
    boxes = page.locator("[data-must]")
    expect(boxes.first).to_be_focused()
    expect(page.locator("#do-accept")).to_have_attribute("aria-disabled", "true")
    for n in range(boxes.count()):
        expect(boxes.nth(n)).to_be_focused()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    walk_to(page, page.locator("#do-accept"))
    page.keyboard.press("Enter")
    expect(page.locator("#outcome")).to_have_text("Berkas diterima lengkap")
    page.keyboard.press("F8")
    expect(page.locator(".now--none")).to_be_visible()
    assert troubles == []


def walk_to(page: Page, target: Locator) -> None:
    """Tab until the focus is there."""
    for _ in range(20):
        if target.evaluate("it => it === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not reach it")


def test_a_queue_that_moves_touches_nothing_that_is_typed(hall, page):
    page.locator("#service-filter").fill("waris")
    page.keyboard.press("Enter")
    page.locator("#address").fill("Dusun")
    page.locator("#address").press("End")
    number = issue(hall, priority="lansia")
    expect(page.locator("#queue").get_by_text(number)).to_be_visible()
    expect(page.locator("#address")).to_be_focused()
    page.keyboard.type(" Pasar")
    expect(page.locator("#address")).to_have_value("Dusun Pasar")


def test_the_next_call_leaves_a_half_typed_form_and_offers_a_new_one(hall, page):
    number = issue(hall, service="NP01")
    page.locator("#name").fill("Belum disimpan")
    call(page, number)
    expect(page.locator("#desk-other")).to_contain_text(f"Nomor di loket sekarang {number}")
    expect(page.locator("#name")).to_have_value("Belum disimpan")
    page.get_by_role("button", name="Mulai baru").click()
    expect(page.locator("#name")).to_have_value("")
    expect(page.locator(".service strong")).to_have_text("Pengantar KTP-el")


def test_what_is_missing_locks_terima_with_its_reason(hall, page):
    register(page)
    holds_up(page)
    accept, back = page.locator("#do-accept"), page.locator("#do-return_incomplete")
    boxes = page.locator(".check--must label")
    count = boxes.count()
    expect(accept).to_contain_text(f"{count} syarat kurang")
    accept.click(force=True)
    expect(page.locator(".desk [data-mode=file], .desk[data-mode=file]")).to_be_visible()
    for n in range(count):
        boxes.nth(n).click()
    expect(accept).not_to_have_attribute("aria-disabled", "true")
    expect(back).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#checked-count")).to_have_text(f"{count} dari {count} ada")
    boxes.first.click()
    expect(page.locator("#lack-words")).to_contain_text("1 syarat wajib belum ada")
    back.click()
    expect(page.locator("[data-refusal]")).to_contain_text("Catatan wajib diisi")
    expect(page.locator("[data-must]:checked")).to_have_count(count - 1)
    page.locator("#note").fill("KK asli belum dibawa.")
    page.locator("#note").press("Enter")
    expect(page.locator("#outcome")).to_have_text("Berkas dikembalikan")
    holds_up(page)


def register(page: Page, service: str = "kartu keluarga") -> None:
    page.locator("#service-filter").fill(service)
    page.keyboard.press("Enter")
    expect(page.locator("#change-service")).to_be_visible()
    page.locator("#name").fill("Sitti Aminah")
    page.keyboard.press("Enter")
    expect(page.locator(".checklist")).to_be_visible()


def test_a_late_answer_is_shown_though_the_queue_was_redrawn_meanwhile(hall, page):
    """The button that was pressed is long gone from the page when its refusal arrives."""
    call(page, issue(hall))
    issue(hall)
    expect(page.locator("#act-call-next")).to_be_enabled()
    held = []
    page.route("**/call-next", lambda route: held.append(route))
    with page.expect_request("**/call-next"):
        page.keyboard.press("F2")
    number = issue(hall)
    page.evaluate("document.body.dispatchEvent(new CustomEvent('changed-loket'))")
    held[0].continue_()
    page.unroute("**/call-next")
    expect(page.locator(".arrived")).to_be_visible()
    expect(page.locator("#queue").get_by_text(number)).to_be_visible()
    expect(page.locator(".arrived")).to_be_visible()


def test_every_state_of_the_hall_holds_up(hall, page, troubles):
    for priority in (None, "lansia", "hamil"):
        issue(hall, priority=priority, service="NP02")
    first = issue(hall, purpose="complete")
    expect(page.locator("#queue").get_by_text(first)).to_be_visible()
    holds_up(page)
    page.keyboard.press("F2")
    expect(page.locator("#act-recall")).to_be_enabled()
    page.keyboard.press("F2")
    expect(page.locator(".arrived")).to_be_visible()
    holds_up(page)
    page.get_by_role("button", name="Datang, layani").click()
    expect(page.locator(".now--serving")).to_be_visible()
    expect(page.locator(".arrived")).to_be_hidden()
    for button in ("act-hold", "act-transfer", "act-issue", "break"):
        page.locator(f"#{button}").click()
        expect(page.locator("dialog[open] .sheet-form")).to_be_visible()
        holds_up(page)
        page.keyboard.press("F8")
        expect(page.locator(".now--serving")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
    page.locator("#register-go").click()
    expect(page.locator("#name")).to_be_focused()
    holds_up(page)
    assert troubles == []


def test_a_server_that_is_gone_holds_the_buttons_and_keeps_the_form(hall, page):
    page.locator("#name").fill("Belum disimpan")
    with frozen(hall):
        expect(page.locator("#gone")).to_be_visible(timeout=20_000)
        expect(page.locator("#act-issue")).to_have_attribute("aria-disabled", "true")
        page.locator("#act-issue").click(force=True)
        page.keyboard.press("F2")
        page.locator("#name").press("Enter")
        assert axe(page) == []
    expect(page.locator("#gone")).to_be_hidden(timeout=20_000)
    expect(page.locator("#act-issue")).not_to_have_attribute("aria-disabled", "true")
    expect(page.locator("#name")).to_have_value("Belum disimpan")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".desk")).to_have_attribute("data-mode", "register")


def test_a_session_that_ended_is_told_and_the_form_stays(browser, hall, page):
    page.locator("#name").fill("Belum disimpan")
    cookies = [one for one in page.context.cookies() if one["name"] == "pendopo_session"]
    page.context.clear_cookies()
    page.keyboard.press("Enter")
    expect(page.locator("#trouble-words")).to_contain_text("Silakan masuk")
    expect(page.locator("#name")).to_have_value("Belum disimpan")
    page.context.add_cookies(cookies)
    page.locator("#trouble-close").click()


def test_two_rooms_open_one_right_after_the_other(browser, hall):
    context = browser.new_context()
    plan = context.new_page()
    plan.goto(hall.url)
    for room in ("loket-1", "kasi", "print-room"):
        with context.expect_page() as opened:
            plan.locator(f'form[action="/floor-plan/{room}"] button').click()
        expect(opened.value).to_have_url(re.compile("/counter/"))
        expect(opened.value.locator("main")).to_be_visible()
    assert axe(plan) == []
    context.close()


@contextmanager
def frozen(hall: Running) -> Iterator[None]:
    """The hall's processes stand still."""
    family = [hall.process.pid, *_children(hall.process.pid)]
    for pid in family:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in family:
            os.kill(pid, signal.SIGCONT)


def _children(pid: int) -> list[int]:
    own = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [*own, *(below for child in own for below in _children(child))]
