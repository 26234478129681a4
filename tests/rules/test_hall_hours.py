"""Open or closed: every reason, its words, and when it ends."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from office.hall.hours import Closed, DaySettings, HallHours, LoketQueue, Open, availability, hall_text
from office.hall.opening import loket_time_left
from tests.rules.places import ZONE, at

HOURS = HallHours()
TUESDAY = date(2026, 11, 24)
DAY = DaySettings(next_day=TUESDAY)
TOMORROW = "Silakan datang lagi besok mulai pukul 07.00."
MONDAY = "2026-11-23T"
FRIDAY = "2026-11-27T"


def said(answer):
    """A closed answer as a tuple."""
    assert isinstance(answer, Closed)
    return answer.code, answer.detail, answer.until and answer.until.isoformat()[:16]


def test_on_a_usual_morning_a_ticket_is_given_until_the_last_one():
    assert availability(at(MONDAY + "09:41"), HOURS, DAY) == Open(at(MONDAY + "14:45"))


@pytest.mark.parametrize(
    ("moment", "answer"),
    [
        ("06:59", ("closed", "Nomor antrean dibuka pukul 07.00. Silakan menunggu.", MONDAY + "07:00")),
        ("12:00", ("break", "Petugas sedang istirahat. Silakan kembali pukul 13.00.", MONDAY + "13:00")),
        ("12:59", ("break", "Petugas sedang istirahat. Silakan kembali pukul 13.00.", MONDAY + "13:00")),
        ("14:45", ("last_ticket", f"Nomor terakhir diberikan pukul 14.45. {TOMORROW}",
                   "2026-11-24T07:00")),
        ("15:00", ("closed", f"Loket sudah tutup pukul 15.00. {TOMORROW}",
                   "2026-11-24T07:00")),
    ],
)  # fmt: skip
def test_closed_by_the_clock(moment, answer):
    assert said(availability(at(MONDAY + moment), HOURS, DAY)) == answer


@pytest.mark.parametrize("moment", ["07:00", "07:59", "11:59", "13:00", "14:44"])
def test_open_to_the_minute(moment):
    assert availability(at(MONDAY + moment), HOURS, DAY).is_open


def test_friday_prayer_replaces_the_break():
    code, detail, until = said(availability(at(FRIDAY + "11:00"), HOURS, DAY))
    assert (code, detail) == ("friday_prayer", "Istirahat salat Jumat. Silakan kembali pukul 13.00.")
    assert until == FRIDAY + "13:00"
    assert availability(at(FRIDAY + "10:59"), HOURS, DAY).is_open
    assert availability(at(FRIDAY + "13:00"), HOURS, DAY).is_open


def test_a_holiday_is_named_and_says_when_to_come_again():
    day = DaySettings(working=False, holiday="Hari Raya Natal", next_day=date(2026, 12, 28))
    answer = said(availability(at("2026-12-25T09:00"), HOURS, day))
    again = "Silakan datang lagi Senin, 28 Desember 2026 mulai pukul 07.00."
    assert answer == ("holiday", f"Kantor libur: Hari Raya Natal. {again}", "2026-12-28T07:00")


def test_a_weekend_without_a_known_next_day_sends_people_to_ask():
    answer = said(availability(at("2026-11-28T09:00"), HOURS, DaySettings(working=False)))
    assert answer == ("closed", "Kantor tutup hari ini. Silakan tanya petugas kapan kantor buka lagi.", None)


def test_the_day_opened_by_hand_is_open_on_a_day_off_and_early_but_keeps_its_end():
    day = DaySettings(working=False, holiday="Pilkada", manual="open")
    assert availability(at("2026-11-28T06:30"), HOURS, day).is_open
    assert said(availability(at("2026-11-28T15:00"), HOURS, day))[0] == "closed"


@pytest.mark.parametrize("enforced", [True, False])
def test_the_day_closed_by_hand_is_closed_whatever_the_hours(enforced):
    hours = HallHours(enforced=enforced)
    answer = said(availability(at(MONDAY + "09:00"), hours, DaySettings(manual="closed", next_day=TUESDAY)))
    assert answer[:2] == (
        "closed",
        "Pelayanan hari ini sudah ditutup. Silakan datang lagi besok mulai pukul 07.00.",
    )


def test_closing_early_moves_the_last_ticket():
    day = DaySettings(closes=time(11), next_day=TUESDAY)
    assert availability(at(MONDAY + "10:44"), HOURS, day) == Open(at(MONDAY + "10:45"))
    assert said(availability(at(MONDAY + "10:45"), HOURS, day))[0] == "last_ticket"
    assert said(availability(at(MONDAY + "11:00"), HOURS, day))[0] == "closed"


def test_ramadan_closes_earlier():
    day = DaySettings(ramadan=True, next_day=date(2026, 3, 10))
    assert availability(at("2026-03-09T13:44"), HOURS, day).is_open
    assert said(availability(at("2026-03-09T13:45"), HOURS, day))[0] == "last_ticket"


def test_the_quota_counts_todays_tickets():
    hours = HallHours(quota=80)
    assert availability(at(MONDAY + "09:00"), hours, DAY, issued=79).is_open
    code, detail, _ = said(availability(at(MONDAY + "09:00"), hours, DAY, issued=80))
    assert (code, detail[:42]) == ("quota", "Nomor antrean hari ini sudah habis (80). S")


@pytest.mark.parametrize("enforced", [True, False])
def test_a_closed_loket_names_the_one_that_is_open(enforced):
    hours = HallHours(enforced=enforced)
    closed, other = LoketQueue(1, closed=True), LoketQueue(2)
    answer = said(availability(at(MONDAY + "09:00"), hours, DAY, queue=closed, others=[other]))
    assert answer[:2] == ("loket_closed", "Loket 1 sedang tutup. Silakan tanya petugas Loket 2.")
    alone = said(availability(at(MONDAY + "09:00"), hours, DAY, queue=closed, others=[LoketQueue(2, closed=True)]))
    assert alone[1] == "Loket 1 sedang tutup. Silakan tanya petugas."


@pytest.mark.parametrize(
    ("moment", "queue", "is_open"),
    [
        ("14:00", LoketQueue(1, waiting=5, minutes=10), True),  # six visits, sixty minutes
        ("14:00", LoketQueue(1, waiting=6, minutes=10), False),
        ("14:00", LoketQueue(1, waiting=11, minutes=10, officers=2), True),
        ("14:00", LoketQueue(1, waiting=12, minutes=10, officers=2), False),
        ("14:00", LoketQueue(1, waiting=5, minutes=10, officers=0), True),  # somebody will come
        ("14:00", LoketQueue(1, waiting=500, minutes=None), True),  # no estimate yet
        ("11:00", LoketQueue(1, waiting=17, minutes=10), True),  # the break serves nobody: three hours left
        ("11:00", LoketQueue(1, waiting=18, minutes=10), False),
        ("07:00", LoketQueue(1, waiting=35, minutes=10), True),  # lokets open at eight: six hours
        ("07:00", LoketQueue(1, waiting=36, minutes=10), False),
    ],
)
def test_a_queue_that_would_not_be_served_before_closing(moment, queue, is_open):
    answer = availability(at(MONDAY + moment), HOURS, DAY, queue=queue)
    assert answer.is_open == is_open
    if isinstance(answer, Closed):
        assert (answer.code, answer.detail[:49]) == (
            "queue_too_long",
            "Antrean Loket 1 sudah penuh sampai loket tutup. S",
        )


def test_a_call_for_help_asks_for_no_loket():
    assert availability(at(MONDAY + "09:00"), HOURS, DAY, others=[LoketQueue(1, closed=True)]).is_open


def test_tickets_may_go_on_in_the_break():
    assert availability(at(MONDAY + "12:30"), HallHours(tickets_in_break=True), DAY).is_open
    assert availability(at(MONDAY + "12:30"), HallHours(rest=None), DAY).is_open
    assert availability(at(FRIDAY + "11:30"), HallHours(friday_prayer=None), DAY).is_open


@pytest.mark.parametrize("moment", ["2026-11-23T03:00", "2026-11-27T11:30", "2026-11-28T23:59", "2026-12-25T15:00"])
def test_when_hours_are_not_enforced_nothing_closes_by_the_clock(moment):
    hours, day = HallHours(enforced=False, quota=1), DaySettings(working=False, holiday="Hari Raya Natal")
    queue = LoketQueue(1, waiting=900, minutes=30)
    assert availability(at(moment), hours, day, issued=5, queue=queue) == Open(None)
    assert hall_text(at(moment), hours, day) == "Buka"


@pytest.mark.parametrize(
    ("moment", "day", "text"),
    [
        (MONDAY + "06:30", DAY, "Loket buka pukul 08.00"),
        (MONDAY + "07:30", DAY, "Loket buka pukul 08.00"),  # the kiosk already gives numbers
        (MONDAY + "08:00", DAY, "Buka sampai 15.00"),
        (MONDAY + "12:30", DAY, "Istirahat sampai 13.00"),
        (FRIDAY + "11:30", DAY, "Istirahat sampai 13.00"),
        (MONDAY + "14:50", DAY, "Buka sampai 15.00"),
        (MONDAY + "15:00", DAY, "Tutup"),
        (MONDAY + "09:00", DaySettings(working=False), "Tutup"),
        (MONDAY + "09:00", DaySettings(manual="closed"), "Tutup"),
        (MONDAY + "09:00", DaySettings(working=False, manual="open"), "Buka sampai 15.00"),
        (MONDAY + "09:00", DaySettings(closes=time(11, 30)), "Buka sampai 11.30"),
        ("2026-03-09T09:00", DaySettings(ramadan=True), "Buka sampai 14.00"),
    ],
)
def test_what_kiosk_and_tv_say(moment, day, text):
    assert hall_text(at(moment), HOURS, day) == text


def test_the_hours_in_english_and_of_a_day_closed_by_hand():
    assert hall_text(at(MONDAY + "07:30"), HOURS, DAY, lang="en") == "Counters open at 08.00"
    assert hall_text(at(MONDAY + "09:00"), HallHours(enforced=False), DaySettings(manual="closed")) == "Tutup"


def test_a_closed_answer_becomes_the_refusal_of_the_act():
    answer = availability(at(MONDAY + "06:00"), HOURS, DAY)
    refusal = answer.refusal()
    assert (refusal.code, refusal.detail) == ("closed", answer.detail)
    assert refusal.extra == {"until": "2026-11-23T07:00:00+07:00"}


@pytest.mark.parametrize(
    "wrong",
    [{"kiosk_open": "09:00"}, {"loket_open": "15:00"}, {"rest": ("13:00", "12:00")}, {"quota": 0},
     {"last_ticket_minutes": -1}, {"open": True}],
)  # fmt: skip
def test_contradictory_hours_are_refused(wrong):
    with pytest.raises(ValidationError):
        HallHours.model_validate(wrong)


def test_hours_survive_being_stored_as_json():
    assert HallHours.model_validate_json(HOURS.model_dump_json()) == HOURS


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.booleans(), st.booleans())
def test_an_answer_never_promises_the_past(moment, working, ramadan):
    now = moment.replace(tzinfo=ZONE)
    next_day = now.date() + timedelta(days=1)
    answer = availability(now, HOURS, DaySettings(working=working, ramadan=ramadan, next_day=next_day))
    assert answer.until is not None
    assert answer.until > now
    if isinstance(answer, Open):
        assert loket_time_left(now, HOURS, DaySettings(ramadan=ramadan)) > timedelta(0)


FASTING = DaySettings(ramadan=True, next_day=date(2026, 3, 10))


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2026-03-09T07:59", "Loket buka pukul 08.30"),
        ("2026-03-09T12:29", "Istirahat sampai 12.30"),
        ("2026-03-09T12:30", "Buka sampai 14.00"),
        ("2026-03-13T11:30", "Istirahat sampai 12.30"),  # Friday
        ("2026-03-13T11:29", "Buka sampai 14.00"),
    ],
)
def test_ramadan_has_its_own_opening_and_breaks(moment, text):
    hours = HallHours(ramadan_open=time(8, 30))
    assert hall_text(at(moment), hours, FASTING) == text
    assert availability(at(moment), hours, FASTING).is_open == (not text.startswith("Istirahat"))


def test_the_time_left_in_ramadan_counts_ramadans_break():
    assert loket_time_left(at("2026-03-09T08:00"), HallHours(), FASTING) == timedelta(hours=5, minutes=30)
    no_rest = HallHours(ramadan_rest=None)
    assert loket_time_left(at("2026-03-09T08:00"), no_rest, FASTING) == timedelta(hours=6)


def test_a_closure_of_the_offices_own_is_no_holiday():
    day = DaySettings(working=False, closure="Banjir", next_day=TUESDAY)
    assert said(availability(at(MONDAY + "09:00"), HOURS, day))[:2] == ("closed", f"Kantor tutup: Banjir. {TOMORROW}")


@pytest.mark.parametrize(
    "wrong",
    [{"ramadan_open": "14:00"}, {"ramadan_open": "06:30"}, {"ramadan_rest": ("12:30", "12:00")},
     {"close_minutes_after": -1}, {"leftover_grace_days": 15}, {"close_slip_at": "lantai 2"}],
)  # fmt: skip
def test_contradictory_hours_of_ramadan_and_closing_are_refused(wrong):
    with pytest.raises(ValidationError):
        HallHours.model_validate(wrong)
