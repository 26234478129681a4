"""The supervisor's page: true figures, bars that say their numbers, and the hall's switches."""

import re

import pytest

from counter.supervisor.bars import NARROWEST, bar
from office.errors import Unavailable
from office.hall import tickets
from office.people import devices
from office.procedure import Act, Stage
from office.views import supervisor
from tests.surfaces.page_forms import OFFICERS, forms_of, sit


@pytest.fixture
def page(client, office):
    sit(client, office, OFFICERS["supervisor"])
    return lambda: client.get("/counter/supervisor").text


def send(client, html, where, **fields):
    form = next(form for form in forms_of(html) if form.action.endswith(where))
    for name, value in fields.items():
        form.fields[name] = value
    return client.post(form.action, data=form.fields)


def test_the_hall_in_figures(office, people, clock, walk):
    for loket in (1, 1, 2):
        office.do(tickets.issue, by=people["kiosk"], loket=loket)
    clock.forward(minutes=12)
    called = office.do(tickets.call_next, by=people["loket1"], loket=1)
    found = office.see(supervisor.overview)
    assert {name: found["figures"][name] for name in ("waiting", "wait_minutes", "served", "files", "late", "ikm")} == {
        "waiting": 2, "wait_minutes": 12, "served": 0, "files": 0, "late": 0, "ikm": None}  # fmt: skip
    first, second = found["lokets"]
    assert (first["state"], first["number"], first["waiting"], first["oldest_minutes"]) == ("calling", "A-001", 1, 12)
    assert (second["state"], second["number"], second["next"]) == ("idle", None, ["B-001"])
    office.do(tickets.serve, by=people["loket1"], ticket_id=called["id"])
    office.do(tickets.finish, by=people["loket1"], ticket_id=called["id"])
    assert office.see(supervisor.overview)["figures"]["served"] == 1


def test_every_open_file_stands_in_one_row(office, walk, clock):
    clock.forward(days=-4)
    walk.file(at=Stage.CAMAT_SIGNATURE, visit=False)
    clock.forward(days=4)
    for stage in (Stage.REGISTERED, Stage.RETURNED, Stage.READY, Stage.HANDED_OVER, Stage.WITHDRAWN):
        walk.file(at=stage)
    walk.file(at=Stage.PROCESSING, visit=False)
    walk.file(at=Stage.FIELD_VISIT, service="IZ05")
    rows = {row["desk"]: row for row in office.see(supervisor.files_by_desk)}
    assert {desk: row["count"] for desk, row in rows.items()} == {
        "applicant": 1, "loket": 1, "kasi": 2, "operator": 0, "sekcam": 0, "camat": 1, "ready": 1}  # fmt: skip
    assert [rows["kasi"][tone] for tone in ("late", "today", "later")] == [0, 1, 1]
    assert rows["camat"]["late"] == 1 and rows["camat"]["nearest"]["words"].startswith("lewat ")
    assert rows["ready"]["nearest"] is None and rows["applicant"]["nearest"] is None, "their clocks do not run"


def test_a_bar_is_as_long_as_its_count_and_says_it():
    drawn = bar({"late": 1, "today": 3, "later": 10}, longest=14)
    assert [(s.tone, s.count, s.x) for s in drawn.segments] == [("late", 1, 0), ("today", 3, 26), ("later", 10, 86)]
    assert drawn.segments[0].width == NARROWEST and drawn.width == 286
    assert drawn.words == "1 lewat tenggat, 3 tenggat hari ini, 10 masih longgar"
    assert bar({"late": 0, "today": 0, "later": 0}, 1).words == "tidak ada berkas"


def test_silent_screens_and_blocked_printers_ask_to_be_looked_at(office, people, clock, page):
    office.do(devices.heartbeat, by=people["display"], role="display")
    assert "detak 0 detik lalu" in page()
    clock.forward(minutes=10)
    assert "tidak terdengar 10 menit" in page() and "TV ruang tunggu" in page()


def test_the_day_is_closed_and_opened_again(client, office, people, page):
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    asked = client.get("/counter/supervisor/close").text
    assert "1 orang masih menunggu" in asked and "A-001" in asked
    closed = send(client, asked, "/supervisor/close")
    assert closed.headers["Location"].endswith("left=1")
    assert "1 slip dahulukan besok sedang dicetak" in client.get(closed.headers["Location"]).text
    assert "Hari ditutup" in page() and "Cetak lembar penutupan" not in page()
    with pytest.raises(Unavailable):
        office.do(tickets.issue, by=people["kiosk"], loket=1)
    assert send(client, page(), "/supervisor/day").status_code == 303
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    assert "Tutup hari" in page()


def test_a_loket_is_paused_from_here(client, office, people, page):
    assert send(client, page(), "/lokets/2", state="break").status_code == 303
    html = page()
    assert "Istirahat" in re.search(r'id="loket-2">.*?</header>', html, re.DOTALL)[0]
    with pytest.raises(Unavailable):
        office.do(tickets.call_next, by=people["loket2"], loket=2)
    refused = send(client, html, "/lokets/2", state="asleep")
    assert refused.status_code == 409 and "Pilih buka, istirahat, atau tutup." in refused.text


def test_no_resident_is_named(page, walk):
    walk.file(at=Stage.PROCESSING)
    assert "Sahrul" not in page()


def test_a_file_is_opened_from_here_to_be_read(client, page, walk):
    file_id = walk.file(at=Stage.PROCESSING, visit=False)
    link = re.search(rf'href="(/counter/files/{file_id}[^"]*)"', page())[1]
    opened = client.get(link)
    assert opened.status_code == 200 and "/acts/" not in opened.text
    assert Act.PROCESS.value not in [form.action for form in forms_of(opened.text)]


def test_only_supervisors_come_in(client, office, page):
    sit(client, office, OFFICERS["loket1"])
    assert client.get("/counter/supervisor").status_code == 403
