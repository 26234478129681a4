"""The loket's desk over a whole visit: who comes again, several files, one bearer, the survey on the loket's screen."""

import re

import pytest

from office.hall import tickets
from office.procedure import Stage
from office.records.tables import File, Ticket
from tests.surfaces.loket_hands import NIK, SITTI, Hands, asked, register, slips


@pytest.fixture
def hands(client, office):
    return Hands(client, office, 2)


@pytest.fixture
def first(app, office):
    return Hands(app.test_client(), office, 1)


@pytest.fixture
def visit(office, people, hands):
    """Somebody is served at Loket 2: the ticket's id."""
    number = office.do(tickets.issue, by=people["kiosk"], loket=2)["id"]
    hands.look()
    hands.press("act-call-next")
    hands.press("act-serve")
    hands.take(hands.client.get(f"{hands.url}/desk"))
    return number


def row(office, file_id):
    return office.see(lambda read: read.session.get_one(File, file_id))


def papers_there(hands):
    """All that is asked for was brought: accepted."""
    hands.press("do-accept", "file-form", documents=asked(hands))
    assert "Berkas diterima lengkap" in hands.desk.words


SHORT = [("collect", Stage.READY, "Siap diambil"), ("complete", Stage.RETURNED, "Menunggu kelengkapan")]


class TestOneTicket:
    def test_another_service_for_the_same_person_asks_nothing_of_him_again(self, office, hands, visit):
        one = register(hands)
        papers_there(hands)
        hands.open("next-for-person")
        assert "Sitti Aminah" in hands.desk.words and "name" not in hands.desk.forms["register"][1]
        assert NIK not in hands.raw
        hands.submit("register", service="NP01")
        two = row(office, int(re.search(r'data-file="(\d+)"', hands.raw)[1]))
        assert (two.applicant_id, two.ticket_id) == (row(office, one).applicant_id, visit)

    def test_another_person_with_the_same_bearer_keeps_bearer_and_service(self, office, hands, visit):
        one = register(hands, brought_by="proxy", proxy_name="Moh. Ridwan", proxy_relation="Kepala Desa", letter="yes")
        assert "surat_kuasa" not in asked(hands), "it was seen when the file was registered"
        papers_there(hands)
        hands.open("next-for-bearer")
        form = hands.desk.forms["register"][1]
        assert (form["service"], form["name"], form["proxy_relation"]) == ("NP02", "", "Kepala Desa")
        hands.submit("register", name="Halimatus Sakdiyah")
        two = row(office, int(re.search(r'data-file="(\d+)"', hands.raw)[1]))
        assert (two.proxy_id, two.service_code) == (row(office, one).proxy_id, "NP02")
        assert "surat_kuasa" in asked(hands), "every applicant gives a surat kuasa of his own"

    def test_a_refused_second_registration_still_knows_whom_it_is_for(self, hands, visit):
        register(hands, brought_by="proxy", proxy_name="Moh. Ridwan", proxy_relation="Kepala Desa")
        hands.open("next-for-bearer")
        hands.submit("register", nik="12")
        assert hands.status == 409 and "Moh. Ridwan" in hands.desk.words
        assert hands.desk.forms["register"][1]["nik"] == "12"

    def test_the_panel_lists_the_files_of_this_visit(self, office, walk, hands, visit):
        walk.register("NP01", applicant={"name": "Orang lain"})
        first, second = register(hands), None
        hands.open("next-for-person")
        hands.submit("register", service="NP01")
        second = int(re.search(r'data-file="(\d+)"', hands.raw)[1])
        listed = [name for name in hands.desk.buttons if name.startswith("visit-")]
        assert listed == [f"visit-{first}", f"visit-{second}"]
        hands.open(f"visit-{first}")
        papers_there(hands)
        assert "2 berkas" in hands.desk.words and "Diterima lengkap" in hands.desk.words
        hands.press("act-finish")
        hands.take(hands.client.get(f"{hands.url}/desk"))
        assert not [name for name in hands.desk.buttons if name.startswith("visit-")], "the visit is over"

    def test_registered_before_it_shows_that_file(self, hands, visit):
        file_id = register(hands)
        hands.take(hands.client.get(f"{hands.url}/desk?new=1"))
        hands.submit("register", service="NP02", **SITTI)
        assert hands.status == 409 and "sudah didaftarkan" in hands.desk.words
        hands.open(f"file-{file_id}")
        assert asked(hands)


class TestWrongLoket:
    def test_the_number_goes_over_in_one_press(self, office, hands, visit):
        hands.submit("register", service="IZ04", **SITTI)
        hands.press("send-over")
        sent = office.see(lambda read: read.session.get_one(Ticket, visit))
        assert (sent.loket, sent.state) == (1, "waiting")

    def test_without_a_number_one_is_printed_for_the_other_loket(self, hands):
        hands.submit("register", service="IZ04", **SITTI)
        assert "Cetak karcis Loket 1" in hands.desk.words


class TestWhoComesAgain:
    @pytest.mark.parametrize("typed", ["{number}", "{seq}", "Sahrul", "3529010101010001"])
    def test_a_file_is_found_by_number_name_and_nik(self, walk, hands, typed):
        found = walk.row(walk.file(at=Stage.PROCESSING, service="NP01"))
        hands.submit("find-form", q=typed.format(number=found.registration_number, seq=found.seq))
        assert f'data-file="{found.id}"' in hands.raw

    def test_what_is_not_found_says_what_to_do(self, hands):
        hands.submit("find-form", q="9999/9/99/2026")
        assert "Periksa nomor pada resi" in hands.desk.words

    def test_a_list_says_where_each_file_stands_and_what_comes_next(self, walk, hands):
        walk.file(at=Stage.PROCESSING, service="NP01")
        returned = walk.file(at=Stage.RETURNED, service="NP02")
        hands.submit("find-form", q="Sahrul")
        assert "Di meja Kasi" in hands.desk.words and "Kurang: Formulir" in hands.desk.words
        buttons = [name for name in hands.desk.buttons if name.startswith("file-")]
        assert buttons[0] == f"file-{returned}", "first what the loket can go on with"

    def test_a_known_nik_shows_what_is_still_under_way(self, walk, hands):
        made = register(hands)
        hands.take(hands.client.get(f"{hands.url}/desk?new=1"))
        hands.send(f"{hands.url}/person", hands._filled("register", {"nik": NIK}))
        assert "Syarat belum diperiksa" in hands.known.words
        hands.open(f"known-{made}")
        assert f'data-file="{made}"' in hands.raw

    @pytest.mark.parametrize(("purpose", "stage", "title"), SHORT)
    def test_a_short_visit_begins_with_the_files_it_may_be_about(
        self, office, people, walk, hands, purpose, stage, title
    ):
        file_id = walk.file(at=stage, service="NP01")
        walk.file(at=Stage.PROCESSING, service="NP01")
        office.do(tickets.issue, by=people["kiosk"], loket=2, purpose=purpose)
        hands.look()
        hands.press("act-call-next")
        hands.take(hands.client.get(f"{hands.url}/desk"))
        assert title in hands.desk.words
        assert [name for name in hands.desk.buttons if name.startswith("file-")] == [f"file-{file_id}"]


class TestPapers:
    def test_a_conditional_paper_is_asked_for_when_the_officer_says_so(self, office, hands):
        register(hands)
        papers = asked(hands)
        assert "akta_lahir" in hands.desk.boxes["needed"] and "akta_lahir" not in papers
        hands.press("do-accept", "file-form", documents=papers, needed="akta_lahir")
        assert hands.status == 409 and "Surat keterangan lahir/akta kelahiran" in hands.desk.words
        assert hands.desk.forms["file-form"][1].getlist("needed") == ["akta_lahir"]
        hands.press("do-return_incomplete", "file-form", note="Akta lahir belum dibawa.")
        lacks = [one["label"] for one in slips(office, "deficiency")[0].facts["missing"]]
        assert lacks == ["Surat keterangan lahir/akta kelahiran"]

    def test_copies_are_counted_where_several_are_asked(self, office, hands):
        register(hands, "NP04")
        assert "2 lembar" in hands.desk.words
        papers = asked(hands)
        assert papers.count("ktp_calon") == 1, "ticked as a whole"
        hands.press("do-return_incomplete", "file-form", documents=papers[1:], note="Belum lengkap.")
        named = [*slips(office, "receipt")[0].facts["requirements"], *slips(office, "deficiency")[0].facts["present"]]
        assert "(2 lembar)" in str(named)
