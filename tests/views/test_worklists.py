"""Worklists: who is first, what a row says, and what a search finds."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from office.files import deadlines
from office.procedure import Act, Stage
from office.records.tables import CalendarDay, Person
from office.views import clocks, file_page, worklists


def listed(office, **asked):
    return office.see(worklists.worklist, **asked)


def test_late_comes_first_then_due_soonest_then_not_yet_accepted(office, walk, clock):
    new = walk.file(at=Stage.REGISTERED)
    four_days = walk.file(at=Stage.PROCESSING, service="IZ05")
    today = walk.file(at=Stage.PROCESSING, visit=False)
    clock.forward(days=-4)
    late = walk.file(at=Stage.PROCESSING, service="NP09", visit=False)
    clock.forward(days=4)
    rows = listed(office, desk=None)
    assert [row["id"] for row in rows] == [late, today, four_days, new]
    assert [row["clock"]["tone"] for row in rows] == ["late", "today", "later", "none"]
    assert rows[0]["clock"]["words"].startswith("Lewat ") and rows[3]["clock"]["words"] == "Waktu belum dihitung"


def test_a_file_at_the_applicant_rests_and_is_on_no_desks_list(office, walk):
    file_id = walk.file(at=Stage.PROCESSING)
    walk.act(file_id, "kasi", Act.RETURN_TO_APPLICANT, missing=["proposal"], note="Denah buram.")
    assert all(listed(office, desk=desk) == [] for desk in ("loket", "kasi", "operator", "sekcam", "camat"))
    assert office.see(worklists.counts) == {}
    (row,) = listed(office, desk=None)
    assert (row["clock"]["state"], row["clock"]["tone"]) == ("paused", "none")


def test_a_row_says_what_a_list_needs(office, walk):
    file_id = walk.file(at=Stage.FIELD_VISIT, service="IZ05")
    (row,) = listed(office, desk="kasi")
    assert {name: row[name] for name in ("id", "service", "service_name", "loket", "stage", "stage_title", "applicant",
                                         "version", "outcome", "revision", "section")} == {
        "id": file_id, "service": "IZ05", "service_name": "Izin penggunaan jalan", "loket": 1, "stage": "FIELD_VISIT",
        "stage_title": "Menunggu verlap", "applicant": "Sahrul Anam", "version": None, "outcome": "granted",
        "revision": 1,
        "section": "trantibum"}  # fmt: skip
    assert (row["visit_at"], row["visit_words"]) == ("2026-11-24T10:00:00+07:00", "besok, 10.00")
    assert row["since"].startswith("2026-11-23T09:41") and row["since_words"] == "09.41"
    assert row["clock"]["due_at"] == "2026-11-26T16:00:00+07:00" and row["clock"]["due_words"] == "tenggat Kamis, 16.00"


def test_sections_stages_and_limits_narrow_a_list(office, walk):
    trantibum = walk.file(at=Stage.PROCESSING)
    umum = walk.file(at=Stage.KASI_PARAF, service="IZ09", visit=False)
    assert [row["id"] for row in listed(office, desk="kasi", section="pelayanan_umum")] == [umum]
    assert [row["id"] for row in listed(office, desk="kasi", stage="KASI_PARAF")] == [umum]
    assert len(listed(office, desk="kasi", limit=1)) == 1
    assert office.see(worklists.counts) == {"kasi": 2}
    assert office.see(worklists.counts, section="trantibum") == {"kasi": 1}
    stages = office.see(worklists.stages, desk="kasi", section="trantibum")
    assert stages == [{"stage": "PROCESSING", "title": "Diproses", "count": 1}]
    assert walk.row(trantibum).section == "trantibum"


def test_a_search_takes_signs_literally_and_finds_ended_files(office, walk):
    file_id = walk.file(at=Stage.WITHDRAWN)
    assert [row["id"] for row in listed(office, desk=None, q="sahrul")] == [file_id]
    assert listed(office, desk=None, q="%") == [] and listed(office, desk=None, q="_ahrul") == []
    assert listed(office, desk=None) == []
    assert listed(office, desk=None, q="  ") == [], "a blank search is none: ended files stay away"


def test_an_erased_person_is_not_found_by_name(office, walk):
    walk.register()
    with office.database.write() as session:
        session.execute(update(Person).values(erased_at=Person.created_at))
    assert listed(office, desk=None, q="sahrul") == []


def test_the_calendar_is_built_once_a_list(office, walk, monkeypatch):
    for _ in range(4):
        walk.file(at=Stage.PROCESSING, visit=False)
    built = []
    real = deadlines.calendar
    monkeypatch.setattr(deadlines, "calendar", lambda read: built.append(1) or real(read))
    assert len(listed(office, desk="kasi")) == 4 and len(built) == 1


def test_a_holiday_moves_the_due_time_of_the_whole_list(office, walk):
    walk.file(at=Stage.PROCESSING, service="IZ05")
    with office.database.write() as session:
        tomorrow = office.clock().date() + timedelta(days=1)
        session.add(CalendarDay(day=tomorrow, kind="tutup", name="Banjir", source="kantor"))
    (row,) = listed(office, desk="kasi")
    assert row["clock"]["due_at"] == "2026-11-27T16:30:00+07:00", "Friday closes at half past"


@pytest.mark.parametrize(("minutes", "late", "words"), [
    (179, False, "Sisa 2 jam 59 menit"), (180, False, "Sisa 3 jam kerja"), (899, False, "Sisa 14 jam kerja"),
    (900, False, "Sisa 2 hari kerja"), (0, False, "Sisa 0 menit"), (-20, True, "Lewat 20 menit"),
    (-450, True, "Lewat 1 hari kerja"), (0, True, "Lewat tenggat")])  # fmt: skip
def test_working_time_in_words(minutes, late, words):
    assert clocks.span_words(minutes, late=late) == words


def test_the_day_is_over_the_file_is_late(office, walk, clock):
    file_id = walk.file(at=Stage.PROCESSING, visit=False)
    clock.forward(hours=7)
    (row,) = listed(office, desk="kasi")
    assert row["id"] == file_id and row["clock"]["tone"] == "late" and row["clock"]["words"] == "Lewat tenggat"


def test_stopped_clocks_say_how_it_ended(office, walk, people, clock):
    on_time = walk.file(at=Stage.READY, visit=False)
    shown = office.see(file_page.file, file_id=on_time, actor=people["loket1"])["clock"]
    assert (shown["state"], shown["tone"], shown["words"]) == ("stopped", "none", "Selesai tepat waktu")
    late = walk.file(at=Stage.RELEASING, visit=False)
    clock.forward(days=2)
    walk.act(late, "kasi", Act.RELEASE, stamped=True)
    assert office.see(file_page.file, file_id=late, actor=people["loket1"])["clock"]["words"] == "Selesai lewat tenggat"
