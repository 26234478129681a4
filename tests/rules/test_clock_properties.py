"""What holds of every deadline, whatever the day."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from office.files.calendar_file import load_calendar
from office.files.clock import due_at, first_day, ran, remaining, wholly_paused, working_time
from tests.rules.places import ZONE

CALENDAR = load_calendar()
FIRST, LAST = datetime(2025, 1, 1), datetime(2027, 11, 1)
moments = st.datetimes(FIRST, LAST).map(lambda moment: moment.replace(tzinfo=ZONE))
working_days = st.integers(1, 12)


@st.composite
def lives(draw):
    """(accepted, pauses one after the other, now) of a file."""
    accepted = draw(moments)
    moment, pauses = accepted, []
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 4000), st.integers(1, 6000)), max_size=4)):
        start = moment + timedelta(minutes=gap)
        moment = start + timedelta(minutes=length)
        pauses.append((start, moment))
    return accepted, pauses, moment + timedelta(minutes=draw(st.integers(0, 4000)))


@given(moments, working_days)
def test_due_is_the_closing_of_a_working_day(accepted, count):
    due = due_at(accepted, count, CALENDAR)
    hours = CALENDAR.hours_on(due.date())
    assert hours is not None
    assert (due.time(), due.tzinfo) == (hours.closes, ZONE)
    assert due > accepted


@given(moments, working_days)
def test_more_days_are_later_and_by_exactly_the_working_days_between(accepted, count):
    due, later = due_at(accepted, count, CALENDAR), due_at(accepted, count + 1, CALENDAR)
    assert later > due
    between = [due.date() + timedelta(days=n) for n in range(1, (later.date() - due.date()).days + 1)]
    assert [day for day in between if CALENDAR.is_working(day)] == [later.date()]


@given(moments, st.integers(0, 100_000), working_days)
def test_accepted_later_is_never_due_earlier(accepted, minutes, count):
    later = accepted + timedelta(minutes=minutes)
    assert due_at(accepted, count, CALENDAR) <= due_at(later, count, CALENDAR)


@given(moments, working_days, st.sets(st.integers(0, 30), max_size=6))
def test_paused_days_only_postpone_and_each_by_its_own_day(accepted, count, offsets):
    start = first_day(accepted, CALENDAR)
    paused = {start + timedelta(days=n) for n in offsets}
    due = due_at(accepted, count, CALENDAR, paused)
    assert due >= due_at(accepted, count, CALENDAR)
    run = [start + timedelta(days=n) for n in range((due.date() - start).days + 1)]
    assert len([day for day in run if CALENDAR.is_working(day) and day not in paused]) == count


@given(moments, moments, moments)
def test_working_time_adds_up(one, two, three):
    whole = working_time(one, three, CALENDAR)
    assert whole == working_time(one, two, CALENDAR) + working_time(two, three, CALENDAR)


@given(lives())
def test_a_day_counts_as_paused_exactly_when_no_working_time_of_it_ran(life):
    _, pauses, now = life
    found = wholly_paused(pauses, now, CALENDAR)
    assert all(CALENDAR.is_working(day) for day in found)
    for day in {start.date() for start, _ in pauses} | {end.date() for _, end in pauses} | found:
        stretches = CALENDAR.stretches(day)
        rested = sum((working_time(*_overlap(pause, stretch), CALENDAR)
                      for pause in pauses for stretch in stretches), timedelta(0))  # fmt: skip
        whole = sum((end - start for start, end in stretches), timedelta(0))
        assert (day in found) == (bool(stretches) and rested == whole)


def _overlap(pause, stretch):
    start = max(pause[0], stretch[0])
    return start, max(start, min(pause[1], stretch[1]))


@given(lives(), working_days)
def test_remaining_is_working_time_until_due(life, count):
    accepted, pauses, now = life
    left = remaining(now, accepted, count, CALENDAR, pauses)
    due = due_at(accepted, count, CALENDAR, wholly_paused(pauses, now, CALENDAR))
    assert (left > timedelta(0)) == (working_time(now, due, CALENDAR) > timedelta(0))
    assert (left < timedelta(0)) == (now > due and ran(due, now, CALENDAR, pauses) > timedelta(0))
    assert -left <= max(working_time(due, now, CALENDAR), timedelta(0)), "what the applicant took is not the office's"


@given(moments, working_days, st.integers(0, 20_000), st.integers(1, 600))
def test_time_passing_never_gives_time_back(accepted, count, minutes, more):
    now = accepted + timedelta(minutes=minutes)
    earlier = remaining(now, accepted, count, CALENDAR)
    later = remaining(now + timedelta(minutes=more), accepted, count, CALENDAR)
    assert later <= earlier
    assert earlier - later <= timedelta(minutes=more)
