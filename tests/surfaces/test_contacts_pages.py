"""The page "Hubungi": what it shows to whom, what one press records, and that it sends nothing by itself."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from office.contacts import contacts
from office.contacts.contacts import Attempt
from office.procedure import Act, Stage
from office.records.tables import Contact, ContactTry
from tests.surfaces.page_forms import OFFICERS, forms_of, sit

URL = "/counter/contacts"
WHO = {"name": "Raden Ayu Zulaikha", "nik": "3529017112850042", "village": "Tambuko", "phone": "081999888777"}


@pytest.fixture
def moved(walk):
    """A visit that the Kasi has moved: its applicant is to be told."""
    made = walk.register(applicant=WHO)
    walk.step(made["id"], Stage.REGISTERED, made)
    walk.act(made["id"], "kasi", Act.RESCHEDULE_VISIT, visit_at="2026-11-26T10:00:00+07:00", note="Kasi dinas luar.")
    return made


@pytest.fixture
def loket(client, office):
    return sit(client, office, OFFICERS["loket1"])


def form_to(html, where):
    return next(form for form in forms_of(html) if where in form.action)


def tick(client, html, **typed):
    form = form_to(html, "/tries")
    for name, value in typed.items():
        form.fields[name] = value
    return client.post(form.action, data=form.fields, follow_redirects=True)


def tried(office):
    rows = office.see(lambda read: list(read.session.scalars(select(ContactTry))))
    return [(row.channel, row.result, row.note) for row in rows]


def state(office):
    return office.see(lambda read: [row.state for row in read.session.scalars(select(Contact))])


def test_the_words_stand_ready_and_one_press_ticks(office, loket, moved):
    page = loket.get(URL).text
    for words in (
        "Raden Ayu Zulaikha",
        "0819 9988 8777",
        "Kamis, 26 November 2026, 10.00",
        moved["registration_number"],
    ):
        assert words in page
    assert "081999888777" not in unescape(re.sub(r'href="https://wa\.me/[^"]+"', "", page)), "dialled from one place"
    answer = tick(loket, page, channel="phone", result="told", note="Suaminya yang menjawab")
    assert answer.status_code == 200 and "sudah diberi tahu" in answer.text and "Zulaikha" not in answer.text
    assert tried(office) == [("phone", "told", "Suaminya yang menjawab")] and state(office) == ["told"]


def test_who_was_not_reached_stays_in_sight(office, loket, moved):
    answer = tick(loket, loket.get(URL).text, channel="kades", result="message_left")
    assert "Sudah dicoba hari ini" in answer.text and "Sudah dicoba 1 kali" in answer.text
    assert state(office) == ["open"]


def test_only_the_opened_person_s_telephone_is_shown(office, loket, walk, moved):
    other = walk.register(applicant={**WHO, "name": "Bambang Pramudya", "nik": None, "phone": "087711223344"})
    walk.step(other["id"], Stage.REGISTERED, other)
    walk.act(other["id"], "kasi", Act.RESCHEDULE_VISIT, visit_at="2026-11-24T10:00:00+07:00", note="x")
    page = loket.get(URL).text
    assert "0877 1122 3344" in page, "the more urgent one is opened"
    assert "9988" not in page and "081999888777" not in page


def test_the_chat_opens_by_hand_with_no_name_in_it(loket, moved):
    page = loket.get(URL).text
    links = re.findall(
        r'<a class="button" href="(https://wa\.me/[^"]+)" target="_blank" rel="noopener noreferrer">', page
    )
    assert len(links) == 1 and links[0].startswith("https://wa.me/6281999888777?text=")
    assert "Zulaikha" not in links[0]
    assert not re.findall(r'(?:src|action|hx-get|hx-post)="https?:', page), "the page itself asks no stranger"


def test_a_refused_tick_keeps_what_was_typed(office, loket, moved):
    page = loket.get(URL).text
    answer = tick(loket, page, channel="phone", result="nothing", note="Nada sibuk")
    assert answer.status_code == 409 and 'value="Nada sibuk"' in answer.text
    assert tried(office) == []


def test_two_officers_at_once_one_is_told(office, people, loket, moved):
    page = loket.get(URL).text
    contact = office.see(lambda read: read.session.scalars(select(Contact.id)).one())
    office.do(contacts.tick, by=people["loket2"], contact_id=contact, body=Attempt(channel="phone", result="told"))
    answer = tick(loket, page, channel="phone", result="told")
    assert answer.status_code == 409 and "sudah diberi tahu" in answer.text


def test_giving_up_asks_why(office, loket, moved):
    form = form_to(loket.get(URL).text, "/give-up")
    refused = loket.post(form.action, data=form.fields)
    assert refused.status_code == 409 and "Tulis alasan" in refused.text
    form = form_to(refused.text, "/give-up")
    form.fields["reason"] = "Pindah ke luar pulau."
    assert loket.post(form.action, data=form.fields, follow_redirects=True).status_code == 200
    assert state(office) == ["given_up"]


def test_the_village_head_is_written_down_once_for_all(loket, moved):
    form = form_to(loket.get(URL).text, "/village")
    form.fields["head"], form.fields["phone"] = "H. Moh. Ali", "0812-3456-7890"
    loket.post(form.action, data=form.fields)
    page = loket.get(URL).text
    assert "H. Moh. Ali" in page and "0812 3456 7890" in page and "https://wa.me/6281234567890" in page


def test_the_badge_counts_the_own_loket_s_people(client, office, walk, moved):
    walk.file(at=Stage.READY, service="NP01")
    pages = {"loket1": "/counter/loket/1", "loket2": "/counter/loket/2", "supervisor": "/counter/supervisor"}
    counts = {}
    for who, url in pages.items():
        page = sit(client, office, OFFICERS[who]).get(url).text
        counts[who] = re.search(r"Hubungi\s*<b class=\"top-count\">(\d+)", page)[1]
    assert counts == {"loket1": "1", "loket2": "1", "supervisor": "2"}


def test_other_desks_do_not_get_in(client, office, moved):
    assert sit(client, office, OFFICERS["kasi"], OFFICERS["camat"]).get(URL).status_code == 403
