"""The kiosk's pages and acts over the real office, without a browser: what they say, refuse and keep."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from kiosk import ring
from kiosk.visit import Visit
from office import words
from office.files.catalogue import public
from office.hall import closing, day, helping, tickets
from office.office import SYSTEM
from office.procedure import RING_POSITION, Stage
from office.records.tables import Printer, PrintJob, Ticket
from office.views import ring as drawing

READING = ["/kiosk/", "/kiosk/now", "/kiosk/loket/1", "/kiosk/loket/2", "/kiosk/loket/2?page=3", "/kiosk/services/IZ04",
           "/kiosk/services", "/kiosk/purpose/complete", "/kiosk/purpose/collect", "/kiosk/help", "/kiosk/complaint",
           "/kiosk/status", "/kiosk/survey"]  # fmt: skip
ANSWERS = dict.fromkeys(
    ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan"), 4
)


class Kiosk:
    """A paired kiosk: reads and presses."""

    def __init__(self, client: FlaskClient, token: str) -> None:
        self.client, self.headers = client, {"Authorization": f"Bearer {token}"}

    def read(self, url: str) -> str:
        answer = self.client.get(url, headers=self.headers)
        assert answer.status_code == 200, answer.get_data(as_text=True)[:300]
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))

    def press(self, url: str, body: dict, key: str | None = "key-1"):
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        return self.client.post(url, json=body, headers=headers)


@pytest.fixture
def kiosk(client, token) -> Kiosk:
    return Kiosk(client, token("kiosk"))


@pytest.fixture
def rows(office):
    return lambda: office.see(lambda read: list(read.session.scalars(select(Ticket).order_by(Ticket.id))))


def test_one_key_is_one_number_however_often_it_is_pressed(kiosk, rows):
    first = kiosk.press("/kiosk/tickets", {"loket": 1})
    again = kiosk.press("/kiosk/tickets", {"loket": 1})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert first.json["number"] == "A-001"
    assert [row.label for row in rows()] == ["A-001"]


def test_a_number_without_a_key_is_refused(kiosk, rows):
    answer = kiosk.press("/kiosk/tickets", {"loket": 1}, key=None)
    assert (answer.status_code, answer.json["code"]) == (400, "key_missing")
    assert not rows()


def test_the_ticket_remembers_service_priority_and_language(kiosk, rows):
    kiosk.press("/kiosk/tickets?lang=en&priority=lansia", {"service": "NP02", "priority": "lansia"})
    assert [(r.label, r.loket, r.service_code, r.priority, r.lang) for r in rows()] == [
        ("P-001", 2, "NP02", "lansia", "en")
    ]


def test_the_kiosk_gives_one_number_at_a_time(kiosk, rows):
    kiosk.press("/kiosk/tickets", {"loket": 1, "count": 9})
    assert len(rows()) == 1


@pytest.mark.parametrize(
    ("body", "number"), [({"purpose": "help"}, "A-001"), ({"purpose": "collect", "loket": 2}, "B-001")]
)
def test_other_reasons_to_come_get_a_number_too(kiosk, rows, body, number):
    assert kiosk.press("/kiosk/tickets", body).json["number"] == number
    assert rows()[0].purpose == body["purpose"]


def test_a_body_that_nobody_knows_is_refused_in_words(kiosk, rows):
    answer = kiosk.press("/kiosk/tickets", {"loket": 1, "colour": "red"})
    assert answer.status_code == 422
    assert "colour" in answer.json["fields"]
    assert not rows()


def test_the_paper_shows_number_loket_people_ahead_and_a_code(kiosk):
    kiosk.press("/kiosk/tickets", {"service": "NP02"}, key="first")
    second = kiosk.press("/kiosk/tickets", {"service": "NP02"}, key="second")
    page = kiosk.read(second.json["go"])
    assert all(
        said in page
        for said in ("B-002", "Loket 2", "Non perizinan", "Pengantar Kartu Keluarga", "1 orang", "di depan Anda")
    )
    assert "qr-code" in kiosk.client.get(second.json["go"], headers=kiosk.headers).get_data(as_text=True)


@pytest.mark.parametrize(
    ("state", "paper"),
    [("queued", "coming"), ("printed", "out"), ("sent", "out"), ("failed", "not_out"), ("needs_attention", "not_out")],
)
def test_the_screen_follows_the_slip(kiosk, office, state, paper):
    go = kiosk.press("/kiosk/tickets", {"loket": 1}).json["go"]
    with office.database.write() as session:
        session.execute(update(PrintJob).values(state=state))
    answer = kiosk.client.get(f"{go}/paper", headers=kiosk.headers)
    assert answer.json == {"paper": paper}
    assert (words.text("ticket.no_paper") in kiosk.read(go)) == (paper == "not_out")


def test_after_three_numbers_without_paper_people_are_sent_to_the_loket(kiosk, office):
    for n in range(3):
        kiosk.press("/kiosk/tickets", {"loket": 1}, key=f"key-{n}")
    with office.database.write() as session:
        session.execute(update(PrintJob).values(state="needs_attention"))
        session.execute(update(Printer).where(Printer.purpose == "kiosk").values(state="paper_out"))
    assert words.text("kiosk.no_printer") in kiosk.read("/kiosk/")


def test_a_closed_day_is_said_on_the_first_screen_and_gives_no_number(kiosk, office, rows):
    office.do(closing.close_day, by=SYSTEM)
    assert words.text("closed.closed") in kiosk.read("/kiosk/")
    assert kiosk.press("/kiosk/tickets", {"loket": 1}).json["code"] == "closed"
    assert not rows()


def test_a_closed_loket_is_said_on_its_screen(kiosk, office, people):
    office.do(day.set_loket, by=people["loket1"], loket=1, state="closed")
    assert words.text("closed.loket_closed") in kiosk.read("/kiosk/loket/1")
    assert words.text("kiosk.take_ticket") in kiosk.read("/kiosk/loket/2")


def test_every_service_stands_on_the_screens_of_its_loket(kiosk, office):
    offered = office.see(public)
    for loket in (1, 2):
        urls = [f"/kiosk/loket/{loket}?page={page}" for page in (1, 2, 3)]
        pages = "".join(kiosk.client.get(url, headers=kiosk.headers).get_data(as_text=True) for url in urls)
        names = [unescape(name) for name in re.findall(r'class="service-name">([^<]*)<', pages)]
        assert names == [service["short_name"] for service in offered if service["loket"] == loket]


def test_a_service_says_every_paper_it_asks_for(kiosk, office):
    for service in office.see(public):
        page = kiosk.read(f"/kiosk/services/{service['code']}")
        assert all(re.sub(r"\s+", " ", paper["label"]) in page for paper in service["requirements"]), service["code"]


@pytest.mark.parametrize("url", READING)
@pytest.mark.parametrize("lang", words.OFFERED)
def test_every_screen_is_drawn_in_every_language_and_kept_by_nobody(kiosk, url, lang):
    answer = kiosk.client.get(f"{url}{'&' if '?' in url else '?'}lang={lang}&large=1&contrast=1", headers=kiosk.headers)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    page = answer.get_data(as_text=True)
    assert not re.search(r"\sstyle=|<script(?![^>]*\ssrc=)", page), "inline style or script"
    if "<html" in page:
        assert f'<html lang="{lang}"' in page


def test_what_a_visitor_chose_travels_in_links_and_home_forgets_it(kiosk):
    page = kiosk.client.get("/kiosk/loket/1?lang=en&large=1", headers=kiosk.headers).get_data(as_text=True)
    links = [unescape(link) for link in re.findall(r'<a [^>]*href="(/kiosk/[^"]*)"', page)]
    assert any("large=1" in link and "lang=en" in link for link in links)
    assert 'data-home="/kiosk/"' in page


def test_a_query_that_means_nothing_is_an_ordinary_visitor():
    assert Visit.of({"lang": "xx", "large": "yes", "priority": "camat"}) == Visit()


def test_nobody_takes_numbers_without_a_kiosks_seat(client):
    assert client.get("/kiosk/").status_code == 303
    assert client.post("/kiosk/tickets", json={"loket": 1}, headers={"Idempotency-Key": "k"}).status_code == 401


def test_an_unknown_page_of_the_kiosk_is_not_found(kiosk):
    for url in ("/kiosk/loket/9", "/kiosk/services/XX99", "/kiosk/purpose/tour", "/kiosk/done/nobody"):
        assert kiosk.client.get(url, headers=kiosk.headers).status_code == 404, url


def test_calling_for_help_rings_once_and_gives_the_next_key(kiosk, office):
    first = kiosk.press("/kiosk/help", {}, key="ring")
    assert first.status_code == 200
    assert first.json["key"] != "ring"
    assert kiosk.press("/kiosk/help", {}, key="ring").status_code == 200
    assert len(office.see(helping.waiting)) == 1


@pytest.mark.parametrize(
    "stage", [Stage.REGISTERED, Stage.RETURNED, Stage.PROCESSING, Stage.KASI_PARAF, Stage.READY, Stage.HANDED_OVER]
)
def test_the_ring_marks_where_the_file_is_and_nothing_about_the_person(kiosk, walk, office, stage):
    file_id = walk.file(at=stage)
    row = walk.row(file_id)
    code = office.vault.unseal(row.track_sealed)
    answer = kiosk.press("/kiosk/status", {"number": row.registration_number, "code": code}, key=None)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200, page
    here = re.findall(r'station--(\d) station--here"[^>]*aria-current', page)
    assert here == ([] if stage == Stage.HANDED_OVER else [str(RING_POSITION[stage])])
    assert "S••• A•••" in page
    assert "Sahrul" not in page
    assert "3529010101010001" not in page


@pytest.mark.parametrize("code", ["ZZZZZZZZ", ""])
def test_a_wrong_code_tells_nothing(kiosk, walk, code):
    row = walk.row(walk.file(at=Stage.PROCESSING))
    wrong = kiosk.press("/kiosk/status", {"number": row.registration_number, "code": code}, key=None)
    assert wrong.status_code == (404 if code else 422)
    assert row.registration_number not in wrong.get_data(as_text=True)


def test_the_running_clock_is_said_in_words():
    file = {"due_at": "2026-11-23T16:00:00+07:00", "clock": "running", "remaining_minutes": 300, "stage": "PROCESSING",
            "ring_position": 3, "deadline": None, "now": "2026-11-23T09:41:00+07:00"}  # fmt: skip
    said = ring.shown(file, Visit())["due"]
    assert said == {"when": "hari ini, 16.00", "left": "Senin, 23 November · sisa 5 jam kerja", "late": False}
    assert ring.shown(file | {"remaining_minutes": -5}, Visit())["due"]["late"]
    assert ring.shown(file | {"clock": "paused"}, Visit())["due"] is None
    assert ring.shown(file, Visit("en"))["due"]["when"].startswith("today")


def test_seven_arcs_join_seven_discs_all_round():
    found = [tuple(map(float, re.findall(r"-?\d+(?:\.\d+)?", arc))) for arc in drawing.arcs()]
    assert len(found) == 7
    assert len({arc[:2] for arc in found}) == 7
    centre_x, centre_y = drawing.CENTRE
    for arc in found:
        assert abs((arc[0] - centre_x) ** 2 + (arc[1] - centre_y) ** 2 - drawing.RADIUS**2) < 60


@pytest.fixture
def survey_code(walk, office) -> str:
    """The code on a handover slip."""
    file_id = walk.file(at=Stage.READY)
    return str(walk.step(file_id, Stage.READY, {"requirements": []})["survey_token"])


def test_the_survey_opens_with_the_slips_code_and_takes_one_answer(client, kiosk, survey_code):
    typed = kiosk.press("/kiosk/survey/code", {"code": survey_code.lower()}, key=None)
    assert typed.json["right"] == "open"
    page = kiosk.read(typed.json["go"])
    assert "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?" in page
    body = {"token": survey_code, "answers": ANSWERS, "profile": {"umur": "30-39"}}
    assert kiosk.press("/kiosk/survey", body).status_code == 201
    assert kiosk.press("/kiosk/survey", body).status_code == 200
    assert kiosk.press("/kiosk/survey", body, key="another").status_code == 409
    assert words.text("survey.used") in kiosk.read(f"/kiosk/survey/{survey_code}")


def test_a_survey_needs_all_nine_answers(kiosk, survey_code):
    some = {key: value for key, value in ANSWERS.items() if key != "waktu"}
    answer = kiosk.press("/kiosk/survey", {"token": survey_code, "answers": some})
    assert answer.status_code == 422
    assert "waktu" in answer.json["fields"]


def test_a_phone_may_open_the_survey_but_has_no_kiosk_around_it(client, survey_code):
    page = client.get(f"/kiosk/survey/{survey_code}").get_data(as_text=True)
    assert 'data-watch="no"' in page
    assert 'data-idle="0"' in page
    assert "/kiosk/help" not in page
    assert 'name="comment"' in page


def test_a_code_that_nobody_has_opens_nothing(kiosk):
    assert kiosk.press("/kiosk/survey/code", {"code": "QQQQ-QQQQ"}, key=None).json["right"] == "unknown"
    assert words.text("survey.unknown") in kiosk.read("/kiosk/survey/QQQQQQQQ")


def test_the_phone_page_follows_the_ticket_by_its_token_alone(client, kiosk, office, people):
    go = kiosk.press("/kiosk/tickets", {"service": "NP02"}).json["go"]
    phone = go.split("?")[0].replace("/done/", "/t/")
    waiting = client.get(phone).get_data(as_text=True)
    assert all(said in waiting for said in ("B-001", 'data-state="waiting"', words.text("phone.wifi_only")))
    office.do(tickets.call_next, by=people["loket2"], loket=2)
    called = client.get(f"{phone}?part=1").get_data(as_text=True)
    assert 'data-state="called"' in called
    assert words.text("phone.state_called", n=2) in called
    assert "<html" not in called


def test_a_phone_page_ends_with_its_day(client, kiosk, clock):
    phone = kiosk.press("/kiosk/tickets", {"loket": 1}).json["go"].split("?")[0].replace("/done/", "/t/")
    assert client.get(phone).status_code == 200
    clock.forward(hours=25)
    assert client.get(phone).status_code == 404


def test_the_first_screen_shows_what_is_called_and_the_offices_time(kiosk, office, people):
    kiosk.press("/kiosk/tickets", {"loket": 1})
    office.do(tickets.call_next, by=people["loket1"], loket=1)
    now = kiosk.read("/kiosk/now")
    assert "A-001" in now
    assert "Senin, 23 November" in now
    assert "09.41" in now
