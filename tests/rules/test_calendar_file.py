"""The shipped calendar: days off, office hours, Ramadan."""

import shutil
from datetime import date, time

import pytest

from office.files.calendar_file import DATA, Holiday, library_holidays, load_calendar, load_holidays
from office.files.clock import RAMADAN, REGULAR


def test_the_shipped_days_off_are_those_the_holidays_package_knows():
    shipped = load_holidays()
    known = library_holidays([2025, 2026, 2027])
    assert shipped == known


def test_days_off_say_their_kind_and_whether_they_are_final():
    holidays = load_holidays()
    assert holidays[date(2026, 12, 24)] == Holiday("Cuti Bersama Hari Raya Natal", "cuti_bersama")
    assert holidays[date(2027, 3, 10)].estimated
    assert not holidays[date(2026, 3, 21)].estimated
    assert sum(day.year == 2026 for day in holidays) == 25


def test_the_shipped_hours_are_those_of_the_regulation():
    calendar = load_calendar()
    assert calendar.hours == REGULAR
    assert calendar.ramadan_hours == RAMADAN
    assert calendar.cut_off == time(12)


@pytest.mark.parametrize(
    ("day", "closes"),
    [
        (date(2026, 2, 18), time(16)),  # the day before Ramadan
        (date(2026, 2, 19), time(15)),
        (date(2026, 3, 13), time(15, 30)),
        (date(2026, 3, 25), time(16)),
        (date(2025, 3, 3), time(15)),
        (date(2027, 3, 5), time(15, 30)),
        (date(2026, 11, 23), time(16)),
    ],
)
def test_closing_times(day, closes):
    assert load_calendar().hours_on(day).closes == closes


@pytest.mark.parametrize("day", [date(2026, 11, 28), date(2026, 11, 29), date(2026, 3, 20), date(2027, 1, 1)])
def test_days_off(day):
    assert not load_calendar().is_working(day)


def test_an_office_may_have_its_own_hours(tmp_path):
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    own = (tmp_path / "hours.yaml").read_text("utf-8")
    six_days = own.replace("regular:", 'regular:\n  6: {opens: "07:30", closes: "12:00"}', 1)
    (tmp_path / "hours.yaml").write_text(six_days, "utf-8")
    saturday = load_calendar(tmp_path, zone="Asia/Makassar").hours_on(date(2026, 11, 28))
    assert (saturday.closes, saturday.rest) == (time(12), None)


def test_the_offices_own_days_off_replace_the_shipped_ones():
    calendar = load_calendar(holidays={date(2026, 11, 23): "Banjir"})
    assert not calendar.is_working(date(2026, 11, 23))
    assert calendar.is_working(date(2026, 12, 25))
