"""The voice at its surfaces: the WAV of a call, the sheet of the settings, who may listen and who may record."""

import io
import json
import math

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from display.voice import sound
from display.voice.level import TARGET
from display.voice.loudness import loudness
from display.voice.pack import Pack
from display.voice.workshop import Made
from office.hall import calls, speakers, tickets, voice
from office.office import SYSTEM
from office.records.tables import HistoryRow
from office.views import hall_board
from office.views import loket as loket_view
from office.words.call_clips import CLIPS
from tests.conftest import wait_for
from tests.surfaces.test_backoffice_browser import AXE, FAULTS
from tests.surfaces.test_settings_browser import LEVELS

SHEET = "/counter/settings/voice"


@pytest.fixture
def clips(tmp_path):
    """The test office's pack, filled with tones instead of a machine's speech."""
    pack = Pack(tmp_path / "voice")
    for name in CLIPS:
        pack.keep(pack.machine_made(name), sound.pcm(tone(0.2)))
    return pack


@pytest.fixture
def called(office, people, clips):
    """One call whose voice is there."""
    office.do(voice.report, by=SYSTEM, seconds=clips.seconds())
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    office.do(tickets.call_next, by=people["loket1"], loket=1)
    return office.see(hall_board.build)["calls"][0]


@pytest.fixture
def seated(client, office):
    """The supervisor before the counter; answers `send(path, **form)`."""
    from office.office import ANYONE
    from office.people import sessions
    from tests.surfaces.page_forms import OFFICERS

    entered = office.do(sessions.enter, by=ANYONE, officer_id=OFFICERS["supervisor"])
    client.set_cookie("pendopo_session", entered["cookie"])
    csrf = office.see(sessions.seated, cookie=entered["cookie"])["csrf"]

    def send(path="", **form):
        return client.post(SHEET + path, data={"csrf_token": csrf, "key": json.dumps([path, str(form)])[:190], **form})

    return send


def tone(seconds, loud=0.4):
    return [loud * math.sin(n / 9) for n in range(int(seconds * sound.RATE))]


def upload(seconds=0.5):
    return io.BytesIO(sound.wav(sound.pcm(tone(seconds)))), "rekaman.wav"


def test_the_board_says_where_the_sound_of_a_call_lies_and_a_display_may_fetch_it(client, token, called):
    assert called["audio"] == f"/display/calls/{called['id']}.wav"
    assert client.get(called["audio"]).status_code in (303, 401)
    for role, status in (("display", 200), ("kasi", 403)):
        answer = client.get(called["audio"], headers={"Authorization": f"Bearer {token(role)}"})
        assert answer.status_code == status
    heard = client.get(called["audio"], headers={"Authorization": f"Bearer {token('display')}"})
    assert (heard.mimetype, heard.data[:4]) == ("audio/wav", b"RIFF")
    again = {"Authorization": f"Bearer {token('display')}", "If-None-Match": heard.headers["ETag"]}
    assert client.get(called["audio"], headers=again).status_code == 304


def test_a_call_without_a_clip_is_not_found_in_words(client, token, called, clips, monkeypatch):
    # this checkout's own clips must not stand in for it
    monkeypatch.setattr(Pack, "_machine", lambda pack, clip: (pack.machine_made(clip),))
    clips.machine_made("huruf-a").write_bytes(b"broken")
    answer = client.get(called["audio"], headers={"Authorization": f"Bearer {token('display')}"})
    assert answer.status_code == 404 and "lisan" in answer.text


def test_a_screen_asks_to_speak_with_its_sign_of_life(client, token, office):
    headers = {"Authorization": f"Bearer {token('display')}", "Idempotency-Key": "beat"}
    said = {"screen": "tv-1", "sound": True, "playing": None, "socket": "s"}
    assert client.post("/api/v1/devices/heartbeat", json=said, headers=headers).status_code == 204
    assert office.see(hall_board.build)["voice"] == {"speaker": "tv-1", "volume": 80, "repeat": 2}


def test_the_office_chooses_its_words_and_how_loud(client, seated, office, people, clips):
    seen = client.get(SHEET).text.partition('name="seen" value="')[2].partition('"')[0]
    form = {"volume": "35", "repeat": "1", "reading": "cardinal", "zero": "kosong", "line": "antrian", "seen": seen}
    assert seated(**form).status_code == 303
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    office.do(tickets.call_next, by=people["loket1"], loket=1)
    board = office.see(hall_board.build)
    assert board["calls"][0]["text"] == "Nomor antrian A satu, silakan menuju loket satu"
    assert (board["voice"]["volume"], board["voice"]["repeat"]) == (35, 1)
    seen = client.get(SHEET).text.partition('name="seen" value="')[2].partition('"')[0]
    assert seated(**form | {"muted": "1", "seen": seen}).status_code == 303
    assert office.see(hall_board.build)["voice"]["volume"] == 0
    assert seated(**form | {"volume": "300", "seen": "x"}).status_code == 409


def test_a_recording_is_taken_heard_and_taken_back(client, seated, office, clips):
    assert seated("/clips/nol", sound=upload()).status_code == 303
    assert clips.source("nol") == "recorded"
    assert office.see(voice.clips)["nol"] == pytest.approx(0.5, abs=0.05)
    heard = client.get(f"{SHEET}/clips/nol.wav")
    assert heard.mimetype == "audio/wav" and heard.data == sound.wav(clips.pcm("nol"))
    rows = office.see(lambda read: list(read.session.scalars(
        select(HistoryRow.facts).where(HistoryRow.event == "voice_clips_changed"))))  # fmt: skip
    assert json.loads(rows[-1])["clip"] == "nol"
    assert seated("/clips/nol/forget").status_code == 303
    assert clips.source("nol") == "machine"
    assert client.get(f"{SHEET}/sample.wav").data[:4] == b"RIFF"


def test_a_recording_is_cut_by_hand_from_its_whole_and_given_back(client, seated, office, clips):
    quiet, loud = [0.0] * (sound.RATE // 2), tone(0.3, 0.05) + tone(0.3, 0.4)
    given = io.BytesIO(sound.wav(sound.pcm(quiet + loud + quiet))), "rekaman.wav"
    assert seated("/clips/nol", sound=given).status_code == 303
    by_itself, whole = clips.cut("nol"), clips.whole("nol")
    assert by_itself == pytest.approx((480, 1120), abs=25) and sound.seconds(whole) == pytest.approx(1.6, abs=0.01)
    assert seated("/clips/nol/trim", start="520", end="780").status_code == 303
    assert sound.seconds(clips.pcm("nol")) == office.see(voice.clips)["nol"] == pytest.approx(0.26, abs=0.005)
    assert loudness(sound.floats(clips.pcm("nol"))) == pytest.approx(TARGET, abs=0.5), "the quiet part, as loud as all"
    assert (clips.cut("nol"), clips.whole("nol")) == ((520, 780), whole), "nothing of the recording is lost"
    assert client.get(f"{SHEET}/clips/nol/whole.wav").data == sound.wav(whole)
    for start, end, words in (
        ("900", "901", "berjarak 50"),
        ("0", "1700", "antara 0 dan 1600"),
        ("a", "9", "bilangan"),
    ):
        refused = seated("/clips/nol/trim", start=start, end=end)
        assert refused.status_code == 409 and words in refused.text and f'value="{end}"' in refused.text
    assert "tidak berisi suara" in seated("/clips/nol/trim", start="0", end="300").text
    assert clips.cut("nol") == (520, 780)
    assert seated("/clips/nol/trim", back="1").status_code == 303 and clips.cut("nol") == by_itself
    assert "belum direkam" in seated("/clips/satu/trim", start="0", end="100").text
    assert seated("/clips/nol/forget").status_code == 303 and clips.cut("nol") is None


def test_what_is_no_recording_is_refused_beside_the_list(seated, clips):
    for given, words in ((upload(0), "tidak berisi suara"), ((io.BytesIO(b"x"), "a.mp3"), "bukan rekaman WAV")):
        answer = seated("/clips/nol", sound=given)
        assert answer.status_code == 409 and words in answer.text
        assert 'value="80"' in answer.text, "the form above keeps what holds"
    assert seated("/clips/nol").status_code == 409
    assert seated("/clips/budi", sound=upload()).status_code == 409
    assert clips.source("nol") == "machine"


@pytest.mark.browser
def test_the_sheet_can_be_read_heard_and_used_by_everybody(sit, clips):
    clips.keep_recording("nol", Made(sound.pcm(tone(0.5)), sound.pcm(tone(0.9)), 200, 700))
    page = sit("supervisor", SHEET)
    page.get_by_label("Kekerasan").fill("45")
    expect(page.locator(".voice-percent")).to_have_text("45")
    with page.expect_response("**/sample.wav") as heard:
        page.get_by_role("button", name="Putar contoh").click()
    assert heard.value.status in (200, 206)
    page.get_by_text("Ganti huruf A", exact=True).or_(page.locator("#huruf-a summary")).first.click()
    expect(page.locator("#huruf-a [data-microphone]")).to_be_visible()  # loopback lends the microphone
    row = page.locator("#nol")
    row.locator("summary", has_text="Potong").click()
    row.get_by_label("Awal").fill("250")
    page.evaluate("""() => {
      const start = AudioBufferSourceNode.prototype.start;
      AudioBufferSourceNode.prototype.start = function (...when) {
        window.part = when;
        return start.apply(this, when);
      };
    }""")
    row.get_by_role("button", name="Dengar bagian ini").click()
    wait_for(lambda: page.evaluate("window.part"), what="the part to sound")
    assert page.evaluate("window.part") == pytest.approx([0, 0.25, 0.45])
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(FAULTS, LEVELS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    assert page.faults == []


def beat(office, people, **said):
    office.do(speakers.beat, by=people["display"], **{"screen": "tv", "sound": True, **said})


def test_the_sample_is_said_on_the_tv_in_its_turn_and_the_sheet_tells(client, seated, office, people, clips, clock):
    def told():
        return client.get(f"{SHEET}/trial").text

    refused = seated("/trial")
    assert refused.status_code == 409 and "Tidak ada layar yang bersuara." in refused.text
    beat(office, people, sound=False)
    assert "Ketuk layar itu sekali" in seated("/trial", zone="utama").text
    office.do(voice.report, by=SYSTEM, seconds=clips.seconds())
    beat(office, people)
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    office.do(tickets.call_next, by=people["loket1"], loket=1)
    assert "Menunggu giliran" in seated("/trial", n="1").text
    office.do(calls.played, by=people["display"], call_id=1)
    board = office.see(hall_board.build)
    assert [call["number"] for call in board["calls"]] == ["A-001"], "nobody is called by a test"
    test = board["zones"][0]["test"]
    assert (test["state"], test["text"]) == ("playing", "Nomor antrean A nol tujuh enam, silakan menuju loket satu")
    assert office.see(loket_view.voice, loket=1)["state"] == "quiet", "the loket is told of calls"
    office.do(calls.played, by=people["display"], call_id=test["id"])
    assert "Diucapkan layar TV pukul 09.41." in told() and "every 1s" not in told()
    assert office.see(hall_board.build)["zones"][0]["test"] is None
    assert "Sedang diucapkan" in seated("/trial", n="2").text
    clock.forward(seconds=31)
    office.do(calls.expire, by=SYSTEM)
    assert "Tidak jadi diucapkan: layar TV terputus" in told()
    assert client.get(SHEET).status_code == 200
