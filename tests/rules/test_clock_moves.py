"""What moves a due time and says so: outages, early closings, holidays, pauses; and lateness that is nobody's fault."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.files.calendar_file import load_calendar
from office.files.clock import due_at, idle_days, ran, remaining, wholly_paused, with_outages, working_time
from office.files.shifts import missed_with, shift
from tests.rules.places import at
from tests.rules.test_clock_properties import lives, moments, working_days

CALENDAR = load_calendar()
NOW = at("2027-01-04T09:00")


def away(*spans, now=NOW):
    return with_outages(CALENDAR, [(at(start), at(end) if end else None) for start, end in spans], now)


def due(accepted, days, calendar, pauses=(), now=NOW):
    return due_at(at(accepted), days, calendar, idle_days(list(pauses), now, calendar))


@pytest.mark.parametrize(
    ("spans", "accepted", "days", "wanted"),
    [
        # a whole day without the system is no working day
        ([("2026-11-24T07:00", "2026-11-24T17:00")], "2026-11-23T09:00", 4, "2026-11-27T16:30"),
        ([("2026-11-24T07:30", "2026-11-24T16:00")], "2026-11-23T09:00", 4, "2026-11-27T16:30"),
        # one minute of it ran: it counts
        ([("2026-11-24T07:31", "2026-11-24T16:00")], "2026-11-23T09:00", 4, "2026-11-26T16:00"),
        ([("2026-11-24T07:00", "2026-11-24T15:59")], "2026-11-23T09:00", 4, "2026-11-26T16:00"),
        # two outages around the break cover a day together
        ([("2026-11-24T07:00", "2026-11-24T12:00"), ("2026-11-24T13:00", "2026-11-24T16:00")],
         "2026-11-23T09:00", 4, "2026-11-27T16:30"),
        # the very day it is due; the day it was accepted on paper; a weekend is nobody's day
        ([("2026-11-23T07:00", "2026-11-23T18:00")], "2026-11-23T09:00", 1, "2026-11-24T16:00"),
        ([("2026-11-24T06:00", "2026-11-25T18:00")], "2026-11-24T09:00", 1, "2026-11-26T16:00"),
        ([("2026-11-28T00:00", "2026-11-29T23:00")], "2026-11-26T09:00", 4, "2026-12-01T16:00"),
        # a Ramadan Friday, from eight to half past three
        ([("2026-03-13T08:00", "2026-03-13T15:30")], "2026-03-12T09:00", 2, "2026-03-16T15:00"),
        # after the due time it moves nothing
        ([("2026-11-27T07:00", "2026-11-27T18:00")], "2026-11-23T09:00", 4, "2026-11-26T16:00"),
    ],
)  # fmt: skip
def test_outages_move_the_due_time_by_whole_days_only(spans, accepted, days, wanted):
    assert due(accepted, days, away(*spans)) == at(wanted)


def test_a_day_half_away_and_half_with_the_applicant_did_not_run():
    calendar = away(("2026-11-24T07:00", "2026-11-24T12:00"))
    pause = [(at("2026-11-24T11:00"), at("2026-11-24T17:00"))]
    assert idle_days(pause, NOW, calendar) == {date(2026, 11, 24)}
    assert idle_days(pause, NOW, CALENDAR) == idle_days([], NOW, calendar) == frozenset()
    assert due("2026-11-23T09:00", 1, calendar, pause) == at("2026-11-23T16:00"), "the first day did run"
    assert due("2026-11-23T09:00", 2, calendar, pause) == at("2026-11-25T16:00")


def test_an_outage_that_lasts_takes_a_day_only_once_it_is_over():
    for now, lost in (("2026-11-24T15:59", set()), ("2026-11-24T16:00", {date(2026, 11, 24)})):
        assert away(("2026-11-23T17:00", None), now=at(now)).lost == lost


@pytest.mark.parametrize(
    ("accepted", "days", "pause", "wanted"),
    [
        # back after a weekend, the Friday and the Monday partly used
        ("2026-11-26T09:00", 2, ("2026-11-27T10:00", "2026-11-30T09:00"), "2026-11-27T16:30"),
        ("2026-11-26T09:00", 3, ("2026-11-27T10:00", "2026-11-30T09:00"), "2026-11-30T16:00"),
        # from Friday's closing to Monday's: the Monday is given back
        ("2026-11-26T09:00", 3, ("2026-11-27T16:30", "2026-11-30T16:00"), "2026-12-01T16:00"),
        # over the Christmas holidays nothing but the 28th is given back
        ("2026-12-22T09:00", 3, ("2026-12-23T16:00", "2026-12-28T16:30"), "2026-12-29T16:00"),
    ],
)
def test_pauses_over_days_off(accepted, days, pause, wanted):
    assert due(accepted, days, CALENDAR, [tuple(map(at, pause))]) == at(wanted)


@pytest.mark.parametrize(
    ("cut_off", "accepted", "wanted"),
    [
        (time(11), "2026-11-27T10:59", "2026-11-27T16:30"),
        (time(11), "2026-11-27T11:00", "2026-11-30T16:00"),
        (time(14), "2026-11-27T13:30", "2026-11-27T16:30"),
        (time(12), "2026-11-27T11:45", "2026-11-27T16:30"),  # in the Friday break, before the cut-off
        (time(12), "2026-03-13T11:59", "2026-03-13T15:30"),  # a Ramadan Friday
        (time(16), "2026-03-13T15:30", "2026-03-16T15:00"),  # closed already, though before the cut-off
    ],
)
def test_the_cut_off_on_a_friday(cut_off, accepted, wanted):
    assert due_at(at(accepted), 1, replace(CALENDAR, cut_off=cut_off)) == at(wanted)


def test_late_by_the_time_in_which_the_clock_ran():
    """Returned on its only day at 14.00, brought back on Wednesday at ten: late, by what ran since then."""
    accepted, pause = at("2026-11-23T09:00"), (at("2026-11-23T14:00"), at("2026-11-25T10:00"))
    assert due("2026-11-23T09:00", 1, CALENDAR, [pause]) == at("2026-11-23T16:00")
    assert remaining(at("2026-11-25T10:00"), accepted, 1, CALENDAR, [pause]) == timedelta(0)
    assert remaining(at("2026-11-25T11:30"), accepted, 1, CALENDAR, [pause]) == -timedelta(hours=1, minutes=30)
    assert remaining(at("2026-11-25T11:30"), accepted, 1, CALENDAR) == -timedelta(hours=7.5 + 4)
    assert missed_with(at("2026-11-23T16:00"), [pause], NOW) == pause
    assert missed_with(at("2026-11-23T13:00"), [pause], NOW) is None
    gone = away(("2026-11-25T10:30", "2026-11-25T11:30"))
    assert remaining(at("2026-11-25T11:30"), accepted, 1, gone, [pause]) == -timedelta(minutes=30)


def why(accepted, days, calendar, pauses=(), now=NOW):
    found = shift(at(accepted), days, calendar, list(pauses), now)
    return found and (found.usual.isoformat()[:16], found.due.isoformat()[:16],
                      [(one.kind, one.day.day, one.name) for one in found.reasons])  # fmt: skip


def test_reasons_are_told_day_by_day():
    assert why("2026-11-23T09:00", 4, CALENDAR) is None
    christmas = why("2026-12-21T09:00", 4, CALENDAR)
    assert christmas[:2] == ("2026-12-24T16:00", "2026-12-28T16:00")
    assert [(kind, day) for kind, day, _ in christmas[2]] == [("off", 24), ("off", 25)] and "Natal" in christmas[2][1][
        2
    ]
    early = replace(CALENDAR, overrides={date(2026, 11, 24): time(11)})
    assert why("2026-11-24T09:00", 1, early) == ("2026-11-24T16:00", "2026-11-24T11:00", [("early", 24, "11:00")])
    assert why("2026-11-24T11:30", 1, early) == ("2026-11-24T16:00", "2026-11-25T16:00", [("early", 24, "11:00")])
    assert why("2026-11-23T09:00", 4, early) is None, "an early closing in between moves nothing"
    shut = replace(CALENDAR, overrides={date(2026, 11, 24): time(7)})
    assert why("2026-11-24T09:00", 1, shut) == ("2026-11-24T16:00", "2026-11-25T16:00", [("off", 24, "")])
    dark = away(("2026-11-24T07:00", "2026-11-24T18:00"))
    assert why("2026-11-23T09:00", 4, dark) == ("2026-11-26T16:00", "2026-11-27T16:30", [("outage", 24, "")])
    pause = [(at("2026-11-24T16:00"), at("2026-11-25T16:00"))]
    assert why("2026-11-23T09:00", 4, dark, pause)[2] == [("outage", 24, ""), ("applicant", 25, "")]


spans = st.lists(st.tuples(moments, st.integers(1, 5000)), max_size=4).map(
    lambda found: [(start, start + timedelta(minutes=length)) for start, length in found]
)


@given(lives(), spans, working_days)
def test_outages_only_postpone_and_reasons_explain_every_day(life, outages, count):
    accepted, pauses, now = life
    calendar = with_outages(CALENDAR, outages, now)
    idle = idle_days(pauses, now, calendar)
    both = wholly_paused([*pauses, *outages], now, CALENDAR)
    assert wholly_paused(pauses, now, CALENDAR) | calendar.lost <= idle <= both
    plain = due_at(accepted, count, CALENDAR, wholly_paused(pauses, now, CALENDAR))
    moved = due_at(accepted, count, calendar, idle)
    assert moved >= plain
    found = shift(accepted, count, calendar, pauses, now)
    assert (found is None) or found.due == moved
    if found and found.due.date() != found.usual.date():
        assert found.reasons, "a due time on another day has a reason"


@given(lives(), spans)
def test_what_ran_is_never_more_than_working_time_and_adds_up(life, outages):
    accepted, pauses, now = life
    calendar = with_outages(CALENDAR, outages, now)
    whole = ran(accepted, now, calendar, pauses)
    assert timedelta(0) <= whole <= working_time(accepted, now, calendar)
    middle = accepted + (now - accepted) / 2
    assert whole == ran(accepted, middle, calendar, pauses) + ran(middle, now, calendar, pauses)
