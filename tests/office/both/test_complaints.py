"""Complaints: numbered without a gap, receipted at once, answered by days that count, the handler's business."""

import json
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from office.errors import AlreadyDone, Invalid, NeedsMissing, NotYourDesk, Refusal, Unknown
from office.feedback import complaints
from office.feedback.bodies import Complain, Decide, Grade, Note
from office.office import Actor, Office, Seat
from office.records import settings
from office.records.tables import Complaint, HistoryRow, PrintJob
from office.views import complaints as view
from tests.conftest import Clock
from tests.walk import Walk

STORY = "Diminta uang lima puluh ribu oleh petugas bernama Zulaikha, telepon 081999888777."
KIOSK = Actor("token", 4, "kios", (Seat("kiosk"),))


def receive(office: Office, by: Actor = KIOSK, key: str | None = None, **body: Any) -> dict[str, Any]:
    return dict(office.do(complaints.receive, by=by, key=key, body=Complain(**{"about": "biaya", **body})))


def one(office: Office, made: dict[str, Any]) -> dict[str, Any]:
    return dict(office.see(view.one, complaint_id=made["id"]))


def rows(office: Office) -> list[Complaint]:
    return office.see(lambda read: list(read.session.scalars(select(Complaint).order_by(Complaint.id))))


class TestReceiving:
    def test_a_number_a_code_and_a_receipt_at_once(self, office: Office) -> None:
        made = receive(office, words=STORY)
        assert made["number"] == "ADU-0001/2026" and len(made["code"]) == 9
        job = office.see(lambda read: read.session.get_one(PrintJob, made["print"]["job"]))
        assert job.kind == "complaint"
        assert job.facts["complaint_number"] == made["number"] and job.facts["code"] == made["code"]
        assert "Zulaikha" not in json.dumps(job.facts), "the slip never repeats the complaint"

    def test_the_series_has_no_gap_and_begins_anew_each_year(self, office: Office, clock: Clock) -> None:
        receive(office)
        with pytest.raises(Unknown):
            receive(office, service="XX99")
        assert receive(office)["number"] == "ADU-0002/2026"
        clock.forward(days=60)
        assert receive(office)["number"] == "ADU-0001/2027"

    def test_one_key_is_one_complaint(self, office: Office) -> None:
        first, again = receive(office, key="k", words=STORY), receive(office, key="k", words=STORY)
        assert first == again and len(rows(office)) == 1

    def test_nobody_has_to_say_who_he_is(self, office: Office) -> None:
        made = receive(office, words=STORY)
        assert rows(office)[0].person_id is None
        assert (one(office, made)["name"], one(office, made)["phone"]) == (None, None)

    def test_a_telephone_alone_leaves_the_complainant_unnamed(self, office: Office) -> None:
        found = one(office, receive(office, phone="0812-3333-4444"))
        assert (found["name"], found["phone"]) == ("Pelapor", "081233334444")

    def test_control_characters_are_stripped(self, office: Office) -> None:
        found = one(office, receive(office, words="Lama\x1b[2J sekali.\r\n\x07Dua jam.", name="Si\x00ti\u202e"))
        assert (found["words"], found["name"]) == ("Lama[2J sekali.\nDua jam.", "Siti")

    def test_an_officer_writes_down_what_was_said(self, office: Office, people: dict[str, Actor]) -> None:
        with pytest.raises(NeedsMissing):
            receive(office, by=people["loket1"])
        made = receive(office, by=people["loket2"], words=STORY, channel="letter")
        assert one(office, made)["channel"] == "Surat"
        job = office.see(lambda read: read.session.get_one(PrintJob, made["print"]["job"]))
        assert office.see(lambda read: _printer(read, job)) == "loket:2"

    def test_a_kiosk_cannot_claim_to_be_a_letter(self, office: Office) -> None:
        assert rows(office) == []
        receive(office, channel="letter")
        assert rows(office)[0].channel == "kiosk"

    def test_it_may_be_about_a_file(self, office: Office, walk: Walk, people: dict[str, Actor]) -> None:
        number = walk.register()["registration_number"]
        found = one(office, receive(office, by=people["loket1"], words=STORY, file=number))
        assert (found["file_number"], found["service"]) == (number, "Rekomendasi izin keramaian")
        with pytest.raises(Invalid) as refused:
            receive(office, by=people["loket1"], words=STORY, file="9999/1/11/2026")
        assert "file" in refused.value.extra["fields"]

    def test_only_these_desks_take_complaints(self, office: Office, people: dict[str, Actor]) -> None:
        for desk in ("kasi", "operator", "sekcam", "camat", "display"):
            with pytest.raises(NotYourDesk):
                receive(office, by=people[desk], words=STORY)


def _printer(read: Any, job: PrintJob) -> str:
    from office.records.tables import Printer

    return str(read.session.get_one(Printer, job.printer_id).purpose)


class TestDays:
    """Received on Monday 23 November 2026: working days count from the next, the law's days hold over them."""

    @pytest.mark.parametrize(
        ("severity", "reply_by", "decide_by"),
        [
            ("ringan", date(2026, 11, 25), date(2026, 11, 30)),
            ("sedang", date(2026, 11, 30), date(2026, 12, 11)),
            # 14 working days would end on 11 December, the law's 14 days on 7 December
            ("berat", date(2026, 12, 7), date(2027, 1, 22)),
        ],
    )
    def test_by_severity(self, office: Office, people: dict[str, Actor], severity: Any, reply_by: date,
                         decide_by: date) -> None:  # fmt: skip
        made = receive(office)
        graded = office.do(
            complaints.grade, by=people["supervisor"], complaint_id=made["id"], body=Grade(severity=severity)
        )
        assert (graded["reply_by"], graded["decide_by"]) == (reply_by.isoformat(), decide_by.isoformat())

    def test_the_office_s_own_days(self, office: Office) -> None:
        def slower(now: settings.Settings) -> settings.Settings:
            rules = now.complaints.model_copy(update={"reply_days": {"ringan": 1, "sedang": 2, "berat": 3}})
            return now.model_copy(update={"complaints": rules})

        with office.database.write() as session:
            settings.change(session, slower)
        assert receive(office, about="biaya")["reply_by"] == "2026-11-26"

    def test_graded_anew_the_days_are_counted_from_the_receipt(
        self, office: Office, people: dict[str, Actor], clock: Clock
    ) -> None:
        made = receive(office, about="sikap")
        clock.forward(days=4)
        graded = office.do(
            complaints.grade, by=people["supervisor"], complaint_id=made["id"], body=Grade(severity="ringan")
        )
        assert graded["reply_by"] == "2026-11-25"

    def test_the_supervisor_sees_what_is_near_and_what_is_late(self, office: Office, clock: Clock) -> None:
        made = receive(office, about="sikap")
        assert (one(office, made)["tone"], office.see(view.counts)) == ("later", {"open": 1, "late": 0})
        clock.forward(days=3)
        assert one(office, made)["tone"] == "soon"
        clock.forward(days=5)
        assert one(office, made)["tone"] == "late"
        assert office.see(view.listing)[0]["clock"] == "terlambat 1 hari"
        assert office.see(view.counts) == {"open": 1, "late": 1}


class TestHandling:
    @pytest.fixture
    def made(self, office: Office) -> dict[str, Any]:
        return receive(office, words=STORY, name="Bambang Pramudya", confidential=True)

    def test_from_the_first_step_to_the_decision(self, office: Office, people: dict[str, Actor], made: dict[str, Any],
                                                 clock: Clock) -> None:  # fmt: skip
        by, at = people["supervisor"], {"complaint_id": made["id"]}
        office.do(complaints.note, by=by, **at, body=Note(kind="step", words="Rekaman kamera diperiksa."))
        assert one(office, made)["state"] == "open", "a step is no answer"
        office.do(complaints.note, by=by, **at, body=Note(words="Kami sedang memeriksa."))
        first = one(office, made)
        assert first["state"] == "replied" and first["due"] == date(2027, 1, 22), "the second clock runs"
        clock.forward(days=1)
        office.do(complaints.note, by=by, **at, body=Note(words="Pemeriksaan selesai pekan ini."))
        assert one(office, made)["replied_at"] == first["replied_at"]
        office.do(complaints.settle, by=by, **at, body=Decide(words="Uang dikembalikan, petugas ditegur."))
        ended = one(office, made)
        assert [note["kind"] for note in ended["notes"]] == ["step", "reply", "reply", "decision"]
        assert (ended["state"], ended["tone"], office.see(view.counts)["open"]) == ("settled", "none", 0)

    def test_nothing_is_added_to_what_ended(
        self, office: Office, people: dict[str, Actor], made: dict[str, Any]
    ) -> None:
        by, at = people["supervisor"], {"complaint_id": made["id"]}
        office.do(complaints.withdraw, by=by, **at, body=Decide(words="Dicabut pelapor di loket."))
        more = Decide(words="x")
        acts = ((complaints.note, Note(words="x")), (complaints.settle, more), (complaints.withdraw, more))
        for verb, body in (*acts, (complaints.grade, Grade(severity="berat"))):
            with pytest.raises(AlreadyDone):
                office.do(verb, by=by, **at, body=body)

    def test_an_answer_says_something(self, office: Office, people: dict[str, Actor], made: dict[str, Any]) -> None:
        for verb, body in ((complaints.note, Note()), (complaints.settle, Decide()), (complaints.withdraw, Decide())):
            with pytest.raises(NeedsMissing):
                office.do(verb, by=people["supervisor"], complaint_id=made["id"], body=body)

    def test_only_the_supervisor_handles(self, office: Office, people: dict[str, Actor], made: dict[str, Any]) -> None:
        for desk in ("loket1", "kiosk", "kasi", "camat"):
            with pytest.raises(NotYourDesk):
                office.do(complaints.note, by=people[desk], complaint_id=made["id"], body=Note(words="x"))

    def test_the_book_keeps_a_confidential_name(self, office: Office, made: dict[str, Any]) -> None:
        receive(office, name="Siti Aminah", about="waktu")
        receive(office, about="sikap")
        booked = office.see(view.book, year=2026)
        assert [row["identity"] for row in booked] == ["dirahasiakan", "Siti Aminah", "tanpa nama"]
        assert [row["number"] for row in booked] == [f"ADU-000{n}/2026" for n in (1, 2, 3)]
        assert booked[0]["what"].startswith("Biaya atau pungutan. Diminta uang")
        assert one(office, made)["name"] == "Bambang Pramudya", "its handler knows"

    def test_history_and_slips_hold_nobody_s_words(self, office: Office, people: dict[str, Actor],
                                                   made: dict[str, Any]) -> None:  # fmt: skip
        by, at = people["supervisor"], {"complaint_id": made["id"]}
        office.do(complaints.note, by=by, **at, body=Note(words=STORY))
        office.do(complaints.settle, by=by, **at, body=Decide(words=STORY))
        kept = office.see(lambda read: list(read.session.scalars(select(HistoryRow))))
        assert {"complaint_received", "complaint_noted", "complaint_ended"} <= {row.event for row in kept}
        slips = office.see(lambda read: list(read.session.scalars(select(PrintJob))))
        for text in [*(row.facts for row in kept), *(json.dumps(job.facts) for job in slips)]:
            assert not [word for word in ("Zulaikha", "Bambang", "0819", "uang") if word in text], text


class TestTracking:
    def test_the_code_on_the_receipt_shows_state_and_answers(self, office: Office, people: dict[str, Actor]) -> None:
        made = receive(office, words=STORY, name="Bambang Pramudya")
        by, at = people["supervisor"], {"complaint_id": made["id"]}
        office.do(complaints.note, by=by, **at, body=Note(kind="step", words="Petugas dipanggil."))
        office.do(complaints.note, by=by, **at, body=Note(words="Kami sedang memeriksa."))
        found = office.see(view.track, number=made["number"], code=made["code"])
        assert [answer["words"] for answer in found["answers"]] == ["Kami sedang memeriksa."], "steps are not told"
        told = json.dumps(found)
        assert "Bambang" not in told and "uang" not in told

    @pytest.mark.parametrize(
        "written", ["ADU-0001/2026", "adu-0001/2026", "ADU0001/2026", "ADU/0001/2026", "ADU 1/2026"]
    )
    def test_the_number_as_a_keypad_without_a_stroke_writes_it(self, office: Office, written: str) -> None:
        made = receive(office)
        assert office.see(view.track, number=written, code=made["code"].lower())["number"] == "ADU-0001/2026"

    def test_wrong_number_and_wrong_code_are_refused_alike(self, office: Office, walk: Walk) -> None:
        made, other, file = receive(office), receive(office), walk.register()
        asked = [(made["number"], other["code"]), ("ADU-0077/2026", made["code"]), ("", ""), ("ADU-x", made["code"]),
                 (made["number"], ""), (made["number"], file["track_code"]),
                 (file["registration_number"], file["track_code"])]  # fmt: skip
        answers = set()
        for number, code in asked:
            with pytest.raises(Refusal) as refused:
                office.see(view.track, number=number, code=code)
            answers.add((type(refused.value), refused.value.detail))
        assert len(answers) == 1
