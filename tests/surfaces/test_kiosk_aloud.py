""" "Bacakan": every screen of the kiosk can be heard, in the machine's voice, and only what stands on it."""

import io
import shutil
import wave

import pytest

from kiosk import aloud
from kiosk.visit import Visit
from office.hall import closing
from office.office import SYSTEM

spoken_here = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")


@pytest.fixture
def ears(client, token):
    headers = {"Authorization": f"Bearer {token('kiosk')}"}
    return lambda url: client.get(url, headers=headers)


@spoken_here
def test_a_screen_becomes_a_sound(ears):
    answer = ears("/kiosk/aloud/helping")
    assert answer.mimetype == "audio/wav"
    with wave.open(io.BytesIO(answer.data)) as sound:
        assert len(sound.readframes(10_000_000)) > 3 * 2 * sound.getframerate(), "more than three seconds"


def test_the_choice_travels_and_every_screen_offers_its_own_words(ears, voice):
    page = ears("/kiosk/loket/1?aloud=1").text
    assert 'data-aloud="/kiosk/aloud/loket?aloud=1"' in page
    assert 'data-aloud-idle="/kiosk/aloud/idle?aloud=1"' in page
    assert 'href="/kiosk/loket/1"' in page, "pressed again it is off"
    quiet = ears("/kiosk/loket/1").text
    assert "data-aloud" not in quiet
    assert "Bacakan" in quiet


def test_a_number_is_said_digit_by_digit(client, ears, token, voice):
    headers = {"Authorization": f"Bearer {token('kiosk')}", "Idempotency-Key": "one"}
    go = client.post("/kiosk/tickets?aloud=1", json={"loket": 2}, headers=headers).json["go"]
    page = ears(go).text
    url = page.split('data-aloud="')[1].split('"')[0].replace("&amp;", "&")
    assert ears(url).status_code == 200
    assert voice[-1][0].startswith("Nomor antrean Anda. B, nol nol satu. Loket 2.")


def test_a_closed_hall_is_said(office, ears, voice):
    office.do(closing.close_day, by=SYSTEM)
    ears("/kiosk/aloud/home")
    assert "Pelayanan sedang tutup" in voice[-1][0]
    ears("/kiosk/aloud/home?lang=en")
    assert voice[-1][1].startswith("en")
    assert "Service is closed" in voice[-1][0]


def test_nothing_else_can_be_said_and_without_the_program_there_is_no_button(ears, monkeypatch):
    assert ears("/kiosk/aloud/apa%20saja").status_code == 404
    assert ears("/kiosk/aloud/done?of=nobody").status_code == 404
    monkeypatch.setattr(aloud, "_program", lambda: None)
    assert ears("/kiosk/aloud/home").status_code == 404
    assert "Bacakan" not in ears("/kiosk/").text


def test_every_screen_has_words_in_every_spoken_language(office):
    for screen in set(aloud.SCREENS) - {"done"}:
        for lang in aloud.VOICES:
            assert all(aloud.sentences(office, screen, Visit(lang))), screen
