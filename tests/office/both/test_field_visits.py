"""Field visits on either database: conflicts, what is impossible, the berita acara, photos, the archive's to-do."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from office.errors import AlreadyDone, Invalid, NeedsMissing, NotNow, NotYourDesk, Refusal, Unknown
from office.files import attachments, catalogue, files, visit_plan
from office.files.attachments import About
from office.files.calendar_days import CalendarEntry, set_days
from office.hall.hours import HallHours
from office.office import Actor, Office, Seat
from office.procedure import Act, Stage
from office.records import settings as office_settings
from office.records.tables import Attachment, FileNote, HistoryRow, Visit
from office.views import archive_due, file_page, visit_calendar
from office.views.visits import PLACE, SCAN
from printer.letters.desk import LetterDesk
from printer.letters.press import LetterPress
from printer.letters.store import LetterStore
from tests.conftest import Clock
from tests.walk import Walk

TUESDAY, REKLAME = "2026-11-24T10:00:00+07:00", "IZ03"
STORED = {"sha256": "a" * 64, "media_type": "image/jpeg", "size": 9}
ADMIN = Actor("officer", 7, "Pengawas", (Seat("supervisor"),))


@pytest.fixture
def walk(office: Office, press: LetterPress, people: dict[str, Actor], tmp_path: Path) -> Walk:
    return Walk(office, LetterDesk(office, press, LetterStore(tmp_path / "letters")), people)


def accepted(walk: Walk, at: str, service: str = REKLAME) -> Any:
    made = walk.register(service)
    papers = [r["id"] for r in made["requirements"] if r["mandatory"]]
    return walk.act(made["id"], "loket", Act.ACCEPT, documents=papers, visit_at=at)


def visits(walk: Walk, file_id: int) -> list[Visit]:
    return walk.office.see(lambda read: list(read.session.scalars(
        select(Visit).where(Visit.file_id == file_id).order_by(Visit.id))))  # fmt: skip


def codes(walk: Walk, at: str, section: str = "trantibum", file_id: int | None = None) -> list[str]:
    moment = datetime.fromisoformat(at)
    found = walk.office.see(visit_plan.conflicts, section=section, at=moment, file_id=file_id)
    return [one.code for one in found]


def strict(office: Office, **rules: Any) -> None:
    """The office keeps its hours, as one of its own does."""
    with office.database.write() as session:
        office_settings.change(session, lambda now: now.model_copy(update={
            "hours": HallHours(), "visits": now.visits.model_copy(update=rules)}))  # fmt: skip


def attach(walk: Walk, file_id: int, by: str | Actor = "kasi", *, sha: str = "b", kind: str = "visit_photo",
           ) -> Any:  # fmt: skip
    actor = walk.people[by] if isinstance(by, str) else by
    return walk.office.do(attachments.attach, by=actor, file_id=file_id, about=About(kind=kind, name="foto.jpg"),
                          original_sha=sha * 64, aside={"stored": STORED})  # fmt: skip


class TestConflicts:
    @pytest.mark.parametrize(("at", "wanted"), [
        ("2026-11-25T09:00:00+07:00", []), ("2026-11-25T15:59:00+07:00", []),
        ("2026-11-25T07:29:00+07:00", ["outside_hours"]),
        ("2026-11-25T16:00:00+07:00", ["outside_hours"]), ("2026-11-25T12:15:00+07:00", ["break"]),
        ("2026-11-27T12:15:00+07:00", ["break"]), ("2026-11-28T09:00:00+07:00", ["day_off"]),
        ("2026-12-25T09:00:00+07:00", ["day_off"]), ("2026-11-23T09:00:00+07:00", ["past"]),
        ("2026-11-21T09:00:00+07:00", ["past", "day_off"]), ("2026-11-25T02:00:00+00:00", []),
    ])  # fmt: skip
    def test_a_time_says_what_stands_in_its_way(self, walk: Walk, at: str, wanted: list[str]) -> None:
        assert codes(walk, at) == wanted

    def test_two_visits_of_one_section_too_close_are_told_and_go_on(self, walk: Walk) -> None:
        first = accepted(walk, TUESDAY)
        assert first["visit_warnings"] == []
        second = accepted(walk, "2026-11-24T10:30:00+07:00")
        assert [one["code"] for one in second["visit_warnings"]] == ["too_close"]
        assert first["registration_number"] in second["visit_warnings"][0]["detail"]
        assert second["stage"] == Stage.FIELD_VISIT
        assert codes(walk, TUESDAY, file_id=first["id"]) == ["too_close"], "its own plan does not count, the other does"
        assert codes(walk, "2026-11-24T11:30:00+07:00", file_id=first["id"]) == [], "an hour apart is enough"
        assert codes(walk, TUESDAY, section="kesra") == [], "another section goes its own way"

    def test_how_close_is_the_offices_word(self, walk: Walk) -> None:
        accepted(walk, TUESDAY)
        assert codes(walk, "2026-11-24T11:00:00+07:00") == []
        strict(walk.office, minutes_between=120)
        assert codes(walk, "2026-11-24T11:00:00+07:00") == ["too_close"]

    def test_the_past_is_refused_and_nothing_is_left_behind(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.REGISTERED, service=REKLAME)
        papers = [r.id for r in walk.office.see(catalogue.service, code=REKLAME).requirements]
        with pytest.raises(Invalid, match="sudah lewat") as refused:
            walk.act(file_id, "loket", Act.ACCEPT, documents=papers, visit_at="2026-11-23T09:00:00+07:00")
        assert "visit_at" in refused.value.extra["fields"]
        assert visits(walk, file_id) == [] and walk.row(file_id).stage == Stage.REGISTERED

    def test_a_day_off_is_refused_where_the_office_keeps_its_hours(self, walk: Walk) -> None:
        warned = accepted(walk, "2026-11-28T09:00:00+07:00")
        assert [one["code"] for one in warned["visit_warnings"]] == ["day_off"], "the example office is always open"
        strict(walk.office)
        with pytest.raises(Invalid, match="bukan hari kerja"):
            accepted(walk, "2026-11-29T09:00:00+07:00")
        walk.office.do(set_days, by=ADMIN, entry=CalendarEntry(first="2026-11-26", kind="tutup", name="Banjir"))
        with pytest.raises(Invalid, match="Banjir"):
            walk.act(warned["id"], "kasi", Act.RESCHEDULE_VISIT, visit_at="2026-11-26T09:00:00+07:00", note="Hujan.")
        assert accepted(walk, "2026-11-25T17:00:00+07:00")["visit_warnings"][0]["code"] == "outside_hours"


class TestCalendar:
    def test_a_week_shows_planned_moved_and_recorded_visits(self, walk: Walk) -> None:
        one, two = accepted(walk, TUESDAY)["id"], accepted(walk, "2026-11-24T10:15:00+07:00")["id"]
        walk.act(two, "kasi", Act.RESCHEDULE_VISIT, visit_at="2026-11-26T13:00:00+07:00", note="Kasi dinas luar.")
        walk.act(one, "kasi", Act.RECORD_VISIT, result="sesuai", findings="Sesuai.", at=TUESDAY)
        week = walk.office.see(visit_calendar.calendar, section="trantibum")
        assert [(day["title"], len(day["visits"])) for day in week["days"]] == [
            ("Senin", 0), ("Selasa", 2), ("Rabu", 0), ("Kamis", 1), ("Jumat", 0)]  # fmt: skip
        tuesday = week["days"][1]["visits"]
        assert [(v["clock"], v["state"], v["moved_to"]) for v in tuesday] == [
            ("10.00", "recorded", ""), ("10.15", "moved", "Kamis, 13.00")]  # fmt: skip
        assert (week["planned"], week["troubled"]) == (1, 0)
        assert walk.office.see(visit_calendar.calendar, section="kesra")["planned"] == 0

    def test_what_nobody_recorded_is_overdue_and_todays_stand_on_top(self, walk: Walk, clock: Clock) -> None:
        one = accepted(walk, TUESDAY)
        clock.forward(days=1)
        today = walk.office.see(visit_calendar.today, section="trantibum")
        assert [(row["file_id"], row["clock"], row["over"]) for row in today] == [(one["id"], "10.00", False)]
        clock.forward(days=1)
        assert walk.office.see(visit_calendar.today, section="trantibum") == []
        late = walk.office.see(visit_calendar.overdue, section="trantibum")
        assert [row["registration_number"] for row in late] == [one["registration_number"]]
        walk.act(one["id"], "loket", Act.WITHDRAW, reason="Batal.")
        assert [visit.state for visit in visits(walk, one["id"])] == ["cancelled"]
        assert walk.office.see(visit_calendar.overdue, section="trantibum") == []

    def test_a_rejected_file_frees_its_hour(self, walk: Walk) -> None:
        file_id = accepted(walk, TUESDAY)["id"]
        assert codes(walk, TUESDAY) == ["too_close"]
        walk.act(file_id, "kasi", Act.REJECT, reason="Titik melintang jalan.")
        assert codes(walk, TUESDAY) == []
        assert walk.office.see(visit_calendar.calendar, section="trantibum")["planned"] == 0

    def test_a_loket_sees_free_and_taken_hours(self, walk: Walk) -> None:
        accepted(walk, TUESDAY)
        days = walk.office.see(visit_calendar.slots, section="trantibum")
        assert [day["title"] for day in days] == ["Senin 23 Nov", "Selasa 24 Nov", "Rabu 25 Nov"]
        assert [(one["clock"], bool(one["value"])) for one in days[1]["times"]] == [
            ("08.00", True), ("09.00", True), ("10.00", False), ("11.00", True), ("13.00", True), ("14.00", True),
            ("15.00", True)]  # fmt: skip
        assert next(one["clock"] for one in days[0]["times"]) == "10.00", "what is past is not offered"

    def test_the_proposed_time_is_the_first_free_one(self, walk: Walk) -> None:
        for hour in ("09", "10"):
            accepted(walk, f"2026-11-24T{hour}:00:00+07:00")
        days = walk.office.see(lambda read: visit_plan.deadlines.calendar(read))
        slot = walk.office.see(visit_plan.first_free, section="trantibum", days=days, hour=9)
        assert f"{slot:%Y-%m-%dT%H:%M}" == "2026-11-24T11:00"


class TestReport:
    def test_the_old_body_still_works(self, walk: Walk) -> None:
        file_id = accepted(walk, TUESDAY)["id"]
        walk.act(file_id, "kasi", Act.RECORD_VISIT, result="sesuai", findings="Sesuai denah.", at=TUESDAY)
        (visit,) = visits(walk, file_id)
        assert (visit.result, visit.findings, visit.report) == ("sesuai", "Sesuai denah.", None)

    def test_points_officers_and_people_are_kept(self, walk: Walk) -> None:
        file_id = accepted(walk, TUESDAY)["id"]
        items = [{"id": "titik", "verdict": "sesuai", "note": "Di tepi jalan desa"}, {"id": "ukuran"},
                 {"label": "Akses", "verdict": "tidak"}]  # fmt: skip
        walk.act(file_id, "kasi", Act.RECORD_VISIT, result="bersyarat", at=TUESDAY, items=items,
                 officers=[{"name": "Abd. Rahman", "position": "Kasi"}],
                 present=[{"role": "pemohon", "name": "Sahrul"}],
                 place="Dusun Pasar", conditions="Turunkan 1 meter.")  # fmt: skip
        (visit,) = visits(walk, file_id)
        assert visit.report is not None
        assert [(i["label"], i["verdict"]) for i in visit.report["items"]] == [("Titik pemasangan", "sesuai"),
                                                                                ("Akses", "tidak")]  # fmt: skip
        assert visit.findings == "Titik pemasangan: sesuai. Di tepi jalan desa\nAkses: tidak sesuai"
        notes = walk.office.see(lambda read: [n.words for n in read.session.scalars(select(FileNote))])
        assert visit.findings in notes, "the journey tells it"
        shown = walk.office.see(file_page.file, file_id=file_id, actor=walk.people["kasi"])
        assert shown["visits"][0]["told"] == "" and shown["visit_form"] is None

    def test_nothing_found_and_a_nameless_point_are_refused(self, walk: Walk) -> None:
        file_id = accepted(walk, TUESDAY)["id"]
        with pytest.raises(NeedsMissing) as lacking:
            walk.act(file_id, "kasi", Act.RECORD_VISIT, result="sesuai", at=TUESDAY, items=[{"id": "titik"}])
        assert lacking.value.extra["missing"] == ["findings"]
        with pytest.raises(Invalid, match="tanpa nama"):
            walk.act(file_id, "kasi", Act.RECORD_VISIT, result="sesuai", at=TUESDAY,
                     items=[{"id": "apa", "verdict": "sesuai"}])  # fmt: skip


class TestAttachments:
    def test_photos_follow_the_visit_and_become_part_of_its_record(self, walk: Walk) -> None:
        file_id = accepted(walk, TUESDAY)["id"]
        photo = attach(walk, file_id)["id"]
        walk.act(file_id, "kasi", Act.RESCHEDULE_VISIT, visit_at="2026-11-25T09:00:00+07:00", note="Hujan.")
        walk.act(file_id, "kasi", Act.RECORD_VISIT, result="sesuai", findings="Sesuai.", at=TUESDAY)
        shown = walk.office.see(file_page.file, file_id=file_id, actor=walk.people["kasi"])
        assert [[one["id"] for one in visit["photos"]] for visit in shown["visits"]] == [[], [photo]]
        with pytest.raises(NotNow, match="bagian dari berita acara"):
            walk.office.do(attachments.detach, by=walk.people["kasi"], attachment_id=photo, reason="Salah foto.")
        with pytest.raises(NotNow, match="tidak menunggu verifikasi"):
            attach(walk, file_id, sha="c")

    def test_named_photos_only(self, walk: Walk) -> None:
        file_id = accepted(walk, TUESDAY)["id"]
        kept, left = attach(walk, file_id)["id"], attach(walk, file_id, sha="c")["id"]
        with pytest.raises(Invalid, match="tidak ada pada berkas ini"):
            walk.act(file_id, "kasi", Act.RECORD_VISIT, result="sesuai", findings="x", at=TUESDAY, photos=[kept, 999])
        walk.act(file_id, "kasi", Act.RECORD_VISIT, result="sesuai", findings="x", at=TUESDAY, photos=[kept])
        rows = walk.office.see(lambda read: {a.id: a.visit_id for a in read.session.scalars(select(Attachment))})
        assert rows[kept] is not None and rows[left] is None

    def test_taken_off_with_a_reason_and_told_without_words(self, walk: Walk) -> None:
        file_id = accepted(walk, TUESDAY)["id"]
        photo = attach(walk, file_id)["id"]
        walk.office.do(attachments.detach, by=walk.people["kasi"], attachment_id=photo, reason="Foto orang lain.")
        row = walk.office.see(lambda read: read.session.get_one(Attachment, photo))
        assert (row.removed_reason, row.removed_by) == ("Foto orang lain.", walk.people["kasi"].ref)
        with pytest.raises(Unknown):
            walk.office.see(attachments.one, attachment_id=photo)
        told = walk.office.see(lambda read: [(h.event, h.facts) for h in read.session.scalars(
            select(HistoryRow).where(HistoryRow.event.in_(("file_attached", "file_detached"))))])  # fmt: skip
        assert [event for event, _ in told] == ["file_attached", "file_detached"]
        assert not any("orang lain" in facts or "foto.jpg" in facts for _, facts in told)
        attach(walk, file_id)  # may be added again

    def test_who_may_and_when(self, walk: Walk) -> None:
        file_id = accepted(walk, TUESDAY)["id"]
        other = Actor("officer", 3, "Kasi lain", (Seat("kasi", section="kesra"),))
        refused: list[tuple[type[Refusal], Any, str]] = [
            (NotYourDesk, other, "visit_photo"), (NotYourDesk, "loket1", "visit_photo"),
            (NotYourDesk, "operator", "archive_scan"), (NotYourDesk, "supervisor", "document"),
            (NotNow, "kasi", "archive_scan"),
        ]  # fmt: skip
        for why, who, kind in refused:
            with pytest.raises(why):
                attach(walk, file_id, who, kind=kind)
        attach(walk, file_id, "loket1", kind="document")
        with pytest.raises(AlreadyDone):
            attach(walk, file_id, "operator", kind="document")
        walk.act(file_id, "loket", Act.WITHDRAW, reason="Batal.")
        with pytest.raises(NotNow, match="sudah selesai"):
            attach(walk, file_id, "loket1", kind="document", sha="d")


class TestArchive:
    def test_place_and_scan_are_a_to_do_that_may_follow(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.HANDED_OVER, visit=False)
        kasi, see = walk.people["kasi"], walk.office.see

        def lacks() -> list[Any]:
            return [row["lacks"] for row in see(archive_due.rows)]

        assert lacks() == [[PLACE, SCAN]] and see(archive_due.count) == 1
        assert see(archive_due.count, section="kesra") == 0
        walk.office.do(files.archive, by=kasi, file_id=file_id, location="Lemari 2")
        assert lacks() == [[SCAN]]
        assert see(file_page.file, file_id=file_id, actor=kasi)["archive_lacks"] == [SCAN]
        scan = attach(walk, file_id, kind="archive_scan")["id"]
        assert lacks() == [] and see(archive_due.count) == 0
        walk.office.do(attachments.detach, by=kasi, attachment_id=scan, reason="Buram.")
        assert lacks() == [[SCAN]]
        strict(walk.office, scan_archived=False)
        assert lacks() == [] and see(file_page.file, file_id=file_id, actor=kasi)["archive_lacks"] == []

    def test_the_count_is_of_all_and_the_list_of_the_oldest(self, walk: Walk) -> None:
        first = walk.file(at=Stage.READY, visit=False)
        for _ in range(2):
            walk.file(at=Stage.READY, visit=False)
        rows = walk.office.see(archive_due.rows, limit=2)
        assert rows[0]["id"] == first and len(rows) == 2 and walk.office.see(archive_due.count) == 3


def test_moments_are_kept_in_utc(walk: Walk) -> None:
    file_id = accepted(walk, "2026-11-24T10:00:00")["id"]
    assert visits(walk, file_id)[0].visit_at == datetime(2026, 11, 24, 3, tzinfo=UTC)
    assert visits(walk, file_id)[0].visit_at - timedelta(0) == datetime.fromisoformat(TUESDAY)
