""" "Setelah padam" as an officer meets it: every list of the page, bad lines that stay as typed, the printed sheets."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from office.files import catalogue
from office.hall import battery, outages, tickets
from office.office import SYSTEM
from office.procedure import Stage
from office.records.tables import File, LetterNumber, Outage, Ticket
from office.views import verify
from tests.surfaces.loket_hands import PANEL, Drawn
from tests.surfaces.page_forms import OFFICERS, forms_of, sit

SECTIONS = ("cut", "pad", "late", "letters")


class Desk:
    """Somebody before the page; forms are sent as htmx would."""

    def __init__(self, client, office, *officers):
        self.client, self.office = sit(client, office, *(OFFICERS[name] for name in officers)), office
        self.look()

    def look(self, query=""):
        answer = self.client.get(f"/counter/outage{query}")
        assert answer.status_code == 200
        self.html = answer.text
        self.csrf = re.search(r'name="csrf-token" content="([^"]+)"', self.html)[1]
        starts = [(found.start(), place) for place in SECTIONS if (found := re.search(f'id="{place}"', self.html))]
        ends = [start for start, _ in starts[1:]] + [len(self.html)] * bool(starts)
        self.panels = {place: Drawn(self.html[start:end]) for (start, place), end in zip(starts, ends, strict=True)}

    def post(self, url, **typed):
        """A form of a list, filled in."""
        place = next(place for place, drawn in self.panels.items() if any(to == url for to, _ in drawn.forms.values()))
        fields = next(fields for to, fields in self.panels[place].forms.values() if to == url).copy()
        for name, value in typed.items():
            fields.setlist(name, value if isinstance(value, list) else [value])
        return self.send(url, fields)

    def send(self, url, fields):
        answer = self.client.post(url, data=fields, headers={"X-CSRF-Token": self.csrf, "HX-Request": "true"})
        self.swapped = dict(PANEL.findall(answer.text))
        self.panels |= {place: Drawn(html) for place, html in self.swapped.items() if place in SECTIONS}
        return answer

    def press(self, words):
        """A button of a row, by its words."""
        found = re.search(rf'<button[^>]*hx-post="([^"]+)"[^>]*hx-vals=\'([^\']+)\'[^>]*>{words}', self.html)
        return self.send(found[1], MultiDict({"key": re.search(r'"key": "([^"]+)"', found[2])[1]}))

    def submit(self, ends, **typed):
        """A plain form of the page."""
        form = next(form for form in forms_of(self.html) if form.action.endswith(ends))
        for name, value in typed.items():
            form.fields[name] = value
        return self.client.post(form.action, data=form.fields)


@pytest.fixture
def outage(office, people, clock):
    """A-001 was called, A-002 waited; then the machine was off from 09.41 to 10.21."""
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    office.do(tickets.call_next, by=people["loket1"], loket=1)
    office.do(outages.notice, by=SYSTEM)
    clock.forward(minutes=40)
    return office.do(outages.notice, by=SYSTEM)["outage"]


def count(office, what):
    return office.see(lambda read: read.session.scalar(select(func.count()).select_from(what)))


def test_nothing_to_do_is_said_and_leads_to_the_sheets(client, office):
    desk = Desk(client, office, "loket1")
    assert "Tidak ada yang perlu dimasukkan" in desk.html and "/counter/sheets" in desk.html
    assert "Catat gangguan lain" not in desk.html, "that is the supervisor's"


def test_the_header_of_loket_and_supervisor_leads_here(client, office, outage):
    for officer, page in (("loket1", "/counter/loket/1"), ("supervisor", "/counter/supervisor")):
        sit(client, office, OFFICERS[officer])
        assert re.search(r'href="/counter/outage"[^>]*>.*?Setelah padam</span></a>', client.get(page).text, re.DOTALL)


def test_on_battery_the_loket_says_so_until_the_mains_are_back(client, office):
    sit(client, office, OFFICERS["loket1"])
    office.do(battery.battery, by=SYSTEM)
    assert "Listrik padam: kantor memakai baterai." in client.get("/counter/loket/1").text
    office.do(battery.mains, by=SYSTEM)
    assert "Listrik padam" not in client.get("/counter/loket/1").text


def test_interrupted_calls_then_pad_numbers_then_finished(client, office, outage):
    desk = Desk(client, office, "loket1")
    assert "A-001" in desk.panels["cut"].words and "A-002" in desk.panels["cut"].words
    refused = desk.submit("/finish")
    assert refused.status_code == 409 and "Panggilan A-001 masih terputus." in refused.text
    assert desk.press("Panggil lagi").status_code == 200
    assert desk.press("Sudah dilayani").status_code == 200
    assert "A-001 dicatat sudah dilayani." in desk.panels["cut"].words
    url = f"/counter/outage/{outage}/pad"
    assert desk.post(url, label="a 901", at="0950", purpose="collect").status_code == 200
    assert set(desk.swapped) == {"head", "pad"}, "other lists keep what is typed in them"
    assert "A-901 dimasukkan." in desk.panels["pad"].words
    line = next(fields for to, fields in desk.panels["pad"].forms.values() if to == url)
    assert (line["label"], line["at"], line["purpose"]) == ("A-902", "0950", "collect"), "the next line begins there"
    assert desk.post(url, at="09.55", served="no").status_code == 200
    assert "A-902" in desk.panels["pad"].words and "tidak dilayani" in desk.panels["pad"].words
    assert desk.submit("/finish").status_code == 303
    desk.look(f"?id={outage}")
    assert "Selesai" in desk.html and not desk.panels


def test_a_bad_line_stays_as_it_was_typed(client, office, outage):
    desk = Desk(client, office, "loket1")
    url = f"/counter/outage/{outage}/pad"
    before = count(office, Ticket)
    for typed, words in (({"label": "A-012", "at": "09:50"}, "Karcis kertas bernomor 900 sampai 999."),
                         ({"label": "A-903", "at": "11:50"}, "di luar gangguan 09.41 sampai 10.21"),
                         ({"label": "A-903", "at": "jam 9"}, "Tulis jam seperti 09.41."),
                         ({"label": "A-903", "at": ""}, "Ada isian yang belum benar.")):  # fmt: skip
        answer = desk.post(url, **typed)
        assert answer.status_code == 409 and words in desk.panels["pad"].words
        assert f'value="{typed["label"]}"' in desk.swapped["pad"]
    assert count(office, Ticket) == before


def test_a_registration_of_the_paper_sheet(client, office, outage):
    desk = Desk(client, office, "loket1")
    assert desk.client.get("/counter/sheets").status_code == 200
    form = next(f for f in forms_of(client.get("/counter/sheets").text) if f.action == "/counter/sheets")
    form.fields["what"], form.fields["count"] = "registration:1", "5"
    assert client.post(form.action, data=form.fields).status_code == 303
    desk.look()
    url = f"/counter/outage/{outage}/late"
    assert "0001/1/__/2026" in desk.panels["late"].words
    papers = client.get(f"/counter/outage/{outage}/papers?service=IZ04").text
    assert "Semua yang wajib ada" in papers
    wanted = [r.id for r in office.see(catalogue.service, code="IZ04").requirements if r.mandatory]
    typed = {"service": "IZ04", "name": "Sahrul Anam", "nik": "3529010101010001", "registered_at": "09:45",
             "accepted_at": "09:50", "number": "2"}  # fmt: skip
    wrong = desk.post(url, **typed, documents=wanted[:1])
    assert wrong.status_code == 409 and "belum ada" in desk.panels["late"].words
    assert f'value="{wanted[0]}" data-must checked' in desk.swapped["late"], "the ticks stay"
    assert desk.post(url, **typed, documents=wanted, brought_by="proxy").status_code == 409
    done = desk.post(url, **typed, documents=wanted, brought_by="self")
    assert done.status_code == 200 and "0002/1/11/2026 tercatat." in desk.panels["late"].words
    file = office.see(lambda read: read.session.scalars(select(File)).one())
    assert (file.stage, file.accepted_at.minute, file.outage_id) == (Stage.PROCESSING, 50, outage)
    assert "0002/1/__/2026" not in desk.panels["late"].words, "the number is no longer on offer"
    assert not [one.line for one in office.see(verify.findings) if one.faults]


def test_the_same_line_sent_twice_is_entered_once(client, office, outage):
    desk = Desk(client, office, "loket1")
    url = f"/counter/outage/{outage}/late"
    fields = next(fields for to, fields in desk.panels["late"].forms.values() if to == url).copy()
    for name, value in {"service": "IZ04", "name": "Sahrul Anam", "registered_at": "09:45"}.items():
        fields[name] = value
    assert [desk.send(url, fields).status_code for _ in range(2)] == [200, 200]
    assert count(office, File) == 1


def test_the_kasi_numbers_letters_from_the_sheet(client, office, people, clock, walk):
    walk.file(at=Stage.NUMBERING)
    sit(client, office, OFFICERS["kasi"])
    form = next(f for f in forms_of(client.get("/counter/sheets").text) if f.action == "/counter/sheets")
    assert "Pendaftaran" not in form.words
    form.fields["count"] = "3"
    assert client.post(form.action, data=form.fields).status_code == 303
    office.do(outages.notice, by=SYSTEM)
    clock.forward(minutes=30)
    outage = office.do(outages.notice, by=SYSTEM)["outage"]
    desk = Desk(client, office, "kasi")
    assert "Pendaftaran dimasukkan petugas loket" in desk.panels["late"].words
    url = next(to for to, _ in desk.panels["letters"].forms.values())
    assert url.startswith(f"/counter/outage/{outage}/letters/")
    assert desk.post(url, number="").status_code == 409
    assert "Pilih nomor dari lembar" in desk.panels["letters"].words
    assert desk.post(url, number="2").status_code == 200
    assert office.see(lambda read: read.session.scalars(select(LetterNumber.seq)).all()) == [2]


def test_the_supervisor_enters_dismisses_and_reopens(client, office, clock):
    desk = Desk(client, office, "supervisor")
    assert desk.submit("/counter/outage", from_at="09:00", to_at="09:20", note="Jaringan putus").status_code == 303
    desk.look()
    assert "Gangguan 09.00 sampai 09.20" in desk.html and "Jaringan putus" in desk.html
    refused = desk.submit("/counter/outage", from_at="09:10", to_at="09:15")
    assert refused.status_code == 409 and "sudah termasuk gangguan 09.00 sampai 09.20" in refused.text
    assert desk.submit("/dismiss", note="Tidak ada yang datang").status_code == 303
    desk.look("?id=1")
    assert desk.submit("/reopen").status_code == 303
    assert office.see(lambda read: read.session.get_one(Outage, 1)).state == "open"
    assert client.get("/counter/outage?id=77").status_code == 404


@pytest.mark.parametrize("officer", ["operator", "camat"])
def test_other_desks_have_nothing_to_do_here(client, office, officer):
    sit(client, office, OFFICERS[officer])
    assert client.get("/counter/outage").status_code == 403


def test_numbers_that_will_not_be_used_are_struck_through_on_the_sheet(client, office, people):
    from office.files import blocks

    block = office.do(blocks.reserve, by=people["loket1"], series="registration", count=3)["id"]
    sit(client, office, OFFICERS["loket1"])
    page = client.get("/counter/sheets").text
    form = next(f for f in forms_of(page) if f.action.endswith("/unused"))
    for fields, words in (({}, "Centang nomor"), ({"numbers": "2"}, "Tulis mengapa")):
        refused = client.post(form.action, data={**form.fields.to_dict(), **fields})
        assert refused.status_code == 409 and words in refused.text
    form = next(f for f in forms_of(client.get("/counter/sheets").text) if f.action.endswith("/unused"))
    sent = {**form.fields.to_dict(), "numbers": "2", "reason": "Lembar basah"}
    assert client.post(form.action, data=sent).status_code == 303
    sheet = client.get(f"/counter/sheets/{block}").text
    assert sheet.count("<tr") == 4 and "BATAL: Lembar basah" in sheet and "0003/1/__/2026" in sheet


def test_the_pads_are_printed_by_letter(client, office):
    sit(client, office, OFFICERS["loket1"])
    for letter in ("A", "B", "P"):
        page = client.get(f"/counter/pad/{letter}").text
        assert page.count('class="slip"') == 99 and f"{letter}-901" in page and f"{letter}-999" in page
    assert client.get("/counter/pad/Z").status_code == 404


def test_a_line_of_another_day_names_it(client, office, clock, people):
    office.do(outages.notice, by=SYSTEM)
    clock.now += timedelta(hours=23)
    outage = office.do(outages.notice, by=SYSTEM)["outage"]
    desk = Desk(client, office, "loket1")
    url = f"/counter/outage/{outage}/pad"
    assert desk.post(url, label="A-901", day="2026-11-23", at="14:00").status_code == 200
    assert desk.post(url, label="A-901", day="2026-11-24", at="08:10").status_code == 200, (
        "each day has its own numbers"
    )
    assert office.see(lambda read: [str(t.day) for t in read.session.scalars(select(Ticket).order_by(Ticket.id))]) == [
        "2026-11-23", "2026-11-24"]  # fmt: skip
