"""What the TV believes, announces and hides: the real page before a scripted hall, on a clock the test moves."""

import io
import math
import struct
import wave

import pytest
from playwright.sync_api import expect

from tests.conftest import wait_for
from tests.surfaces.display_stage import QUIET, UNREADABLE

pytestmark = pytest.mark.browser
CHIME = [784, 1568, 587, 1174]


def test_two_calls_at_once_are_announced_one_after_the_other(stage):
    first, second = stage.call(1, "A-001", 1), stage.call(2, "B-010", 2)
    stage.board(calls=[first])
    stage.board(calls=[first, second])
    stage.field("call", "A-001")
    stage.wait(5.9)
    stage.field("call", "A-001")
    stage.wait(0.2)
    stage.field("call", "B-010")
    stage.wait(6.1)
    wait_for(lambda: stage.page.evaluate("1") and len(stage.acks) == 2, what="both calls to be reported")
    assert stage.acks == [(1, "played"), (2, "played")]
    assert stage.heard()["notes"] == CHIME * 2


def test_the_rows_change_at_once_while_the_field_waits_for_its_turn(stage):
    stage.board(calls=[stage.call(1, "A-001", 1)])
    stage.field("call", "A-001")
    lokets = [QUIET["lokets"][0], QUIET["lokets"][1] | {"state": "calling", "number": "B-010"}]
    stage.board(lokets=lokets, calls=[stage.call(1, "A-001", 1), stage.call(2, "B-010", 2)])
    expect(stage.page.locator('[data-loket="2"] .panel-number')).to_have_text("B-010")
    stage.field("call", "A-001")


def test_twenty_seconds_after_the_call_the_field_rests(stage):
    stage.board(calls=[stage.call(1, "A-001", 1)])
    stage.wait(19)
    stage.field("call", "A-001")
    stage.wait(2)
    stage.field("rest", "A-001")
    expect(stage.page.locator("#field-label")).to_have_text("Terakhir dipanggil")


def test_a_refresh_in_the_middle_of_a_call_does_not_sound_it_again(stage):
    stage.board(calls=[stage.call(1, "A-001", 1)])
    stage.field("call", "A-001")
    stage.page.reload()
    stage.link("fresh")
    stage.field("call", "A-001")
    stage.wait(7)
    assert stage.heard()["notes"] == []
    wait_for(lambda: stage.page.evaluate("1") and stage.acks, what="the call to be reported")
    assert stage.acks == [(1, "played")]


def test_while_the_office_wants_quiet_numbers_are_shown_and_nothing_sounds(stage):
    until = stage.call(0, "", 1, expires=20)["expires"]
    stage.board(calls=[stage.call(1, "A-001", 1)], quiet_until=until)
    stage.field("call", "A-001")
    expect(stage.page.locator("#quiet")).to_have_text("Suara diam sampai 09.41 – perhatikan layar")
    stage.wait(7)
    assert stage.heard()["notes"] == [] and stage.acks == [(1, "played")]
    stage.wait(14)
    expect(stage.page.locator("#quiet")).to_be_hidden()
    stage.board(calls=[stage.call(2, "A-002", 1)], quiet_until=until)
    stage.wait(7)
    assert stage.heard()["notes"] == CHIME, "the quiet ended by itself"


def test_an_expired_call_is_shown_but_not_sounded(stage):
    stage.board(calls=[stage.call(1, "A-001", 1, expires=-1)])
    stage.field("call", "A-001")  # it was called just now: the number is news, the sound is not
    stage.wait(7)
    assert stage.heard()["notes"] == []
    assert stage.acks == []


def test_a_call_that_is_withdrawn_while_it_waits_is_never_announced(stage):
    first, second = stage.call(1, "A-001", 1), stage.call(2, "B-010", 2)
    stage.board(calls=[first, second])
    stage.field("call", "A-001")
    stage.board(calls=[first, second | {"expires": first["at"], "state": "withdrawn"}])
    stage.wait(8)
    assert stage.heard()["notes"] == CHIME
    assert stage.acks == [(1, "played")]


def test_a_fresh_call_that_was_missed_is_played_after_the_reconnect(stage):
    stage.hang_up()
    stage.link("stale")
    stage.board(send=False, calls=[stage.call(1, "A-001", 1, expires=180)])
    stage.wait_in_silence(4)
    stage.link("fresh")
    stage.field("call", "A-001")
    stage.wait(2)
    assert stage.heard()["notes"] == CHIME


def test_a_pulse_that_is_ahead_makes_the_screen_fetch_the_board(stage):
    stage.board(send=False, waiting={"1": 0, "2": 7})
    stage.pulse()
    expect(stage.page.locator('[data-loket="2"] .panel-waiting-count')).to_have_text("7")
    assert stage.fetches == 1
    stage.pulse()
    stage.wait(3)
    assert stage.fetches == 1  # a pulse about what it has fetches nothing


def test_a_pulse_of_another_boot_makes_the_screen_fetch_the_board(stage):
    stage.board(send=False, boot="restored", revision=3, waiting={"1": 0, "2": 5})
    stage.pulse()
    expect(stage.page.locator('[data-loket="2"] .panel-waiting-count')).to_have_text("5")


def test_an_older_board_is_ignored(stage):
    stage.board(revision=20, waiting={"1": 0, "2": 8})
    stage.board(revision=19, waiting={"1": 0, "2": 2})
    stage.board(revision=21, ikm=None)
    expect(stage.page.locator("#ikm")).to_be_hidden()
    stage.board(revision=20, waiting={"1": 0, "2": 3})
    stage.wait(1)
    expect(stage.page.locator('[data-loket="2"] .panel-waiting-count')).to_have_text("2")


def test_seven_seconds_without_a_pulse_take_back_everything_that_may_be_untrue(stage):
    stage.board(calls=[stage.call(1, "A-001", 1)])
    stage.wait(24)
    stage.wait_in_silence(6.5)
    stage.link("fresh")
    stage.wait_in_silence(1)
    stage.link("stale")
    expect(stage.page.locator(".banner-text")).to_have_text("Layar terputus – dengarkan petugas")
    expect(stage.page.locator("#data-time")).to_have_text("data 09.41")
    for gone in ("#clock", "#date", ".panel-next >> nth=0", "#ikm"):
        expect(stage.page.locator(gone)).to_be_hidden()
    expect(stage.page.locator("#ticker")).to_have_text("Nomor di layar ini mungkin sudah lewat.")


def test_a_screen_that_hears_nothing_announces_nothing(stage):
    stage.board(calls=[stage.call(n, f"A-00{n}", 1) for n in (1, 2, 3)])
    stage.talks = False
    stage.wait_in_silence(13)
    stage.link("stale")
    assert stage.heard()["notes"] == CHIME
    stage.pulse()
    stage.field("call", "A-002")
    wait_for(lambda: stage.heard()["notes"] == CHIME * 2, what="the second call")


def test_another_screen_speaks_and_this_one_shows_it(stage):
    stage.wait(1)
    stage.board(voice={"speaker": "another", "volume": 80, "repeat": 2})
    stage.board(calls=[stage.call(1, "A-001", 1)])
    stage.field("call", "A-001")
    stage.wait(10)
    assert (stage.heard()["notes"], stage.acks) == ([], [])
    stage.board(calls=[stage.call(1, "A-001", 1) | {"state": "played"}])
    stage.wait(21)
    stage.field("rest", "A-001")


def test_the_screen_says_what_it_announces_and_whether_it_may_sound(stage):
    stage.board(calls=[stage.call(1, "A-001", 1)])
    stage.wait(8)
    said = [(beat["sound"], beat["playing"]) for beat in stage.beats]
    assert said[0] == (True, None) and (True, 1) in said
    assert len({beat["screen"] for beat in stage.beats}) == 1


def test_a_pulse_brings_a_silent_screen_back(stage):
    stage.wait_in_silence(8)
    stage.link("stale")
    stage.pulse()
    stage.link("fresh")


def test_after_five_minutes_no_number_is_left(stage):
    stage.board(calls=[stage.call(1, "A-001", 1)])
    stage.wait(12)
    stage.wait_in_silence(301)
    stage.wait_in_silence(301)  # an answer under way when the silence began was a proof of life, too
    stage.link("lost")
    assert "A-001" not in stage.page.locator("body").inner_text()
    assert "B-009" not in stage.page.locator("body").inner_text()
    expect(stage.page.locator(".lost-act")).to_have_text("Dengarkan panggilan petugas")


def test_a_report_that_fails_is_repeated_and_taken_once(stage):
    stage.refusals = [503, 503]
    stage.board(calls=[stage.call(1, "A-001", 1)])
    stage.wait(20)
    wait_for(lambda: stage.page.evaluate("1") and stage.acks, what="the call to be reported")
    stage.wait(9)
    assert stage.acks == [(1, "played")]


def test_a_voice_follows_the_chime_and_a_missing_one_is_reported(stage):
    stage.page.route("**/display/calls/1.wav", lambda route: route.fulfill(body=beep(), content_type="audio/wav"))
    stage.page.route("**/display/calls/2.wav", lambda route: route.fulfill(status=404))
    calls = [stage.call(n, f"A-00{n}", 1, audio=f"/display/calls/{n}.wav") for n in (1, 2)]
    stage.board(calls=calls)
    for _ in range(4):
        stage.wait(6)
    wait_for(lambda: stage.page.evaluate("1") and len(stage.acks) == 2, what="both calls to be reported")
    assert stage.acks == [(1, "played"), (2, "failed")]
    assert stage.heard()["voices"] == 1  # somebody waited behind it: once, not twice


def test_a_new_database_begins_a_new_memory(stage):
    stage.board(calls=[stage.call(1, "A-001", 1)])
    stage.wait(8)
    stage.board(boot="restored", revision=1, calls=[stage.call(1, "A-001", 1)])
    stage.wait(2)
    assert stage.heard()["notes"] == CHIME * 2


def test_the_index_is_hidden_below_the_threshold(stage):
    expect(stage.page.locator("#ikm")).to_be_visible()
    expect(stage.page.locator("#ikm")).to_contain_text("IKM 87,50 Baik")
    stage.board(ikm=None)
    expect(stage.page.locator("#ikm")).to_be_hidden()


def test_a_closed_hall_says_when_to_come(stage):
    detail = "Loket sudah tutup pukul 15.00. Silakan datang lagi Selasa, 24 November mulai pukul 07.00."
    closed = [row | {"state": "closed", "number": None} for row in QUIET["lokets"]]
    hall = {"code": "closed", "detail": detail, "hours": "Tutup"}
    stage.board(open=False, hall=hall, lokets=closed, next=[], waiting={"1": 0, "2": 0})
    expect(stage.page.locator("#notice-big")).to_have_text("07.00")
    expect(stage.page.locator("#notice-label")).to_contain_text("Silakan datang lagi Selasa, 24 November")


def test_while_people_wait_a_closed_kiosk_does_not_hide_the_last_call(stage):
    stage.board(open=False, calls=[stage.call(1, "A-001", 1)])
    stage.wait(22)
    stage.field("rest", "A-001")


def test_a_priority_call_carries_its_mark_and_word(stage):
    stage.board(calls=[stage.call(1, "P-003", 2)])
    expect(stage.page.locator("#field-label")).to_have_text("Nomor antrean prioritas")
    expect(stage.page.locator(".field-head .mark--priority")).to_be_visible()
    expect(stage.page.locator("#field-loket")).to_have_text("Loket 2")


def test_a_long_text_stands_in_pages_that_fit(stage):
    text = "Bawa KTP asli dan fotokopi kartu keluarga. Pengambilan surat dilayani di loket sampai pukul 15.00."
    stage.board(ticker=[text])
    ticker, pages = stage.page.locator("#ticker"), []
    for _ in range(4):
        pages.append(ticker.inner_text())
        assert ticker.evaluate("line => line.scrollWidth <= line.clientWidth")
        stage.wait(9)
    assert text.startswith(pages[0])
    assert set(text.split()) == {word for page in pages for word in page.split()}


def beep():
    """A short WAV, the kind the voice is made of."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(22050)
        sound.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(n / 9))) for n in range(2205)))
    return out.getvalue()


def test_a_test_of_the_voice_is_said_once_in_its_turn_and_calls_nobody(stage):
    stage.board(calls=[stage.call(1, "A-001", 1)])
    stage.wait(27)
    zone = {"name": "utama", "screens": [], "speaker": stage.beats[-1]["screen"]}
    stage.board(zones=[zone | {"test": {"id": 2, "state": "playing", "text": "", "audio": None}}])
    expect(stage.page.locator(".foot-test")).to_have_text("Uji suara – bukan panggilan")
    assert stage.page.evaluate(UNREADABLE) == []
    stage.field("rest", "A-001")
    stage.wait(2)
    wait_for(lambda: stage.page.evaluate("1") and (2, "played") in stage.acks, what="the test to be reported")
    stage.board(zones=[zone | {"test": None}])
    expect(stage.page.locator(".foot-test")).to_be_hidden()
    stage.field("rest", "A-001")
    assert stage.heard()["notes"] == CHIME * 2, "the call, then the test"


def test_a_screen_of_one_zone_shows_and_says_what_belongs_there(stage):
    name = stage.beats[-1]["screen"]
    lokets = [row | {"zone": zone} for row, zone in zip(QUIET["lokets"], ("utama", "lantai 2"), strict=True)]
    zones = [{"name": zone, "screens": [], "speaker": speaker, "test": None}
             for zone, speaker in (("lantai 2", "another"), ("utama", name))]  # fmt: skip
    calls = [stage.call(1, "B-009", 2) | {"zone": "lantai 2"}, stage.call(2, "A-001", 1) | {"zone": "utama"}]
    stage.board(lokets=lokets, zones=zones, calls=[calls[0] | {"state": "playing"}, calls[1] | {"state": "playing"}])
    stage.field("call", "A-001")
    expect(stage.page.locator(".panel")).to_have_count(1)
    expect(stage.page.locator(".panel-name")).to_contain_text("Loket 1")
    stage.wait(6.1)
    wait_for(lambda: stage.page.evaluate("1") and stage.acks, what="the call to be reported")
    assert (stage.acks, stage.heard()["notes"]) == ([(2, "played")], CHIME)
    assert stage.beats[-1]["zone"] == "utama"
