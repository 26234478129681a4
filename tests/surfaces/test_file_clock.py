"""The file clock on real pages: its own hours, what moved a due time, who is told, how long files lay where."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from office.files import calendar_days, clock_setting, deadlines, nudges
from office.files.calendar_days import CalendarEntry
from office.files.clock_hours import FileClock
from office.hall import outages
from office.office import SYSTEM
from office.procedure import Act, Stage
from office.records.tables import File, FileStay, HistoryRow
from office.views import desk_times, file_page, supervisor, worklists
from tests.surfaces.page_forms import OFFICERS, forms_of, sit

TUESDAY = {"from_at": datetime(2026, 11, 24, 0, tzinfo=UTC), "to_at": datetime(2026, 11, 24, 10, tzinfo=UTC)}


@pytest.fixture
def page(client, office):
    def look(address, who="supervisor"):
        answer = sit(client, office, OFFICERS[who]).get(address)
        assert answer.status_code == 200
        return answer.text

    return look


def due(office, file_id):
    return office.see(lambda read: deadlines.of(read, read.session.get_one(File, file_id)))["due_at"]


def noon(clock, day, hour=9):
    clock.now = datetime(2026, 11, day, hour - 7, tzinfo=UTC)


def events(office, name):
    rows = select(HistoryRow.subject).where(HistoryRow.event == name)
    return office.see(lambda read: list(read.session.scalars(rows)))


# --- hours of the office's own ---------------------------------------------------------------------------------------


def send(client, office, page, address="/counter/supervisor/clock", **typed):
    form = next(f for f in forms_of(page("/counter/supervisor/clock")) if f.action.endswith("supervisor/clock"))
    for name, value in typed.items():
        form.fields[name.replace("__", ".")] = value
    return client.post(address, data=form.fields)


def test_an_office_with_six_days_and_another_cut_off(client, office, page, walk):
    file_id = walk.file(at=Stage.PROCESSING, service="IZ05")
    assert due(office, file_id) == "2026-11-26T16:00:00+07:00"
    typed = {"on__6": "1", "regular__6__opens": "07.30", "regular__6__closes": "12.30", "ramadan__6__opens": "08.00",
             "ramadan__6__closes": "12.00", "regular__4__closes": "15.30", "cut_off": "11.00",
             "amber_hours": "2,5"}  # fmt: skip
    seen = send(client, office, page, "/counter/supervisor/clock/preview", **typed).text
    assert "1 dari 1 berkas berjalan berubah tenggatnya" in seen and "Kamis 26 Nov, 15.30" in seen
    assert "Sabtu" not in seen and "42 jam" in seen
    assert due(office, file_id) == "2026-11-26T16:00:00+07:00", "looking changes nothing"
    answer = send(client, office, page, **typed)
    assert answer.status_code == 303 and due(office, file_id) == "2026-11-26T15:30:00+07:00"
    kept = office.see(lambda read: read.settings.clock)
    assert (kept.regular[6].closes, kept.regular[6].rest, kept.cut_off, kept.amber_minutes) == (
        time(12, 30), None, time(11), 150)  # fmt: skip
    assert "1 berkas berubah tenggatnya" in client.get(answer.location).text
    assert events(office, "settings_changed") == ["settings:clock"]
    assert office.see(lambda read: deadlines.calendar(read).is_working(date(2026, 11, 28)))


@pytest.mark.parametrize(("typed", "said"), [
    ({"regular__1__opens": "pagi"}, "Tulis seperti 08.00."),
    ({"regular__1__closes": "07.00"}, "Urutkan jamnya"),
    ({"regular__2__rest__1": ""}, "Isi mulai dan selesai istirahat"),
    ({"ramadan__5__rest__0": "06.00"}, "Istirahat harus di dalam jam kerja"),
    ({"cut_off": "17.00"}, "Batas hari pertama harus di dalam jam kerja"),
    ({"amber_hours": "lama"}, "Tulis dengan angka"), ({"amber_hours": "nan"}, "Tulis dengan angka"),
    ({"amber_hours": "90"}, "Tulis 0 sampai 40 jam kerja"),
    ({"on__6": "1"}, "Tulis seperti 08.00."),
])  # fmt: skip
def test_hours_that_cannot_be_are_refused_and_stay_in_the_boxes(client, office, page, typed, said):
    answer = send(client, office, page, **typed)
    assert answer.status_code == 409 and said in answer.text
    for value in typed.values():
        assert f'value="{value}"' in answer.text
    assert office.see(lambda read: read.settings.clock) == FileClock()


def test_without_a_working_day_no_hours_are_kept(client, office, page):
    form = next(f for f in forms_of(page("/counter/supervisor/clock")) if f.action.endswith("supervisor/clock"))
    for number in range(1, 8):
        form.fields.poplist(f"on.{number}")
    answer = client.post("/counter/supervisor/clock", data=form.fields)
    assert answer.status_code == 409 and "Pilih paling sedikit satu hari kerja" in answer.text


def test_unchanged_hours_leave_no_trace(office, people):
    answer = office.do(clock_setting.change, by=people["supervisor"], clock=FileClock())
    assert answer == {"changed": [], "moved": 0} and events(office, "settings_changed") == []


# --- what moved a due time ------------------------------------------------------------------------------------------


def test_a_day_without_the_system_moves_the_due_time_and_says_so_everywhere(office, people, page, walk, clock):
    file_id = walk.file(at=Stage.PROCESSING, service="IZ05")
    noon(clock, 25)
    entered = office.do(outages.enter, by=people["supervisor"], **TUESDAY)
    assert due(office, file_id) == "2026-11-27T16:30:00+07:00"
    line = "Tenggat bergeser dari Kamis 26 Nov, 16.00 ke Jumat 27 Nov, 16.30: sistem padam 24 Nov."
    assert line in page(f"/counter/files/{file_id}?as=kasi", "kasi")
    assert line in page(f"/counter/find/files/{file_id}?as=loket", "loket1")
    assert "tenggat bergeser: sistem padam 24 Nov" in page("/counter/kasi", "kasi")
    office.do(outages.finish, by=people["supervisor"], outage_id=entered["id"])
    assert due(office, file_id) == "2026-11-27T16:30:00+07:00", "entered from paper it stays an outage"
    office.do(outages.reopen, by=people["supervisor"], outage_id=entered["id"])
    office.do(outages.dismiss, by=people["supervisor"], outage_id=entered["id"], note="Jam salah.")
    assert due(office, file_id) == "2026-11-26T16:00:00+07:00", "dismissed, it was none"
    assert "bergeser" not in page("/counter/kasi", "kasi")


def test_closing_early_and_holidays_are_named(office, people, page, walk):
    file_id = walk.file(at=Stage.PROCESSING, visit=False)
    entry = CalendarEntry.model_validate(
        {"first": "2026-11-23", "kind": "tutup_awal", "name": "Rapat", "closes": "11:00"}
    )
    office.do(calendar_days.set_days, by=people["supervisor"], entry=entry)
    shown = page(f"/counter/files/{file_id}?as=kasi", "kasi")
    assert "Tenggat maju dari Senin 23 Nov, 16.00 ke Senin 23 Nov, 11.00: kantor tutup pukul 11.00 (23 Nov)." in shown
    entry = CalendarEntry.model_validate({"first": "2026-11-23", "kind": "tutup", "name": "Banjir"})
    office.do(calendar_days.set_days, by=people["supervisor"], entry=entry)
    assert "ke Selasa 24 Nov, 16.00: Banjir (23 Nov)." in page(f"/counter/files/{file_id}?as=kasi", "kasi")


def test_a_file_that_came_back_after_its_due_time_says_why(office, page, walk, clock):
    file_id = walk.file(at=Stage.PROCESSING, visit=False)
    noon(clock, 23, 14)
    walk.act(file_id, "kasi", Act.RETURN_TO_APPLICANT, missing=["proposal"], note="Denah buram.")
    noon(clock, 25, 10)
    walk.act(file_id, "loket", Act.RESUBMIT, documents=["proposal"])
    clock.forward(minutes=90)
    shown = page(f"/counter/files/{file_id}?as=kasi", "kasi")
    assert "Tenggat lewat selagi berkas di pemohon (Senin 23 Nov, 14.00 sampai Rabu 25 Nov, 10.00)." in shown
    assert "Lewat 1 jam 31 menit" in shown, "only what ran since then; a minute begun counts"
    assert "tenggat lewat selagi berkas di pemohon" in page("/counter/kasi", "kasi")


def test_a_whole_day_with_the_applicant_is_said_to_be_his(office, page, walk, clock):
    file_id = walk.file(at=Stage.PROCESSING, service="IZ05")
    noon(clock, 23, 15)
    walk.act(file_id, "kasi", Act.RETURN_TO_APPLICANT, missing=["ktp_pemohon"], note="Kabur.")
    noon(clock, 26)
    walk.act(file_id, "loket", Act.RESUBMIT, documents=["ktp_pemohon"])
    shown = page(f"/counter/files/{file_id}?as=kasi", "kasi")
    assert "2 hari kerja dipakai pemohon (24 Nov sampai 25 Nov)" in shown and "ke Senin 30 Nov, 16.00" in shown


def test_accepted_after_the_cut_off_counts_from_the_next_day(office, page, walk, clock):
    noon(clock, 27, 13)
    file_id = walk.file(at=Stage.PROCESSING, visit=False)
    shown = page(f"/counter/files/{file_id}?as=kasi", "kasi")
    assert "Hari pertama Senin 30 Nov: lengkap Jumat 27 Nov, 13.00, sesudah pukul 12.00." in shown


# --- who is told ----------------------------------------------------------------------------------------------------


def test_a_desk_is_told_once_when_a_file_turns_amber_and_once_when_red(office, people, walk, clock):
    file_id = walk.file(at=Stage.PROCESSING, service="IZ05")
    told = []
    office.tell(lambda found: told.extend(event for event in found if event.name.startswith("file_")))
    assert office.do(nudges.nudge, by=SYSTEM) == {"soon": [], "late": []}, "due on Thursday"
    noon(clock, 26)
    assert office.do(nudges.nudge, by=SYSTEM) == {"soon": [file_id], "late": []}
    assert office.do(nudges.nudge, by=SYSTEM) == {"soon": [], "late": []}
    noon(clock, 27)
    assert office.do(nudges.nudge, by=SYSTEM) == {"soon": [], "late": [file_id]}
    office.do(outages.enter, by=people["supervisor"], from_at=TUESDAY["from_at"], to_at=TUESDAY["to_at"])
    for _ in range(2):
        assert office.do(nudges.nudge, by=SYSTEM) == {"soon": [], "late": []}, "never again, though it moved away"
    assert [(one.name, one.desks) for one in told] == [
        ("file_due_soon", ("kasi", "supervisor")), ("file_overdue", ("kasi", "supervisor"))]  # fmt: skip
    shown = office.see(file_page.file, file_id=file_id, actor=people["kasi"])["journey"]
    assert [(one["title"], one["tone"]) for one in shown[-2:]] == [
        ("Tenggat sudah dekat, meja diingatkan", "soon"), ("Lewat tenggat, meja diingatkan", "late")]  # fmt: skip
    assert office.see(file_page.last_act, file_id=file_id)["title"] != shown[-1]["title"], "no act"


def test_files_whose_clock_stands_are_not_told_of(office, walk, clock):
    walk.file(at=Stage.READY, visit=False)
    walk.file(at=Stage.REGISTERED)
    away = walk.file(at=Stage.PROCESSING, visit=False)
    walk.act(away, "kasi", Act.RETURN_TO_APPLICANT, missing=["proposal"], note="Denah buram.")
    clock.forward(days=3)
    assert office.do(nudges.nudge, by=SYSTEM) == {"soon": [], "late": []}


def test_amber_comes_as_early_as_the_office_wants(office, people, walk, clock):
    file_id = walk.file(at=Stage.PROCESSING, service="IZ05")
    noon(clock, 25, 15)
    (row,) = office.see(worklists.worklist, desk="kasi")
    assert row["clock"]["tone"] == "later" and row["clock"]["remaining_minutes"] == 60 + 450 - 1
    office.do(clock_setting.change, by=people["supervisor"], clock=FileClock(amber_minutes=9 * 60))
    (row,) = office.see(worklists.worklist, desk="kasi")
    assert row["clock"]["tone"] == "today"
    assert office.do(nudges.nudge, by=SYSTEM)["soon"] == [file_id]


def test_lists_and_the_supervisor_count_what_is_late_and_name_the_desk(office, page, walk, clock):
    for stage in (Stage.PROCESSING, Stage.PROCESSING, Stage.CAMAT_SIGNATURE):
        walk.file(at=stage, visit=False)
    noon(clock, 24)
    walk.file(at=Stage.PROCESSING, visit=False)
    shown = page("/counter/kasi", "kasi")
    assert "2 lewat tenggat" in shown and "1 hari ini atau segera" in shown
    assert "1 lewat tenggat" in page("/counter/camat", "camat")
    whole = page("/counter/supervisor")
    assert "3 berkas lewat tenggat</b>, di meja: Kepala Seksi 2, Camat 1." in whole
    late = page("/counter/supervisor/times")
    assert "Lewat tenggat sekarang · 3 berkas" in late and "Sahrul" not in late
    assert sum(row["late"] for row in office.see(supervisor.files_by_desk)) == 3


# --- how long files lay where ---------------------------------------------------------------------------------------


def test_time_at_each_desk_of_one_file_and_over_a_period(office, people, page, walk, clock):
    first, second = walk.file(at=Stage.PROCESSING, visit=False), walk.file(at=Stage.PROCESSING, visit=False)
    noon(clock, 23, 11)
    walk.act(first, "kasi", Act.PROCESS, note="Baik.")
    noon(clock, 24, 10)
    walk.act(second, "kasi", Act.PROCESS, note="Baik.")
    walk.act(first, "operator", Act.PRINT_LETTER)
    stays = {
        one["title"]: one["words"] for one in office.see(file_page.file, file_id=first, actor=people["kasi"])["stays"]
    }
    assert stays["Operator"] in ("6 jam 29 menit", "6 jam 30 menit")
    assert "Lama di setiap meja" in page(f"/counter/files/{first}?as=kasi", "kasi")
    found = office.see(desk_times.report, days=30)
    desks = {row["key"]: row for row in found["desks"]}
    assert list(desks) == ["loket", "kasi", "operator"] and desks["kasi"]["files"] == 2
    assert desks["kasi"]["slowest"]["id"] == second and desks["kasi"]["slowest"]["words"] == "1 hari kerja"
    assert desks["kasi"]["minutes"] in (273, 274), "between 1 h 19 and 7 h 49"
    assert [row["key"] for row in found["services"]] == ["IZ04"]
    assert [row["title"] for row in found["sections"]] == ["Seksi Ketenteraman dan Ketertiban Umum"]
    noon(clock, 30)
    assert office.see(desk_times.report, days=7)["desks"][1]["files"] == 1, "only what ended within the week"
    shown = page("/counter/supervisor/times?days=90")
    assert "90 hari terakhir" in shown and "Rekomendasi izin keramaian" in shown
    assert "30 hari terakhir" in page("/counter/supervisor/times?days=x")


def test_every_wait_is_kept_once(office, walk):
    file_id = walk.file(at=Stage.READY)
    rows = office.see(lambda read: list(read.session.scalars(select(FileStay).order_by(FileStay.id))))
    assert [row.stage for row in rows] == [
        "REGISTERED", "FIELD_VISIT", "PROCESSING", "DRAFTING", "KASI_PARAF", "SEKCAM_PARAF", "CAMAT_SIGNATURE",
        "NUMBERING", "RELEASING"]  # fmt: skip
    assert {row.file_id for row in rows} == {file_id} and rows[0].desk == "loket" and rows[6].desk == "camat"
    assert all(one.until == two.since for one, two in pairwise(rows))


def test_a_visit_decided_later_makes_it_four_days(office, walk):
    file_id = walk.file(at=Stage.PROCESSING, visit=False)
    assert due(office, file_id) == "2026-11-23T16:00:00+07:00"
    walk.act(file_id, "kasi", Act.REQUEST_VISIT, visit_at="2026-11-24T10:00:00+07:00", reason="Perlu dilihat.")
    assert due(office, file_id) == "2026-11-26T16:00:00+07:00"


def test_the_meter_measures_as_the_clock_does(office, people):
    from random import Random

    from office.views import moments

    office.do(outages.enter, by=people["supervisor"], from_at=datetime(2026, 11, 20, 2, tzinfo=UTC),
              to_at=datetime(2026, 11, 20, 5, tzinfo=UTC))  # fmt: skip
    calendar, dice = office.see(deadlines.calendar), Random(7)
    meter = desk_times._Meter(calendar, date(2026, 10, 1), date(2026, 11, 30))
    for _ in range(400):
        since = datetime(2026, 10, 2, tzinfo=UTC) + timedelta(minutes=dice.randrange(70_000))
        until = since + timedelta(minutes=dice.choice((0, 5, 300, 3_000, 12_000)))
        assert meter.worked(since, until) == moments.worked(since, until, calendar)
