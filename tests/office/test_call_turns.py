"""One FIFO: the server gives the turn, one screen speaks; every call ends once, in order, and the loket is told."""

import random

import pytest

from office.errors import TooMany
from office.hall import calls, speakers, tickets, voice
from office.office import SYSTEM, Actor, Office, Seat
from office.people import devices
from office.views import hall_board
from office.views import loket as loket_view
from office.words.call_clips import CLIPS
from tests.conftest import Clock
from tests.office.call_days import FINAL, KIOSK, LOKETS, TV, Hall, in_zones, walk

DAYS = 60


def test_days_of_two_lokets_calling_at_will(office: Office, clock: Clock) -> None:
    office.do(voice.report, by=SYSTEM, seconds=dict.fromkeys(CLIPS, 0.7))
    ends = walk(office, clock, DAYS)
    assert all(ends[state] > 1 for state in FINAL), ends


def test_days_of_two_zones_that_do_not_wait_for_each_other(office: Office, clock: Clock) -> None:
    office.do(voice.report, by=SYSTEM, seconds=dict.fromkeys(CLIPS, 0.7))
    zones = ("lantai 1", "lantai 2")
    in_zones(office, *zones)
    ends = walk(office, clock, DAYS, zones=zones)
    assert all(ends[state] > 1 for state in FINAL), ends


def test_a_dead_loudspeaker_is_told_to_its_own_zone_only(office, clock):
    in_zones(office, "lantai 1", "lantai 2")
    hall = Hall(office, clock, random.Random(1))
    said = lambda: [office.see(loket_view.voice, loket=n)["state"] for n in (1, 2)]  # noqa: E731
    hall.beat(screen="below", zone="Lantai 1")
    assert said() == ["voiceless", "deaf"]
    office.do(speakers.beat, by=TV, screen="above", sound=False, zone="lantai 2")
    assert said() == ["voiceless", "silent"]
    board = office.see(hall_board.build)
    assert {zone["name"]: zone["speaker"] for zone in board["zones"]} == {"lantai 1": "below", "lantai 2": "above"}
    assert [row["zone"] for row in board["lokets"]] == ["lantai 1", "lantai 2"]
    office.do(speakers.beat, by=TV, screen="below", sound=True, zone="lantai 2")
    hall.clock.forward(seconds=1)
    office.do(speakers.beat, by=TV, screen="other", sound=True, zone="lantai 1")
    speaks = {zone["name"]: zone["speaker"] for zone in office.see(hall_board.build)["zones"]}
    assert speaks == {"lantai 1": "other", "lantai 2": "below"}, "carried upstairs, it left its place to another"


def test_a_loket_that_moves_takes_its_waiting_calls_along(office, clock):
    hall = Hall(office, clock, random.Random(1))
    hall.beat()
    _called(office, 1, 2)
    assert _states(office) == ["playing", "pending"]
    in_zones(office, "utama", "lantai 2")
    office.do(speakers.beat, by=TV, screen="above", sound=True, zone="lantai 2")
    board = office.see(hall_board.build)
    assert [(row["zone"], row["state"]) for row in board["calls"]] == [("utama", "playing"), ("lantai 2", "playing")]


def _called(office: Office, *lokets: int) -> list[int]:
    for number in lokets:
        office.do(tickets.issue, by=KIOSK, loket=number)
        office.do(tickets.call_next, by=LOKETS[number], loket=number)
    return [call["id"] for call in office.see(hall_board.build)["calls"]]


def _states(office: Office) -> list[str]:
    return [call["state"] for call in office.see(hall_board.build)["calls"]]


def test_a_speaker_that_lives_and_says_nothing_does_not_hold_the_queue(office, clock):
    hall = Hall(office, clock, random.Random(1))
    hall.beat()
    first, second = _called(office, 1, 2)
    hall.beat(first)
    assert _states(office) == ["playing", "pending"]
    for _ in range(4):
        clock.forward(seconds=5)
        hall.beat(first)
    assert _states(office) == ["failed", "playing"]
    assert office.see(lambda read: loket_view.voice(read, 1))["state"] == "failed"
    assert office.do(calls.played, by=TV, call_id=second)["state"] == "played"


def test_a_speaker_that_is_gone_gives_its_turn_back_and_the_call_is_said_when_it_returns(office, clock):
    hall = Hall(office, clock, random.Random(1))
    hall.beat()
    _called(office, 1)
    clock.forward(seconds=40)
    office.do(calls.expire, by=SYSTEM)
    board = office.see(hall_board.build)["calls"][0]
    assert board["state"] == "pending" and board["expires"]
    clock.forward(seconds=60)
    hall.beat()
    assert _states(office) == ["playing"]
    clock.forward(seconds=400)
    office.do(calls.expire, by=SYSTEM)
    clock.forward(seconds=181)
    office.do(calls.expire, by=SYSTEM)
    assert _states(office) == ["expired"]


def test_one_screen_speaks_until_it_is_silent_for_fifteen_seconds(office, clock):
    hall = Hall(office, clock, random.Random(1))
    speaker = lambda: office.see(hall_board.build)["voice"]["speaker"]  # noqa: E731
    hall.beat(screen="a")
    hall.beat(screen="b")
    assert speaker() == "a"
    clock.forward(seconds=14)
    hall.beat(screen="b")
    assert speaker() == "a"
    clock.forward(seconds=2)
    hall.beat(screen="b")
    hall.beat(screen="a")
    assert speaker() == "b"


def test_a_screen_that_may_sound_goes_before_one_that_may_not_and_the_loket_is_told(office):
    office.do(devices.heartbeat, by=TV, role="display")
    office.do(speakers.beat, by=TV, screen="mute", sound=False)
    assert office.see(lambda read: loket_view.voice(read, 1))["state"] == "silent"
    office.do(speakers.beat, by=TV, screen="loud", sound=True)
    assert office.see(hall_board.build)["voice"]["speaker"] == "loud"
    assert office.see(lambda read: loket_view.voice(read, 1))["state"] == "voiceless"
    office.do(speakers.beat, by=TV, screen="mute", sound=False)
    assert office.see(hall_board.build)["voice"]["speaker"] == "loud"


def test_a_call_has_a_sound_only_where_every_piece_of_it_is_there(office):
    def audio() -> str | None:
        return office.see(hall_board.build)["calls"][0]["audio"]

    (call,) = _called(office, 1)
    assert audio() is None
    office.do(voice.report, by=SYSTEM, seconds=dict.fromkeys(CLIPS, 0.5))
    assert audio() == f"/display/calls/{call}.wav"
    office.do(voice.report, by=SYSTEM, seconds={name: 0.5 for name in CLIPS if name != "loket-satu"})
    assert audio() is None


def test_the_call_being_spoken_stays_on_the_board_however_many_come_after_it(office, clock):
    """A screen drawn anew meanwhile must find it; what it is not told it cannot speak, and everybody behind waits."""
    hall = Hall(office, clock, random.Random(1))
    hall.beat()
    (first,) = _called(office, 1)
    ticket = office.see(loket_view.at_hand, holder=LOKETS[1].ref)["id"]
    for _ in range(12):
        office.do(tickets.no_show, by=LOKETS[1], ticket_id=ticket)
        called = _called(office, 1)
        ticket = office.see(loket_view.at_hand, holder=LOKETS[1].ref)["id"]
    assert len(called) == 11 and called[0] == first and called == sorted(called)
    assert _states(office)[0] == "playing"
    office.do(calls.played, by=TV, call_id=first)
    assert len(_states(office)) == 10 and first not in [c["id"] for c in office.see(hall_board.build)["calls"]]


def test_a_number_is_called_again_after_five_seconds_and_one_that_waits_keeps_its_turn(office, clock):
    hall = Hall(office, clock, random.Random(1))
    hall.beat()
    _called(office, 1, 2)
    again = {"by": LOKETS[2], "ticket_id": 2}
    clock.forward(seconds=3)
    with pytest.raises(TooMany, match="B-001 baru saja dipanggil") as refused:
        office.do(tickets.recall, **again)
    assert (refused.value.extra, "Tunggu 2 detik" in refused.value.detail) == ({"retry_after": 2}, True)
    clock.forward(seconds=2)
    assert office.do(tickets.recall, **again)["calls"] == 2
    assert _states(office) == ["playing", "pending"], "it keeps its place behind the first"
    office.do(calls.played, by=TV, call_id=1)
    office.do(tickets.recall, **again)
    assert _states(office) == ["played", "playing", "pending"], "being said: once more after it"


def test_machines_of_the_example_office_may_call_again_at_once(office):
    machine = Actor("token", 7, "loket 1", (Seat("loket", 1),))
    office.do(tickets.issue, by=KIOSK, loket=1)
    called = office.do(tickets.call_next, by=machine, loket=1)
    assert office.do(tickets.recall, by=machine, ticket_id=called["id"])["calls"] == 2
