"""The office's calendar in its own hands: entries, lists, Ramadan, and what moves with them."""

from datetime import date, time
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from office.errors import Unavailable, Unknown
from office.files import calendar_days, deadlines
from office.files.calendar_days import CalendarEntry, RamadanDates
from office.hall import day, hours_setting, tickets
from office.hall.opening import HallHours
from office.office import SYSTEM, Actor, Office
from office.procedure import Stage
from office.records.tables import CalendarDay, Day, File, HistoryRow
from tests.conftest import Clock
from tests.office.both.test_day import at

CHRISTMAS = date(2026, 12, 25)
TUESDAY = date(2026, 11, 24)
SATURDAY = date(2026, 11, 28)


@pytest.fixture
def enforced(office: Office) -> None:
    office.do(hours_setting.change, by=SYSTEM, hours=HallHours(enforced=True))


@pytest.fixture
def enter(office: Office, people: dict[str, Actor]) -> Any:
    def entry(first: date, kind: str, name: str = "Keterangan", **more: Any) -> dict[str, Any]:
        body = CalendarEntry.model_validate({"first": first, "kind": kind, "name": name, **more})
        return office.do(calendar_days.set_days, by=people["supervisor"], entry=body)

    return entry


def kinds(office: Office) -> dict[date, tuple[str, str]]:
    return office.see(
        lambda read: {row.day: (row.kind, row.source) for row in read.session.scalars(select(CalendarDay))}
    )


def said(office: Office) -> str:
    state = office.see(day.state)
    return f"{state['detail']} | {state['hours']}"


def test_a_closure_closes_the_kiosk_with_its_reason_and_ends_with_its_removal(office, people, enforced, enter):
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    enter(date(2026, 11, 23), "tutup", "Banjir", last=TUESDAY)
    assert said(office) == "Kantor tutup: Banjir. Silakan datang lagi Rabu, 25 November 2026 mulai pukul 07.00. | Tutup"
    with pytest.raises(Unavailable):
        office.do(tickets.issue, by=people["kiosk"], loket=1)
    office.do(calendar_days.remove_days, by=people["supervisor"], first=date(2026, 11, 23), last=TUESDAY)
    assert said(office) == " | Buka sampai 15.00"
    with pytest.raises(Unknown):
        office.do(calendar_days.remove_days, by=people["supervisor"], first=TUESDAY)


def test_an_early_closing_moves_the_last_ticket_and_the_due_time(office, walk, enforced, enter):
    file = walk.file(at=Stage.PROCESSING, visit=False)
    due = lambda: office.see(lambda read: deadlines.of(read, read.session.get_one(File, file), None)["due_at"])  # noqa: E731
    assert due() == "2026-11-23T16:00:00+07:00"
    assert enter(date(2026, 11, 23), "tutup_awal", "Rapat kabupaten", closes="11:00")["moved"] == 1
    assert said(office) == " | Buka sampai 11.00" and due() == "2026-11-23T11:00:00+07:00"
    enter(date(2026, 11, 23), "tutup", "Banjir")
    assert due() == "2026-11-24T16:00:00+07:00"


def test_a_saturday_opened_serves_visitors_but_is_no_working_day_of_a_file(office, people, clock, enforced, enter):
    at(clock, "2026-11-27T16:00")
    enter(SATURDAY, "buka", "Pelayanan Sabtu", closes="12:00")
    assert "besok mulai pukul 07.00" in said(office), "who asks on Friday evening is sent to Saturday"
    calendar = office.see(deadlines.calendar)
    assert calendar.serves(SATURDAY) and not calendar.is_working(SATURDAY)
    at(clock, "2026-11-28T09:00")
    assert said(office) == " | Buka sampai 12.00"
    assert office.do(tickets.issue, by=people["kiosk"], loket=1)["number"] == "A-001"
    at(clock, "2026-11-28T12:00")
    assert said(office).startswith("Loket sudah tutup pukul 12.00. Silakan datang lagi Senin, 30 November 2026")


def test_a_holiday_opened_is_a_working_day_again_and_comes_back(office, people, clock, enforced, enter):
    listed = kinds(office)[CHRISTMAS]
    enter(CHRISTMAS, "buka", "Tetap melayani")
    calendar = office.see(deadlines.calendar)
    assert calendar.serves(CHRISTMAS) and calendar.is_working(CHRISTMAS)
    at(clock, "2026-12-25T09:00")
    assert office.do(tickets.issue, by=people["kiosk"], loket=1)["number"] == "A-001"
    office.do(calendar_days.remove_days, by=people["supervisor"], first=CHRISTMAS)
    assert kinds(office)[CHRISTMAS] == listed == ("libur_nasional", "daftar bawaan")
    assert said(office).startswith("Kantor libur: ")


def test_a_closure_entered_after_the_day_was_opened_by_hand_is_the_latest_word(office, people, enforced, enter):
    office.do(day.open_day, by=people["supervisor"])
    enter(date(2026, 11, 23), "tutup", "Banjir")
    assert said(office).startswith("Kantor tutup: Banjir.")
    assert office.see(lambda read: read.session.get_one(Day, read.today).state) == "open"
    office.do(day.open_day, by=people["supervisor"])
    assert said(office) == " | Buka sampai 15.00"


def test_a_list_never_overwrites_the_offices_own_entry(office, people, enter):
    compare = lambda: {row["day"]: row["what"] for row in office.see(calendar_days.compare, year=2026)}  # noqa: E731
    assert set(compare().values()) == {"same"}
    enter(CHRISTMAS, "buka", "Tetap melayani")
    office.do(calendar_days.remove_days, by=people["supervisor"], first=date(2026, 12, 24))
    enter(TUESDAY, "tutup", "Pilkades")
    found = compare()
    assert (found[CHRISTMAS], found[date(2026, 12, 24)], found[TUESDAY]) == ("own", "add", "own")
    answer = office.do(calendar_days.import_year, by=people["supervisor"], year=2026)
    assert (answer["added"], answer["changed"], answer["removed"]) == (1, 0, 0)
    assert kinds(office)[CHRISTMAS] == ("buka", "kantor") and kinds(office)[TUESDAY] == ("tutup", "kantor")
    assert kinds(office)[date(2026, 12, 24)] == ("cuti_bersama", "paket holidays")


def test_a_year_is_imported_whole_or_in_part(office, people):
    first = office.see(calendar_days.compare, year=2029)
    assert len(first) > 10 and {row["what"] for row in first} == {"add"} and any(r["then"]["estimated"] for r in first)
    chosen = [first[0]["day"], first[3]["day"]]
    assert office.do(calendar_days.import_year, by=people["supervisor"], year=2029, days=chosen)["added"] == 2
    assert office.do(calendar_days.import_year, by=people["supervisor"], year=2029)["added"] == len(first) - 2
    again = office.do(calendar_days.import_year, by=people["supervisor"], year=2029)
    assert again == {"added": 0, "changed": 0, "removed": 0, "moved": 0}
    rows = select(HistoryRow).where(HistoryRow.event == "calendar_changed")
    assert len(office.see(lambda read: list(read.session.scalars(rows)))) == 2


def test_a_listed_day_that_moved_is_changed_and_the_old_one_goes(office, people):
    def move(read: Any) -> None:
        listed = read.session.get_one(CalendarDay, CHRISTMAS)
        listed.name, listed.estimated = "Hari Raya Natal (perkiraan)", True
        read.session.add(CalendarDay(day=date(2026, 12, 29), kind="cuti_bersama", name="Cuti", source="daftar bawaan",
                                     estimated=True, closes=None))  # fmt: skip

    with office.database.write() as session:
        move(type("Holder", (), {"session": session}))
    answer = office.do(calendar_days.import_year, by=people["supervisor"], year=2026)
    assert (answer["added"], answer["changed"], answer["removed"]) == (0, 1, 1)
    assert date(2026, 12, 29) not in kinds(office)


def test_ramadan_is_the_offices_own_and_else_the_shipped_one(office, people, clock: Clock, enforced):
    announced = RamadanDates(first=date(2026, 2, 18), last=date(2026, 3, 19), source="Sidang isbat 1447 H")
    assert not office.see(deadlines.calendar).fasting(date(2026, 2, 18)), "shipped: from 19 February"
    office.do(calendar_days.set_ramadan, by=people["supervisor"], dates=announced)
    calendar = office.see(deadlines.calendar)
    assert calendar.fasting(date(2026, 2, 18)) and not calendar.fasting(date(2026, 3, 20))
    assert calendar.fasting(date(2027, 2, 8)), "the next year's stands"
    at(clock, "2026-02-18T14:00")
    assert said(office).startswith("Loket sudah tutup pukul 14.00.")
    at(clock, "2026-02-18T12:15")
    assert said(office) == "Petugas sedang istirahat. Silakan kembali pukul 12.30. | Istirahat sampai 12.30"
    later = announced.model_copy(update={"first": date(2026, 2, 20), "last": date(2026, 3, 20)})
    office.do(calendar_days.set_ramadan, by=people["supervisor"], dates=later)
    assert not office.see(deadlines.calendar).fasting(date(2026, 2, 19))
    office.do(calendar_days.remove_ramadan, by=people["supervisor"], first=later.first)
    assert office.see(deadlines.calendar).fasting(date(2026, 2, 19))


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "tutup_awal"},
        {"kind": "libur"},
        {"last": date(2026, 11, 23)},
        {"last": date(2027, 11, 23)},
        {"name": " "},
        {"source": "Paket Holidays"},
    ],
)
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValidationError):
        CalendarEntry.model_validate({"first": TUESDAY, "kind": "tutup", "name": "Banjir", **wrong})


def test_ramadan_has_twenty_nine_or_thirty_days():
    assert RamadanDates(first=date(2026, 2, 18), last=date(2026, 3, 18))
    for last in (date(2026, 3, 17), date(2026, 3, 21)):
        with pytest.raises(ValidationError, match="29 atau 30 hari"):
            RamadanDates(first=date(2026, 2, 18), last=last)


def test_hours_are_changed_once_and_told(office, people):
    own = HallHours(enforced=True, loket_close=time(14, 30), quota=40)
    assert office.do(hours_setting.change, by=people["supervisor"], hours=own)["changed"] == [
        "enforced", "loket_close", "quota"]  # fmt: skip
    assert said(office) == " | Buka sampai 14.30"
    assert office.do(hours_setting.change, by=people["supervisor"], hours=own)["changed"] == []
    rows = office.see(lambda read: list(read.session.scalars(select(HistoryRow.event))))
    assert rows.count("settings_changed") == 1


def test_the_preview_says_what_the_hall_would_say(office, clock: Clock):
    at(clock, "2026-11-27T11:30")
    seen = office.see(hours_setting.preview, given=HallHours(enforced=True))
    assert (seen["open"], seen["tv"]) == (False, "Istirahat sampai 13.00")
    assert seen["kiosk"] == "Istirahat salat Jumat. Silakan kembali pukul 13.00."
    assert office.see(day.state)["open"], "nothing is changed by looking"
    friday = seen["courses"][1]
    assert [(part.kind, part.start, part.end) for part in friday.lokets] == [
        ("closed", time(5), time(8)), ("open", time(8), time(11)), ("break", time(11), time(13)),
        ("open", time(13), time(15)), ("closed", time(15), time(18))]  # fmt: skip
    assert [part.start for part in friday.kiosk if part.kind == "open"] == [time(7), time(13)]
    assert friday.kiosk[-1].start == time(14, 45), "the last ticket"
