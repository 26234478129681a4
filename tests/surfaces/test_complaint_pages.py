"""Complaints on screen: taken in at kiosk and loket, handled by the supervisor alone, read by who holds the code."""

import json
import re
from html import unescape

import pytest

from office.feedback import complaints
from office.feedback.bodies import Complain, Note
from office.views import complaints as view
from tests.surfaces.page_forms import OFFICERS, forms_of, sit
from tests.surfaces.test_kiosk_pages import Kiosk

STORY = "Diminta uang lima puluh ribu oleh petugas."


@pytest.fixture
def kiosk(client, token):
    return Kiosk(client, token("kiosk"))


@pytest.fixture
def supervisor(client, office):
    return sit(client, office, OFFICERS["supervisor"])


@pytest.fixture
def made(office, people):
    told = Complain(about="biaya", words=STORY, name="Bambang Pramudya", phone="081233334444", confidential=True)
    return office.do(complaints.receive, by=people["loket1"], body=told)


def words(html):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def form_to(html, where):
    return next(form for form in forms_of(html) if where in form.action)


def send(client, html, where, **typed):
    form = form_to(html, where)
    for name, value in typed.items():
        form.fields[name] = value
    return client.post(form.action, data=form.fields, follow_redirects=True)


class TestKiosk:
    def test_behind_help_and_back_with_number_and_code(self, kiosk, office):
        assert "Sampaikan pengaduan" in kiosk.read("/kiosk/help")
        assert "Pengaduan tentang apa?" in kiosk.read("/kiosk/complaint")
        answer = kiosk.press("/kiosk/complaint", {"about": "biaya", "words": STORY, "name": None, "phone": None})
        assert answer.status_code == 201 and answer.headers["Cache-Control"] == "no-store"
        found = office.see(view.listing)[0]
        assert found["number"] in answer.text and "Senin, 7 Desember" in answer.text
        code = re.search(r"data-code>([A-Z0-9-]{9})<", answer.text)[1]
        state = kiosk.press("/kiosk/status", {"number": found["number"], "code": code})
        assert "Menunggu jawaban" in words(state.text) and "uang" not in state.text

    def test_a_lost_answer_is_one_complaint(self, kiosk, office):
        first = kiosk.press("/kiosk/complaint", {"about": "sikap", "words": ""})
        again = kiosk.press("/kiosk/complaint", {"about": "sikap", "words": ""})
        assert (first.status_code, again.status_code) == (201, 200) and first.text == again.text
        assert len(office.see(view.listing)) == 1

    def test_the_answer_is_read_with_the_code(self, kiosk, office, people, made):
        at = {"complaint_id": made["id"]}
        office.do(complaints.note, by=people["supervisor"], **at, body=Note(kind="step", words="Petugas dipanggil."))
        office.do(complaints.note, by=people["supervisor"], **at, body=Note(words="Kami <b>periksa</b>."))
        asked = {"number": made["number"].replace("-", ""), "code": made["code"].replace("-", "")}
        state = kiosk.press("/kiosk/status", asked).text
        assert "Kami &lt;b&gt;periksa&lt;/b&gt;." in state and "Ombudsman" in state
        assert not [word for word in ("dipanggil", "Bambang", "0812", "uang") if word in state]

    def test_wrong_number_and_wrong_code_read_the_same(self, kiosk, made):
        wrong = [{"number": made["number"], "code": "AAAABBBB"}, {"number": "ADU-0099/2026", "code": made["code"]}]
        answers = [kiosk.press("/kiosk/status", asked) for asked in wrong]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].json == answers[1].json

    def test_the_page_speaks_english_too(self, kiosk):
        assert "What is it about?" in kiosk.read("/kiosk/complaint?lang=en")

    def test_without_paper_the_screen_says_so(self, kiosk, office, people):
        from office.paper import printers

        agent = people["kiosk"].__class__("token", 5, "ruang", (people["kiosk"].seats[0].__class__("agent"),))
        own = office.see(lambda read: printers.printer_at(read, "kiosk"))
        office.do(printers.report_state, by=agent, printer=own.id, state="paper_out")
        answer = kiosk.press("/kiosk/complaint", {"about": "waktu", "words": ""})
        assert "Kertas tidak keluar" in answer.text


class TestLoket:
    @pytest.fixture
    def loket(self, client, office):
        return sit(client, office, OFFICERS["loket2"])

    def test_number_and_code_are_given_out_once(self, loket, office):
        answer = send(loket, loket.get("/counter/complaints/new").text, "/complaints/new", words=STORY, about="biaya",
                      channel="phone", name="Siti Aminah", confidential="on")  # fmt: skip
        assert "ADU-0001/2026" in answer.text and re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", answer.text)
        assert "dicetak di Loket 2" in words(answer.text)
        found = office.see(view.one, complaint_id=1)
        assert (found["channel"], found["name"], found["confidential"]) == ("Telepon", "Siti Aminah", True)

    def test_a_refusal_keeps_what_was_typed(self, loket):
        answer = send(loket, loket.get("/counter/complaints/new").text, "/complaints/new", words=STORY, file="9/9/9")
        assert answer.status_code == 409 and STORY in answer.text and 'value="9/9/9"' in answer.text
        assert "tidak ada" in answer.text

    def test_the_loket_cannot_read_them(self, loket, made):
        for url in ("/counter/complaints", f"/counter/complaints/{made['id']}"):
            assert loket.get(url).status_code == 403


class TestSupervisor:
    def test_the_list_names_nobody_and_counts_the_late(self, supervisor, office, clock, made):
        page = words(supervisor.get("/counter/complaints").text)
        assert made["number"] in page and "jawab paling lambat Senin, 7 Des" in page and "Bambang" not in page
        clock.forward(days=15)
        sit(supervisor, office, OFFICERS["supervisor"])
        page = supervisor.get("/counter/complaints").text
        assert "1 terlambat" in words(page) and "complaint-row--late" in page
        assert "1 terlambat" in words(supervisor.get("/counter/supervisor").text)

    def test_from_the_answer_to_the_end(self, supervisor, office, made):
        url = f"/counter/complaints/{made['id']}"
        page = supervisor.get(url).text
        assert "Bambang Pramudya" in page and "rahasia" in page and STORY in page
        answer = send(supervisor, page, "/note", kind="reply", words="Kami sedang memeriksa.")
        assert "dapat membacanya di kios" in answer.text and "Kami sedang memeriksa." in answer.text
        answer = send(supervisor, answer.text, "/settle", words="Uang dikembalikan.")
        assert "Pengaduan diselesaikan" in answer.text
        assert not [form for form in forms_of(answer.text) if f"/complaints/{made['id']}/" in form.action]
        assert made["number"] in supervisor.get("/counter/complaints?ended=1").text
        assert office.see(view.counts)["open"] == 0

    def test_the_printed_answer_says_where_else_to_go(self, supervisor, made):
        url = f"/counter/complaints/{made['id']}"
        page = send(supervisor, supervisor.get(url).text, "/note", kind="reply", words="Kami sedang memeriksa.").text
        link = re.search(r'href="(/counter/complaints/\d+/answers/\d+)"', page)[1]
        paper = words(supervisor.get(link).text)
        for said in ("KECAMATAN AMBUNTEN", made["number"], "Kami sedang memeriksa.", "Ombudsman", "SP4N-LAPOR!"):
            assert said in paper
        assert "Bambang" not in paper, "a confidential name stands on no paper"

    def test_a_step_is_not_for_paper(self, supervisor, made):
        url = f"/counter/complaints/{made['id']}"
        page = send(supervisor, supervisor.get(url).text, "/note", kind="step", words="Petugas dipanggil.").text
        assert "/answers/" not in page
        assert supervisor.get(f"{url}/answers/1").status_code == 404

    def test_an_empty_answer_is_refused_where_it_was_typed(self, supervisor, made):
        answer = send(supervisor, supervisor.get(f"/counter/complaints/{made['id']}").text, "/note", kind="reply")
        assert answer.status_code == 409 and "Tulis dahulu isinya" in answer.text

    def test_weighed_anew(self, supervisor, office, made):
        send(supervisor, supervisor.get(f"/counter/complaints/{made['id']}").text, "/grade", severity="ringan")
        assert office.see(view.one, complaint_id=made["id"])["reply_by"] == "2026-11-25"

    def test_what_was_said_is_escaped(self, supervisor, office, people):
        told = Complain(about="lainnya", words="<script>alert(1)</script>", name="<i>Siti</i>")
        made = office.do(complaints.receive, by=people["loket1"], body=told)
        page = supervisor.get(f"/counter/complaints/{made['id']}").text
        assert "<script>alert" not in page and "<i>Siti" not in page and "&lt;script&gt;" in page


def test_nothing_of_a_complaint_is_logged(kiosk, caplog):
    with caplog.at_level("DEBUG"):
        kiosk.press("/kiosk/complaint", {"about": "biaya", "words": STORY, "name": "Zulaikha", "phone": "0819"})
    assert not [word for word in ("uang", "Zulaikha") if word in json.dumps([r.getMessage() for r in caplog.records])]
