"""What lies over a screen holds its measure: the invitation, the questions, the server gone; and printer trouble."""

import pytest
from sqlalchemy import update

from office.records.tables import Printer, PrintJob
from tests.surfaces.eye import FAULTS, LANDSCAPE, PORTRAIT, VARIANTS, axe

pytestmark = pytest.mark.browser
OVER = ("attract", "idle", "rung", "refused")
LEAVES = """(id) => {
  const over = document.getElementById(id), found = [];
  for (const it of [over, ...over.querySelectorAll("button, h2, p, span")]) {
    const box = it.getBoundingClientRect();
    const out = box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1 || box.top < -1;
    if (out) found.push(it.className);
    if (it.matches("button") && Math.min(box.width, box.height) < 87.5) found.push(`small ${it.textContent.trim()}`);
  }
  return found;
}"""


@pytest.fixture
def look(browser, small_hall, token):
    opened = []

    def at(size):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, base_url=small_hall.url,
                                      bypass_csp=True, reduced_motion="reduce",
                                      extra_http_headers={"Authorization": f"Bearer {token('kiosk')}"})  # fmt: skip
        opened.append(context)
        return context.new_page()

    yield at
    for context in opened:
        context.close()


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_everything_over_the_first_screen(look, size):
    page, wrong = look(size), {}
    for variant in VARIANTS:
        page.goto(f"/kiosk/?{variant}")
        for name in OVER:
            page.evaluate(f"document.getElementById('{name}').showModal()")
            faults = page.evaluate(LEAVES, name) + axe(page)
            page.evaluate(f"document.getElementById('{name}').close()")
            if faults:
                wrong[f"{name} {variant}"] = faults
        # home is here: the living server must not draw it afresh while it is looked at
        page.evaluate("document.documentElement.dataset.home = '#'; document.getElementById('gone').hidden = false")
        if faults := page.evaluate(LEAVES, "gone") + axe(page):
            wrong[f"gone {variant}"] = faults
    assert wrong == {}


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_printer_trouble(look, client, office, token, size):
    headers = {"Authorization": f"Bearer {token('kiosk')}"}
    gone = [client.post("/kiosk/tickets", json={"loket": 1}, headers=headers | {"Idempotency-Key": f"k{n}"}).json["go"]
            for n in range(3)]  # fmt: skip
    with office.database.write() as session:
        session.execute(update(PrintJob).values(state="needs_attention"))
        session.execute(update(Printer).where(Printer.purpose == "kiosk").values(state="paper_out"))
    page, wrong = look(size), {}
    for path in ("/kiosk/", gone[0]):
        for variant in VARIANTS:
            page.goto(f"{path}?{variant}")
            if faults := page.evaluate(FAULTS) + axe(page):
                wrong[f"{path} {variant}"] = faults
    assert wrong == {}
