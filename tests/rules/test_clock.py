"""The working-day clock: when a file is due, and how much working time is left."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from office.files.calendar_file import load_calendar
from office.files.catalogue_file import load_catalogue
from office.files.clock import (
    OfficeCalendar,
    clock_state,
    due_at,
    first_day,
    remaining,
    wholly_paused,
    working_time,
)
from tests.rules.places import at, days, rows

CALENDAR = load_calendar()


def hours(**parts):
    return timedelta(**parts)


@pytest.mark.parametrize("row", rows("sla_vectors.csv"), ids=lambda row: f"{row['id']} {row['note']}")
def test_published_deadlines(row):
    paused = days(row["wholly_paused_days"])
    due = due_at(at(row["accepted_complete_at"]), int(row["sla_working_days"]), CALENDAR, paused)
    assert due == at(row["due_at"])


@pytest.mark.parametrize(
    ("accepted", "working_days", "paused", "due"),
    [
        ("2026-11-28T10:00", 1, "", "2026-11-30T16:00"),  # Saturday -> Monday
        ("2026-11-29T10:00", 4, "", "2026-12-03T16:00"),  # Sunday -> Monday to Thursday
        ("2026-12-25T09:00", 1, "", "2026-12-28T16:00"),  # on a holiday
        ("2026-12-24T09:00", 1, "", "2026-12-28T16:00"),  # on a cuti bersama
        ("2026-11-24T00:00", 1, "", "2026-11-24T16:00"),  # hours before opening
        ("2026-11-24T07:29", 1, "", "2026-11-24T16:00"),  # a minute before opening
        ("2026-11-24T11:59", 1, "", "2026-11-24T16:00"),  # a minute before the cut-off
        ("2026-11-24T15:59", 1, "", "2026-11-25T16:00"),  # a minute before closing
        ("2026-11-24T23:59", 1, "", "2026-11-25T16:00"),  # at night
        ("2026-11-27T09:00", 1, "", "2026-11-27T16:30"),  # Friday closes 16.30
        ("2026-11-26T13:00", 1, "", "2026-11-27T16:30"),  # Thursday afternoon -> Friday
        ("2026-12-31T09:00", 4, "", "2027-01-07T16:00"),  # over New Year; 5 January 2027 is a holiday
        ("2026-03-12T13:00", 1, "", "2026-03-13T15:30"),  # after the cut-off -> Ramadan Friday
        (
            "2026-03-17T13:00",
            1,
            "",
            "2026-03-25T16:00",
        ),  # the last fasting day off, then Idul Fitri, then usual hours
        ("2026-02-18T13:00", 1, "", "2026-02-19T15:00"),  # the first day of Ramadan
        ("2025-03-27T09:00", 4, "", "2025-04-10T16:00"),  # Nyepi and Idul Fitri 2025
        ("2026-11-23T09:00", 4, "2026-11-24;2026-11-25", "2026-11-30T16:00"),  # two days with the applicant
        ("2026-11-23T09:00", 4, "2026-11-28;2026-11-29", "2026-11-26T16:00"),  # a weekend is nobody's day
        ("2026-11-23T09:00", 4, "2026-11-20", "2026-11-26T16:00"),  # before the clock started
        ("2026-11-23T09:00", 1, "2026-11-23", "2026-11-24T16:00"),  # the very first day
        ("2026-11-24T12:00", 1, "2026-11-25", "2026-11-26T16:00"),  # day 1 itself, after the cut-off
        ("2026-11-23T09:00", 4, "2026-11-26;2026-11-27", "2026-11-30T16:00"),  # the last day
    ],
)
def test_due(accepted, working_days, paused, due):
    assert due_at(at(accepted), working_days, CALENDAR, days(paused)) == at(due)


def test_due_is_said_in_the_offices_zone_whatever_zone_comes_in():
    due = due_at(datetime(2026, 11, 24, 2, tzinfo=UTC), 1, CALENDAR)
    assert due.isoformat() == "2026-11-24T16:00:00+07:00"
    late_in_jakarta = due_at(datetime(2026, 11, 24, 5, tzinfo=UTC), 1, CALENDAR)
    assert late_in_jakarta.isoformat() == "2026-11-25T16:00:00+07:00"


@pytest.mark.parametrize("wrong", [0, -1])
def test_a_file_has_at_least_one_day(wrong):
    with pytest.raises(ValueError, match="at least one working day"):
        due_at(at("2026-11-24T09:00"), wrong, CALENDAR)


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="zone"):
        due_at(datetime(2026, 11, 24, 9), 1, CALENDAR)


def test_a_calendar_without_working_days_is_a_defect_not_a_loop():
    with pytest.raises(ValueError, match="no working day"):
        due_at(at("2026-11-24T09:00"), 1, OfficeCalendar(hours={}))


def test_another_cut_off():
    early = replace(CALENDAR, cut_off=time(10))
    assert due_at(at("2026-11-24T10:00"), 1, early) == at("2026-11-25T16:00")
    assert due_at(at("2026-11-24T09:59"), 1, early) == at("2026-11-24T16:00")


def test_a_holiday_announced_later_moves_the_due_time():
    accepted = at("2026-11-23T09:00")
    moved = replace(CALENDAR, holidays={**CALENDAR.holidays, date(2026, 11, 25): "Pilkada"})
    assert (due_at(accepted, 4, CALENDAR), due_at(accepted, 4, moved)) == (
        at("2026-11-26T16:00"),
        at("2026-11-27T16:30"),
    )


@pytest.mark.parametrize(
    ("closes", "accepted", "due"),
    [
        (time(14), "2026-11-24T09:00", "2026-11-24T14:00"),  # closing early moves it
        (time(11), "2026-11-24T11:30", "2026-11-25T16:00"),  # already closed, though before the cut-off
        (time(7, 30), "2026-11-24T07:00", "2026-11-25T16:00"),  # closed as it would open
        (time(7), "2026-11-24T09:00", "2026-11-25T16:00"),  # closed before it opened: no working day
        (time(18), "2026-11-24T09:00", "2026-11-24T16:00"),  # never later than office hours
    ],
)
def test_closing_early(closes, accepted, due):
    calendar = replace(CALENDAR, overrides={date(2026, 11, 24): closes})
    assert due_at(at(accepted), 1, calendar) == at(due)


@pytest.mark.parametrize(("closes", "worked"), [(time(11), 3.5), (time(12, 30), 4.5), (time(14), 5.5)])
def test_closing_early_leaves_the_working_time_until_then(closes, worked):
    calendar = replace(CALENDAR, overrides={date(2026, 11, 24): closes})
    assert working_time(at("2026-11-24T00:00"), at("2026-11-25T00:00"), calendar) == hours(hours=worked)


def test_a_visit_decided_later_makes_it_four_days_from_the_same_start():
    service = load_catalogue().by_code["IZ04"]
    accepted = at("2026-11-23T09:00")
    assert due_at(accepted, service.days(visit_needed=False), CALENDAR) == at("2026-11-23T16:00")
    assert due_at(accepted, service.days(visit_needed=True), CALENDAR) == at("2026-11-26T16:00")


@pytest.mark.parametrize(
    ("start", "end", "paused"),
    [
        ("2026-11-24T07:30", "2026-11-24T16:00", "2026-11-24"),  # exactly the office hours
        ("2026-11-23T15:00", "2026-11-25T09:00", "2026-11-24"),  # part, whole, part
        ("2026-11-23T15:00", "2026-11-24T15:59", ""),  # one minute ran
        ("2026-11-24T07:31", "2026-11-25T07:30", ""),  # one minute ran in the morning
        ("2026-11-23T16:00", "2026-11-24T07:30", ""),  # only a night
        ("2026-11-27T16:30", "2026-11-30T07:30", ""),  # only a weekend
        ("2026-11-26T16:00", "2026-12-01T07:30", "2026-11-27;2026-11-30"),  # days off are not meant
        ("2026-12-23T16:00", "2026-12-28T16:00", "2026-12-28"),  # holidays are not meant
    ],
)
def test_wholly_paused_days(start, end, paused):
    found = wholly_paused([(at(start), at(end))], at("2027-01-04T09:00"), CALENDAR)
    assert sorted(found) == days(paused)


def test_two_pauses_may_cover_one_day_together():
    day = [(at("2026-11-24T06:00"), at("2026-11-24T10:00")), (at("2026-11-24T10:00"), at("2026-11-24T17:00"))]
    now = at("2026-11-30T09:00")
    assert wholly_paused(day, now, CALENDAR) == {date(2026, 11, 24)}
    gap = [(at("2026-11-24T06:00"), at("2026-11-24T10:00")), (at("2026-11-24T10:01"), at("2026-11-24T17:00"))]
    assert wholly_paused(gap, now, CALENDAR) == frozenset()


def test_the_break_is_no_working_time_so_a_clock_that_ran_only_then_did_not_run():
    friday = [
        (at("2026-11-27T07:00"), at("2026-11-27T11:30")),
        (at("2026-11-27T13:00"), at("2026-11-27T17:00")),
    ]
    assert wholly_paused(friday, at("2026-11-30T09:00"), CALENDAR) == {date(2026, 11, 27)}


def test_an_open_pause_counts_a_day_only_when_it_is_over():
    pause = [(at("2026-11-23T15:00"), None)]
    assert wholly_paused(pause, at("2026-11-24T15:59"), CALENDAR) == frozenset()
    assert wholly_paused(pause, at("2026-11-24T16:00"), CALENDAR) == {date(2026, 11, 24)}
    assert wholly_paused(pause, at("2026-11-26T09:00"), CALENDAR) == {date(2026, 11, 24), date(2026, 11, 25)}


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2026-11-23T09:41", hours(hours=5, minutes=19)),  # without the break
        ("2026-11-23T12:30", hours(hours=3)),  # in the break nothing runs
        ("2026-11-23T13:00", hours(hours=3)),
        ("2026-11-23T13:20", hours(hours=2, minutes=40)),
        ("2026-11-23T16:00", hours()),
        ("2026-11-23T20:00", hours()),  # nights do not make it later
        ("2026-11-24T08:30", -hours(hours=1)),
        ("2026-11-24T13:30", -hours(hours=5)),
    ],
)
def test_remaining_of_one_day(now, left):
    assert remaining(at(now), at("2026-11-23T08:20"), 1, CALENDAR) == left


def test_remaining_over_a_weekend_counts_working_time_only():
    assert remaining(at("2026-11-27T16:00"), at("2026-11-25T09:00"), 4, CALENDAR) == hours(hours=8)


def test_remaining_on_a_ramadan_friday():
    assert remaining(at("2026-03-13T11:00"), at("2026-03-13T09:00"), 1, CALENDAR) == hours(hours=3, minutes=30)


def test_a_week_has_the_hours_of_the_regulation():
    assert working_time(at("2026-11-23T00:00"), at("2026-11-28T00:00"), CALENDAR) == hours(hours=37, minutes=30)
    assert working_time(at("2026-03-09T00:00"), at("2026-03-14T00:00"), CALENDAR) == hours(hours=32, minutes=30)


def test_part_of_a_day_with_the_applicant_does_not_move_the_due_time():
    pauses = [(at("2026-11-24T10:00"), at("2026-11-24T14:00"))]
    accepted, now = at("2026-11-23T09:00"), at("2026-11-24T14:00")
    assert remaining(now, accepted, 4, CALENDAR, pauses) == hours(hours=2 + 7.5 * 2)


def test_a_whole_day_with_the_applicant_is_given_back():
    pauses = [(at("2026-11-23T15:00"), at("2026-11-25T08:30"))]
    accepted, now = at("2026-11-23T09:00"), at("2026-11-25T08:30")
    assert wholly_paused(pauses, now, CALENDAR) == {date(2026, 11, 24)}
    assert remaining(now, accepted, 4, CALENDAR, pauses) == hours(hours=6.5 + 7.5 * 2)


def test_while_paused_it_is_what_would_be_left_if_the_file_came_back_now():
    pause, accepted = (at("2026-11-23T15:00"), None), at("2026-11-23T09:00")
    for now in ("2026-11-24T09:00", "2026-11-24T16:00", "2026-11-26T12:00"):
        back = remaining(at(now), accepted, 4, CALENDAR, [(pause[0], at(now))])
        assert remaining(at(now), accepted, 4, CALENDAR, [pause]) == back
    assert remaining(at("2026-11-24T16:00"), accepted, 4, CALENDAR, [pause]) == hours(hours=22.5)


def test_the_clock_that_stood_between_ready_and_a_voided_letter():
    ready, voided = at("2026-11-24T15:00"), at("2026-11-27T08:00")
    left = remaining(voided, at("2026-11-23T09:00"), 4, CALENDAR, [(ready, voided)])
    assert left == hours(hours=7, minutes=0) + hours(hours=7, minutes=30)


def test_states():
    accepted, pause = at("2026-11-23T09:00"), (at("2026-11-23T10:00"), None)
    over = (pause[0], at("2026-11-23T11:00"))
    assert clock_state(None) == "not_started"
    assert clock_state(accepted) == "running"
    assert clock_state(accepted, [pause]) == "paused"
    assert clock_state(accepted, [over]) == "running"
    assert clock_state(accepted, [over, (at("2026-11-24T10:00"), None)]) == "paused"
    assert clock_state(accepted, [over], stopped=at("2026-11-24T09:00")) == "stopped"


def test_day_one():
    assert first_day(at("2026-11-27T11:59"), CALENDAR) == date(2026, 11, 27)
    assert first_day(at("2026-11-27T12:00"), CALENDAR) == date(2026, 11, 30)


def test_an_opened_saturday_serves_but_brings_no_due_time_nearer():
    saturday = date(2026, 11, 28)
    opened = replace(CALENDAR, opened=frozenset({saturday}), overrides={saturday: time(12)})
    assert opened.serves(saturday) and not opened.is_working(saturday)
    assert next(opened.serving_days(saturday)) == saturday
    assert next(CALENDAR.serving_days(saturday)) == date(2026, 11, 30)
    for accepted in ("2026-11-27T09:00", "2026-11-27T13:30", "2026-11-28T09:00"):
        assert due_at(at(accepted), 2, opened) == due_at(at(accepted), 2, CALENDAR)
