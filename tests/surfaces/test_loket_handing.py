"""The loket's desk at the end: one letter or several to one bearer, and the survey on the loket's own screen."""

import re

import pytest
from sqlalchemy import select

from office.feedback.questionnaire import questionnaire
from office.procedure import Stage
from office.records.tables import File, Handover, SurveyAnswer
from tests.surfaces.loket_hands import Hands, slips


@pytest.fixture
def hands(client, office):
    return Hands(client, office, 2)


@pytest.fixture
def first(app, office):
    return Hands(app.test_client(), office, 1)


def row(office, file_id):
    return office.see(lambda read: read.session.get_one(File, file_id))


class TestHandover:
    def test_a_letter_is_handed_over_to_a_proxy_with_id_and_proof(self, office, walk, first):
        file_id = walk.file(at=Stage.READY, service="IZ05")
        first.submit("find-form", q=row(office, file_id).registration_number)
        first.press("do-confirm_arrival", "file-form")
        assert "Surat diterima loket" in first.desk.words and "do-confirm_arrival" not in first.desk.buttons
        typed = {"kind": "kuasa", "name": "Rusdi", "relation": "Anak", "sheets": "2"}
        first.press("do-hand_over", "file-form", **typed)
        assert first.status == 409 and "Lihat KTP-el asli" in first.desk.words
        assert "Minta surat kuasa" in first.desk.words and first.desk.forms["file-form"][1]["name"] == "Rusdi"
        typed |= {"id_shown": "yes", "letter": "yes"}
        first.press("do-hand_over", "file-form", **typed)
        assert first.status == 409 and "Retribusi belum tercatat lunas" in first.desk.words
        first.press("do-hand_over", "file-form", **typed, payment_proof="STS-0012")
        assert "Surat diserahkan" in first.desk.words and "0001/2026" in first.desk.words
        given = office.see(lambda read: read.session.scalars(select(Handover)).one())
        assert (given.receiver_kind, given.relation, given.proxy_letter, given.loket) == ("kuasa", "Anak", True, 1)
        assert len(slips(office, "handover")) == 2
        assert slips(office, "handover")[0].facts["survey_code"] not in first.raw, "the slip alone has it"

    def test_letters_are_picked_one_search_after_the_other_and_go_together(self, office, walk, hands):
        one, two, levied = (walk.file(at=Stage.READY, service=code) for code in ("NP01", "NP02", "IZ05"))
        hands.submit("find-form", q="Sahrul")
        assert set(hands.desk.boxes["picked"]) == {str(one), str(two), str(levied)}
        hands.submit("find-form", q=row(office, two).registration_number, picked=[str(one)])
        assert hands.desk.forms["find-form"][1].getlist("picked") == [str(one), str(two)], "the fitting one is added"
        hands.press("hand-picked", "find-form", picked=[str(one), str(two), str(levied)])
        assert "Serahkan 3 surat" in hands.desk.words
        hands.submit("handing", kind="pemohon", id_shown="yes")
        assert hands.status == 409 and "Retribusi" in hands.desk.words
        proof = {f"proof.{levied}": "STS-7", f"sheets.{one}": "3"}
        hands.submit("handing", kind="pemohon", id_shown="yes", **proof)
        assert "3 surat diserahkan" in hands.desk.words
        facts = slips(office, "handover")[0].facts
        assert [one["sheets"] for one in facts["files"]] == [3, 1, 1] and "STS-7" in facts["files"][2]["skd"]
        assert {row(office, each).stage for each in (one, two, levied)} == {Stage.HANDED_OVER}
        assert facts["survey_code"] not in hands.raw

    def test_a_letter_offers_those_that_may_go_along(self, office, walk, hands):
        one, two = (walk.file(at=Stage.READY, service=code) for code in ("NP01", "NP02"))
        hands.take(hands.client.get(f"{hands.url}/files/{one}"))
        hands.press("hand-together", "together-form")
        assert "Serahkan 2 surat" in hands.desk.words
        picked = hands.desk.forms["handing"][1].getlist("picked")
        assert picked == [str(one), str(two)]

    def test_one_that_was_taken_meanwhile_stays_out_and_is_named(self, walk, office, hands):
        gone, here = walk.file(at=Stage.HANDED_OVER, service="NP01"), walk.file(at=Stage.READY, service="NP02")
        hands.submit("find-form", q="Sahrul")
        hands.press("hand-picked", "find-form", picked=[str(gone), str(here)])
        assert f"{row(office, gone).registration_number} Sahrul Anam: Diserahkan" in hands.desk.words
        assert hands.desk.forms["handing"][1].getlist("picked") == [str(here)]

    def test_nothing_picked_is_refused_in_words(self, walk, hands):
        walk.file(at=Stage.READY, service="NP01")
        hands.submit("find-form", q="Sahrul", picked=[])
        hands.send(f"{hands.url}/handovers", hands._filled("file-form", {"picked": []}))
        assert hands.status == 409 and "Pilih dahulu surat" in hands.desk.words

    def test_a_thumbprint_asks_for_its_witness_and_keeps_what_was_typed(self, office, walk, hands):
        hands.take(hands.client.get(f"{hands.url}/files/{walk.file(at=Stage.READY, service='NP01')}"))
        hands.press("do-hand_over", "file-form", id_shown="yes", mark="cap_jempol", witness_nik="12")
        assert hands.status == 409 and 'id="witness-nik-problem"' in hands.raw
        hands.press("do-hand_over", "file-form", id_shown="yes", mark="cap_jempol", witness_nik="")
        assert hands.status == 409 and 'id="witness-name-problem"' in hands.raw
        hands.press("do-hand_over", "file-form", id_shown="yes", mark="cap_jempol", witness_name="Suharto Adi")
        assert "Surat diserahkan" in hands.desk.words
        assert slips(office, "handover")[0].facts["receiver"]["witness"] == "S*** A***"


class TestAssistedSurvey:
    @pytest.fixture
    def right(self, walk, hands):
        """A letter was just handed over: what the button sends."""
        hands.take(hands.client.get(f"{hands.url}/files/{walk.file(at=Stage.READY, service='NP01')}"))
        hands.press("do-hand_over", "file-form", id_shown="yes")
        return {
            "right": re.search(r'name="right" value="([^"]+)"', hands.raw)[1],
            "csrf_token": hands.csrf,
            "loket": "2",
        }

    def test_the_questions_open_on_this_screen_and_the_answers_are_marked(self, office, hands, right):
        page = hands.client.post("/kiosk/survey/assist", data=right).text
        assert 'href="/counter/loket/2"' in page, "the way back"
        token = re.search(r'data-token="([^"]+)"', page)[1]
        body = {"token": token, "answers": dict.fromkeys(questionnaire().keys, 4)}
        headers = {"X-CSRF-Token": hands.csrf, "Idempotency-Key": "survei"}
        assert hands.client.post("/kiosk/survey/assisted", json=body, headers=headers).status_code == 201
        kept = office.see(lambda read: read.session.scalars(select(SurveyAnswer)).one())
        assert kept.assisted is True
        assert {"file", "ticket", "by", "officer"}.isdisjoint(kept.__table__.columns.keys())
        assert "sudah diisi" in hands.client.post("/kiosk/survey/assist", data=right).text

    def test_later_the_code_on_the_slip_opens_it_from_the_file_s_page(self, office, walk, hands):
        file_id = walk.file(at=Stage.READY, service="NP01")
        hands.take(hands.client.get(f"{hands.url}/files/{file_id}"))
        assert "Kode survei" not in hands.raw, "not before the letter is out"
        hands.press("do-hand_over", "file-form", id_shown="yes")
        code = slips(office, "handover")[0].facts["survey_code"]
        hands.take(hands.client.get(f"{hands.url}/files/{file_id}"))
        assert "Kode survei pada lembar penerima" in hands.raw
        assert code not in hands.raw and 'name="right"' not in hands.raw, "no record leads from the file to the code"
        sent = {"code": code.lower(), "csrf_token": hands.csrf, "loket": "2"}
        page = hands.client.post("/kiosk/survey/assist", data=sent).text
        assert 'data-token="' in page and 'href="/counter/loket/2"' in page
        wrong = hands.client.post("/kiosk/survey/assist", data={**sent, "code": "AAAA-AAAA"}).text
        assert 'data-token="' not in wrong

    def test_a_right_that_is_not_ours_opens_nothing(self, hands, right):
        answer = hands.client.post("/kiosk/survey/assist", data={**right, "right": "abc"})
        assert answer.status_code == 404 and "kode pada bukti penyerahan" in answer.text

    def test_only_a_loket_marks_answers_as_assisted(self, app, right):
        stranger = app.test_client()
        assert stranger.post("/kiosk/survey/assisted", json={}).status_code in (302, 303, 401, 403)
