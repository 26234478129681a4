"""Every row of the SOP's table, pressed in a real browser: the button is there, and the file goes where the row says.

The rows that cannot be met are named below; a new row that nobody can reach fails here.
"""

import pytest
from playwright.sync_api import expect

from office.conditions import holds
from office.files import catalogue
from office.files.bodies import SendBack
from office.files.case import situation
from office.office import ANYONE, SYSTEM
from office.people import delegations, sessions
from office.procedure import BEFORE_NUMBERING, TABLE, Act, Desk, Stage
from office.records.tables import File
from tests.surfaces.page_forms import OFFICERS, TICK
from tests.surfaces.test_backoffice_acts import TYPED

pytestmark = pytest.mark.browser
LETTER, ENDORSEMENT, NO_VISIT = "IZ04", "NP11", "NP01"
S = Stage
PRINTED = (S.KASI_PARAF, S.SEKCAM_PARAF, S.CAMAT_SIGNATURE)
#: nothing leads there: paper is printed at its desk, and an endorsement is drafted only when it was rejected
NEVER_MET = {
    *((stage, "nothing printed yet") for stage in PRINTED),
    *((stage, "a letter was printed") for stage in (S.REGISTERED, S.RETURNED, S.FIELD_VISIT, S.PROCESSING)),
    *((stage, "an endorsement was printed") for stage in (S.REGISTERED, S.DRAFTING)),
}
ROWS = [step for step in TABLE if step.desk != Desk.SYSTEM and (step.waits_at, step.when) not in NEVER_MET]
FILL = """(form, typed) => {
  for (let it = form; it; it = it.parentElement) if (it.tagName === "DETAILS") it.open = true;
  for (const [name, value] of Object.entries(typed))
    for (const it of form.querySelectorAll(`[name="${name}"]`))
      if (it.type === "checkbox" || it.type === "radio") it.checked = value === true || it.value === value;
      else it.value = value;
}"""


@pytest.fixture
def page(browser, small_hall, office):
    """A browser in which every officer has a seat."""
    cookie = None
    for officer in OFFICERS.values():
        cookie = office.do(sessions.enter, by=ANYONE, officer_id=officer, cookie=cookie, keep_seats=True)["cookie"]
    context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=small_hall.url)
    context.add_cookies([{"name": "pendopo_session", "value": cookie, "url": small_hall.url}])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("stage", list(dict.fromkeys(step.waits_at for step in ROWS)), ids=str)
def test_every_row_at_a_stage(page, office, walk, stage):
    for step in ROWS:
        if step.waits_at == stage:
            file_id, ended = waiting(walk, office, step)
            presses(page, file_id, step)
            after = walk.row(file_id)
            assert after.stage == (step.goes_to or stage), step
            for delegation in ended:
                office.do(delegations.end, by=SYSTEM, delegation_id=delegation)


def presses(page, file_id, step):
    """Open the file at the row's desk, fill in the act's form, press its button; the next page tells of it."""
    page.goto(f"/counter/files/{file_id}?as={step.desk}")
    form = page.locator(f"form[action*='/acts/{step.act}?']").first
    form.evaluate(FILL, typed(step))
    form.locator("button[type=submit]:not([name])").last.click()  # the act alone, without those after it
    expect(page.locator(".told"), f"{step}").to_be_visible()


def typed(step):
    """What the row's officer writes into the form."""
    found = {name: True if value is TICK else value for name, value in TYPED[step.act].items()}
    if step.when == "a visit is due":
        found["visit_at.day"] = "2026-11-24"
    if step.act == Act.SEND_BACK:
        found["to"] = towards(step) or ""
    return found


def towards(step):
    """Whom the row sends back to, where there is a choice."""
    return next((to for to in ("operator", "kasi") if step.when.endswith(f"to the {to}")), None)


def waiting(walk, office, step):
    """A file in the very situation of the row, and the delegations that made it so."""
    begun = [begin(office, role) for role in ("sekcam", "kasi") if f"the {role}" in step.when.replace("to the", "")]
    service = service_of(step)
    for way in ways(step):
        file_id = way(walk, step.waits_at, service)
        if step.act == Act.REPRINT:
            begun.append(begin(office, "sekcam"))
        if in_situation(office, file_id, step):
            return file_id, begun
    raise AssertionError(f"no way leads to {step}")


def begin(office, role):
    """From now on `role` signs."""
    return office.do(delegations.begin, by=SYSTEM, role=role, style="a.n.", basis="SP 1/2026")["id"]


def service_of(step):
    if "endorsement" in step.when:
        return ENDORSEMENT
    return NO_VISIT if step.when == "no visit is due" else LETTER


def in_situation(office, file_id, step):
    """Whether the row's condition holds for this file."""

    def look(read):
        file = read.session.get_one(File, file_id)
        body = SendBack(note="-", to=towards(step)) if towards(step) else None
        here = situation(read, file, catalogue.service(read, file.service_code), body)
        return file.stage == step.waits_at and (step.act == Act.ACCEPT or holds(step.when, here))

    return office.see(look)


def ways(step):
    """How such a file may have come here; the ordinary way first."""
    if step.when.startswith("returned from the field"):
        return [lambda walk, _stage, service: returned(walk, walk.file(at=S.FIELD_VISIT, service=service))]
    if step.when.startswith("returned from processing"):
        return [lambda walk, _stage, service: returned(walk, walk.file(at=S.PROCESSING, service=service))]
    if step.waits_at in BEFORE_NUMBERING and "was printed" in step.when and step.waits_at not in PRINTED:
        return [printed_before]
    return [lambda walk, stage, service: walk.file(at=stage, service=service)]


def returned(walk, file_id):
    """Back at the applicant, from where the Kasi found something missing."""
    missing = [walk.office.see(catalogue.service, code=walk.row(file_id).service_code).requirements[0].id]
    walk.act(file_id, "kasi", Act.RETURN_TO_APPLICANT, missing=missing, note="Buram.")
    return file_id


def printed_before(walk, stage, service):
    """Printed, then sent back for correction, and further back where the stage lies there."""
    file_id = walk.file(at=S.KASI_PARAF, service=service)
    walk.act(file_id, "kasi", Act.SEND_BACK, note="Salah ketik.")
    if stage in (S.FIELD_VISIT, S.RETURNED):
        walk.act(file_id, "kasi", Act.REQUEST_VISIT, visit_at="2026-11-25T10:00:00+07:00", reason="Dilihat lagi.")
    return returned(walk, file_id) if stage == S.RETURNED else file_id
