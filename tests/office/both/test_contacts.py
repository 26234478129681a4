"""Hubungi: who is put on the list by which act, what takes them off it, and what nobody else may learn."""

import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from sqlalchemy import delete, select, update

from office.contacts import contacts, villages
from office.contacts.contacts import Attempt, GiveUp
from office.contacts.villages import VillageHead
from office.errors import AlreadyDone, NeedsMissing, NotYourDesk, Unknown
from office.feedback import complaints
from office.feedback.bodies import Complain
from office.files import deadlines
from office.office import SYSTEM, Actor, Office
from office.procedure import Act, Stage
from office.records.tables import Complaint, Contact, HistoryRow
from office.views import contacts as view
from office.views import verify
from tests.conftest import Clock
from tests.walk import Walk

TOLD = Attempt(channel="phone", result="told")
LATER = {"visit_at": "2026-11-26T10:00:00+07:00", "note": "Kasi dinas luar."}
WHO = {"name": "Raden Ayu Zulaikha", "nik": "3529017112850042", "village": "Desa Tambuko", "phone": "0819-9988-8777"}


def rows(office: Office) -> list[tuple[str, str]]:
    """Every row there ever was: (why, state)."""
    found = office.see(lambda read: list(read.session.scalars(select(Contact).order_by(Contact.id))))
    return [(row.why, row.state) for row in found]


def open_id(office: Office) -> int:
    listed = office.see(view.listing)
    (only,) = [*listed["rows"], *listed["later"]]
    return int(only["id"])


def at_the_visit(walk: Walk) -> int:
    return walk.file(at=Stage.FIELD_VISIT)


def ready(walk: Walk, **more: Any) -> int:
    """A letter that waits to be collected."""
    made = walk.register(**more)
    while walk.row(made["id"]).stage != Stage.READY:
        walk.step(made["id"], Stage(walk.row(made["id"]).stage), made, visit=False)
    return int(made["id"])


class TestWhoIsToldWhat:
    def test_who_stands_at_the_loket_is_told_there(self, walk: Walk, office: Office) -> None:
        walk.file(at=Stage.RETURNED)
        at_the_visit(walk)
        assert rows(office) == []

    def test_a_desk_behind_the_loket_returns_the_file(self, walk: Walk, office: Office) -> None:
        file = walk.file(at=Stage.PROCESSING, visit=False)
        walk.act(file, "kasi", Act.RETURN_TO_APPLICANT, missing=["ktp_pemohon"], note="KTP-el tidak terbaca.")
        assert rows(office) == [("returned", "open")]
        walk.act(file, "loket", Act.RESUBMIT, documents=["ktp_pemohon"])
        assert rows(office) == [("returned", "moot")]

    def test_a_visit_is_planned_by_the_kasi_then_moved_then_recorded(self, walk: Walk, office: Office) -> None:
        file = walk.file(at=Stage.PROCESSING, visit=False)
        walk.act(file, "kasi", Act.REQUEST_VISIT, visit_at="2026-11-25T10:00:00+07:00", reason="Batas tanah.")
        walk.act(file, "kasi", Act.RESCHEDULE_VISIT, **LATER)
        assert rows(office) == [("visit_planned", "moot"), ("visit_moved", "open")], "only the newest is told"
        walk.act(file, "kasi", Act.RECORD_VISIT, result="sesuai", findings="Sesuai.", at="2026-11-26T11:00:00+07:00")
        assert rows(office)[-1] == ("visit_moved", "moot")

    def test_a_visit_moved_after_the_applicant_was_told_is_told_again(self, walk: Walk, office: Office,
                                                                      people: dict[str, Actor]) -> None:  # fmt: skip
        file = at_the_visit(walk)
        walk.act(file, "kasi", Act.RESCHEDULE_VISIT, **LATER)
        office.do(contacts.tick, by=people["loket1"], contact_id=open_id(office), body=TOLD)
        walk.act(file, "kasi", Act.RESCHEDULE_VISIT, **LATER)
        assert rows(office) == [("visit_moved", "told"), ("visit_moved", "open")]

    def test_a_letter_is_ready_and_collected(self, walk: Walk, office: Office) -> None:
        file = ready(walk)
        walk.act(file, "loket", Act.CONFIRM_ARRIVAL)
        assert rows(office) == [("ready", "open")], "the letter's arrival at the loket changes nothing for its owner"
        walk.step(file, Stage.READY, {"requirements": []})
        assert rows(office) == [("ready", "moot")]

    def test_a_voided_letter_is_not_ready(self, walk: Walk, office: Office) -> None:
        file = ready(walk)
        walk.act(file, "kasi", Act.VOID_LETTER, reason="Salah nama.")
        assert rows(office) == [("ready", "moot")]

    def test_a_rejection_is_ready_as_a_rejection(self, walk: Walk, office: Office) -> None:
        file = walk.file(at=Stage.PROCESSING, visit=False)
        walk.act(file, "kasi", Act.REJECT, reason="Lokasi di sempadan sungai.")
        while walk.row(file).stage != Stage.READY:
            walk.step(file, Stage(walk.row(file).stage), {"requirements": []})
        assert rows(office) == [("rejected", "open")]

    def test_withdrawn_ends_it(self, walk: Walk, office: Office) -> None:
        file = at_the_visit(walk)
        walk.act(file, "kasi", Act.RESCHEDULE_VISIT, **LATER)
        walk.act(file, "loket", Act.WITHDRAW, reason="Dibatalkan pemohon.")
        assert rows(office) == [("visit_moved", "moot")]

    def test_a_refused_act_puts_nobody_on_the_list(self, walk: Walk, office: Office) -> None:
        file = at_the_visit(walk)
        with pytest.raises(NeedsMissing):
            walk.act(file, "kasi", Act.RESCHEDULE_VISIT, visit_at=LATER["visit_at"])
        assert rows(office) == []


class TestAttempts:
    @pytest.fixture
    def waiting(self, walk: Walk, office: Office) -> int:
        ready(walk, applicant=WHO)
        return open_id(office)

    def test_who_was_not_reached_is_tried_again_below_the_others(
        self, walk: Walk, office: Office, people: dict[str, Actor], clock: Clock, waiting: int
    ) -> None:
        silent = Attempt(channel="phone", result="no_answer", note="Nada sibuk")
        office.do(contacts.tick, by=people["loket1"], contact_id=waiting, body=silent)
        found = office.see(view.listing)
        assert (found["rows"], [row["id"] for row in found["later"]]) == ([], [waiting])
        assert found["later"][0]["last"] == "Telepon: tidak dijawab"
        clock.forward(days=1)
        assert [row["id"] for row in office.see(view.listing)["rows"]] == [waiting], "the next day it is on top again"
        assert office.see(view.one, contact_id=waiting)["attempts"][0]["note"] == "Nada sibuk"

    def test_told_takes_it_off_the_list_for_good(self, office: Office, people: dict[str, Actor], waiting: int) -> None:
        office.do(contacts.tick, by=people["loket1"], contact_id=waiting, body=TOLD)
        assert office.see(view.count) == 0
        with pytest.raises(AlreadyDone, match="sudah diberi tahu"):
            office.do(contacts.tick, by=people["loket2"], contact_id=waiting, body=TOLD)
        with pytest.raises(Unknown):
            office.see(view.one, contact_id=waiting)

    def test_nobody_gives_up_without_a_reason(self, office: Office, people: dict[str, Actor], waiting: int) -> None:
        with pytest.raises(NeedsMissing):
            office.do(contacts.give_up, by=people["supervisor"], contact_id=waiting, body=GiveUp())
        office.do(contacts.give_up, by=people["supervisor"], contact_id=waiting, body=GiveUp(reason="Pindah rumah."))
        assert rows(office) == [("ready", "given_up")]

    def test_only_loket_and_supervisor_may(self, office: Office, people: dict[str, Actor], waiting: int) -> None:
        for desk in ("kasi", "operator", "sekcam", "camat", "kiosk", "display"):
            with pytest.raises(NotYourDesk):
                office.do(contacts.tick, by=people[desk], contact_id=waiting, body=TOLD)

    def test_history_tells_references_only(self, office: Office, people: dict[str, Actor], waiting: int) -> None:
        note = "Bilang kepada Zulaikha lewat 081999888777"
        body = Attempt(channel="whatsapp", result="message_left", note=note)
        office.do(contacts.tick, by=people["loket1"], contact_id=waiting, body=body)
        office.do(contacts.give_up, by=people["loket1"], contact_id=waiting, body=GiveUp(reason=note))
        office.do(
            villages.keep, by=people["loket1"], body=VillageHead(name="Tambuko", head="H. Zulaikha", phone="0819")
        )
        kept = office.see(lambda read: list(read.session.scalars(select(HistoryRow).order_by(HistoryRow.seq))))
        told = {row.event: json.loads(row.facts) for row in kept}
        assert set(told["contact_tried"]) == {"file", "why", "channel", "result"}
        assert set(told["contact_ended"]) == {"file", "why", "state"}
        for row in kept:
            assert "Zulaikha" not in row.facts and "08199" not in row.facts, row.facts


class TestWords:
    def test_the_list_masks_the_telephone_and_the_opened_row_shows_it(self, walk: Walk, office: Office) -> None:
        ready(walk, applicant=WHO)
        (row,) = office.see(view.listing)["rows"]
        assert (row["phone"], row["village"]) == ("0819 **** 8777", "Tambuko")
        one = office.see(view.one, contact_id=row["id"])
        assert one["people"][0]["phone"] == "0819 9988 8777"
        assert one["people"][0]["chat"].startswith("https://wa.me/6281999888777?text=")

    def test_a_written_message_names_nobody_and_a_village_head_learns_no_matter(
        self, walk: Walk, office: Office, people: dict[str, Actor]
    ) -> None:
        file = at_the_visit(walk)
        walk.act(file, "loket", Act.CORRECT_DATA, changes={k: WHO[k] for k in ("name", "village", "phone")}, reason="x")
        walk.act(file, "kasi", Act.RETURN_TO_APPLICANT, missing=["ktp_pemohon"], note="Buram.")
        office.do(villages.keep, by=people["loket1"], body=VillageHead(name="TAMBUKO", head="Pak Klebun", phone="0813"))
        one = office.see(view.one, contact_id=open_id(office))
        number, service = walk.row(file).registration_number, one["service"]
        sent = unquote(one["people"][0]["chat"])
        assert number in sent and "KTP-el" in sent and "Rabu, 23 Desember 2026" in sent
        assert "Zulaikha" not in sent and "Kuasa" not in sent
        assert "Zulaikha" in one["kades"]["words"] and one["kades"]["head"] == "Pak Klebun"
        assert number not in one["kades"]["words"] and service not in one["kades"]["words"]
        assert "KTP" not in one["kades"]["words"]

    def test_a_rejection_is_not_written(self, walk: Walk, office: Office) -> None:
        file = walk.file(at=Stage.PROCESSING, visit=False)
        walk.act(file, "kasi", Act.REJECT, reason="Lokasi di sempadan sungai.")
        while walk.row(file).stage != Stage.READY:
            walk.step(file, Stage(walk.row(file).stage), {"requirements": []})
        one = office.see(view.one, contact_id=open_id(office))
        assert "belum dapat dikabulkan" in " ".join(one["phone_words"])
        assert "dikabulkan" not in one["whatsapp"] and "ditolak" not in one["whatsapp"].lower()

    def test_a_village_is_found_however_it_is_written(self, office: Office, people: dict[str, Actor]) -> None:
        keep = {"by": people["supervisor"]}
        office.do(villages.keep, **keep, body=VillageHead(name="Desa Ambunten Timur", head="Bu Klebun"))
        assert office.see(villages.head_of, village="ambunten timur").head == "Bu Klebun"
        office.do(villages.keep, **keep, body=VillageHead(name="AMBUNTEN TIMUR", head="Pak Klebun"))
        assert [row.head for row in office.see(lambda read: read.settings.villages)] == ["Pak Klebun"]
        office.do(villages.keep, **keep, body=VillageHead(name="ds. Ambunten Timur"))
        assert office.see(villages.head_of, village="Ambunten Timur") is None


class TestUrgency:
    def test_what_is_near_comes_first(self, walk: Walk, office: Office) -> None:
        letter = ready(walk)
        far, near = at_the_visit(walk), at_the_visit(walk)
        walk.act(far, "kasi", Act.RESCHEDULE_VISIT, visit_at="2026-12-03T10:00:00+07:00", note="x")
        walk.act(near, "kasi", Act.RESCHEDULE_VISIT, visit_at="2026-11-24T10:00:00+07:00", note="x")
        found = office.see(view.listing)["rows"]
        numbers = [walk.row(file).registration_number for file in (near, far, letter)]
        assert [row["number"] for row in found] == numbers
        assert [row["soon"] for row in found] == [True, False, False]

    def test_a_loket_sees_its_own(self, walk: Walk, office: Office) -> None:
        ready(walk)
        other = walk.file(at=Stage.READY, service="NP01")
        listed = office.see(view.listing, loket=2)
        assert [row["number"] for row in listed["rows"]] == [walk.row(other).registration_number]
        assert listed["counts"] == {1: 1, 2: 1, None: 2}
        assert (office.see(view.count), office.see(view.count, loket=2)) == (2, 1)


class TestReminders:
    """The office waits 14 working days before it reminds anybody."""

    def remind(self, office: Office) -> list[int]:
        return list(office.do(contacts.remind, by=SYSTEM)["reminded"])

    def fourteenth(self, office: Office) -> datetime:
        day = office.see(lambda read: deadlines.calendar(read).working_day_after(read.today, 14))
        return datetime(day.year, day.month, day.day, 3, tzinfo=office.clock().tzinfo)

    def test_after_the_office_s_working_days_and_not_before(
        self, walk: Walk, office: Office, people: dict[str, Actor], clock: Clock
    ) -> None:
        file = ready(walk)
        office.do(contacts.tick, by=people["loket1"], contact_id=open_id(office), body=TOLD)
        due = self.fourteenth(office)
        clock.now = due - timedelta(days=1)
        assert self.remind(office) == []
        clock.now = due
        assert self.remind(office) == [file]
        assert self.remind(office) == [], "it is on the list already"
        assert rows(office)[-1] == ("uncollected", "open")

    def test_who_is_still_to_be_told_is_not_reminded(self, walk: Walk, office: Office, clock: Clock) -> None:
        ready(walk)
        clock.now = self.fourteenth(office) + timedelta(days=30)
        assert self.remind(office) == []
        assert rows(office) == [("ready", "open")]

    def test_again_after_as_many_days_until_it_is_given_up(
        self, walk: Walk, office: Office, people: dict[str, Actor], clock: Clock
    ) -> None:
        file = ready(walk)
        office.do(contacts.tick, by=people["loket1"], contact_id=open_id(office), body=TOLD)
        clock.now = self.fourteenth(office)
        assert self.remind(office) == [file]
        office.do(contacts.tick, by=people["loket1"], contact_id=open_id(office), body=TOLD)
        clock.now = self.fourteenth(office)
        assert self.remind(office) == [file]
        office.do(contacts.give_up, by=people["loket1"], contact_id=open_id(office), body=GiveUp(reason="Pindah."))
        clock.now = self.fourteenth(office) + timedelta(days=90)
        assert self.remind(office) == []

    def test_a_collected_letter_is_not_missed(
        self, walk: Walk, office: Office, people: dict[str, Actor], clock: Clock
    ) -> None:
        file = ready(walk)
        office.do(contacts.tick, by=people["loket1"], contact_id=open_id(office), body=TOLD)
        walk.step(file, Stage.READY, {"requirements": []})
        clock.now = self.fourteenth(office)
        assert self.remind(office) == []


class TestKeptTrue:
    def test_verify_finds_a_row_that_outlived_its_matter(self, walk: Walk, office: Office) -> None:
        ready(walk)
        assert not _faults(office)
        with office.database.write() as session:
            session.execute(update(Contact).values(why="returned"))
        assert _faults(office) == [f"hubungi {open_id(office)}: returned, padahal berkasnya READY"]

    def test_verify_finds_a_missing_complaint(self, office: Office, people: dict[str, Actor]) -> None:
        for _ in range(2):
            office.do(complaints.receive, by=people["kiosk"], body=Complain(about="sikap"))
        assert not _faults(office)
        with office.database.write() as session:
            session.execute(delete(Complaint).where(Complaint.seq == 1))
        assert _faults(office) == ["pengaduan 2026: 1 nomor, 2 sampai 2, pencacah 2"]


def _faults(office: Office) -> list[str]:
    found = office.see(verify.findings)
    return [fault for finding in found for fault in finding.faults]
