"""What a call sounds like: its clips in order, each as loud as the others, none cut, one WAV that anything plays."""

import csv
import io
import math
import shutil
import struct
import wave
from itertools import pairwise

import pytest

from display.voice import call, level, machine, sound, workshop
from display.voice.loudness import loudness
from display.voice.pack import Pack
from office.errors import Refusal
from office.hall import voice as office_voice
from office.words.call_clips import CLIPS, NotSpoken, taken_apart
from office.words.numerals import call_sentence
from tests.house.places import ROOT

TABLE = ROOT / "tests" / "rules" / "data" / "spoken_numbers.csv"
with_espeak = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="needs Debian's espeak-ng")


def tone(seconds=1.0, hertz=997.0, loud=0.5, rate=sound.RATE):
    return [loud * math.sin(2 * math.pi * hertz * n / rate) for n in range(int(seconds * rate))]


def recording(samples, rate=48_000, width=2, channels=1):
    """A WAV as another program would write it."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        top = (1 << (8 * width - 1)) - 1
        levels = (int(value * top).to_bytes(width, "little", signed=True) * channels for value in samples)
        file.writeframes(b"".join(levels))
    return out.getvalue()


@pytest.fixture
def pack(tmp_path):
    """A pack of tones instead of speech: 0.3 s each."""
    made = Pack(tmp_path / "voice", stock=tmp_path / "none")
    made.fill(lambda clip: sound.pcm(tone(0.3)))
    return made


def test_every_number_of_the_table_is_taken_apart_as_it_is_spoken():
    for row in csv.DictReader(TABLE.open(encoding="utf-8")):
        for form, cardinal in (("spoken_digits", False), ("spoken_cardinal", True)):
            parts = taken_apart(call_sentence(f"A-{row['digits_3']}", 2, cardinal=cardinal))
            assert (
                " ".join(part.clip.words for part in parts) == f"nomor antrean A {row[form]} silakan menuju loket dua"
            )


def test_every_word_that_an_office_may_choose_has_its_clip():
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        for loket in range(1, 7):
            said = taken_apart(call_sentence(f"{letter}-908", loket, priority=True, zero="kosong", line="antrian"))
            assert [part.clip.name for part in said[:3]] == ["nomor-antrian", "prioritas", f"huruf-{letter.lower()}"]
    with pytest.raises(NotSpoken):
        taken_apart("Nomor antrean Budi")


def test_the_pauses_are_those_of_speech():
    pauses = [(part.clip.name, part.pause) for part in taken_apart(call_sentence("A-007", 1))]
    assert pauses == [("nomor-antrean", 0), ("huruf-a", 250), ("nol", 250), ("nol", 120), ("tujuh", 120),
                      ("silakan-menuju", 500), ("loket-satu", 120)]  # fmt: skip


def test_a_full_sine_measures_what_the_recommendation_says():
    assert loudness(tone(3, loud=1.0)) == pytest.approx(-3.01, abs=0.1)
    assert loudness(tone(3, loud=0.1)) == pytest.approx(-23.01, abs=0.1)
    assert loudness([0.0] * sound.RATE) < -100


def test_silence_between_words_does_not_make_speech_quieter():
    assert loudness([*tone(2), *[0.0] * 2 * sound.RATE]) == pytest.approx(loudness(tone(2)), abs=0.5)


@with_espeak
def test_each_clip_of_the_machine_is_as_loud_as_the_others_and_never_cut(tmp_path):
    for name in ("nomor-antrean", "huruf-c", "sembilan", "satu", "loket-empat"):
        clip = sound.floats(machine.say(CLIPS[name]))
        assert loudness(clip) == pytest.approx(level.TARGET, abs=0.5), name
        assert max(map(abs, clip)) <= level.CEILING + 1e-3, name
        assert 0.3 < len(clip) / sound.RATE < 2, name
        assert max(map(abs, clip[:10])) < 0.05 > max(map(abs, clip[-10:])), "no click at a joint"


@pytest.mark.parametrize("loud", [0.02, 0.4, 1.0])
def test_a_recording_is_trimmed_and_brought_to_the_same_loudness_however_it_was_spoken(loud):
    spoken = [value * (1 + math.sin(n / 900)) / 2 for n, value in enumerate(tone(1, 300, loud, 48_000))]
    data = recording([*[0.0] * 24_000, *spoken, *[0.0] * 24_000], width=3, channels=2)
    clip = sound.floats(workshop.levelled(data).clip)
    assert loudness(clip) == pytest.approx(level.TARGET, abs=1)
    assert max(map(abs, clip)) <= level.CEILING + 1e-3
    assert len(clip) / sound.RATE == pytest.approx(1.04, abs=0.06)


def test_another_rate_keeps_the_pitch_and_lets_nothing_fold_back():
    samples = sound.read(recording(tone(0.5, 1000, 0.5, 48_000)))
    ups = sum(1 for a, b in pairwise(samples) if a < 0 <= b)
    assert ups == pytest.approx(500, abs=2)
    folded = sound.read(recording(tone(0.5, 15_000, 0.5, 48_000)))
    assert max(map(abs, folded[200:-200])) < 0.02


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"bukan suara", "bukan rekaman WAV"),
        (b"RIFF\x00\x00\x00\x00WAVE", "bukan rekaman WAV"),
        (recording([0.0] * 48_000), "tidak berisi suara"),
        (recording(tone(16, 300, 0.5, 8_000), rate=8_000), "lebih dari 15 detik"),
    ],
)
def test_what_is_no_recording_is_refused_with_what_to_do(data, words):
    with pytest.raises(Refusal) as refused:
        workshop.levelled(data)
    assert words in refused.value.detail


def test_one_wav_a_call_is_chime_and_clips_and_pauses_to_the_sample(pack):
    sentence = call_sentence("A-007", 1)
    with wave.open(io.BytesIO(call.wav(pack, sentence))) as file:
        shape = file.getnchannels(), file.getsampwidth(), file.getframerate()
        levels = struct.unpack(f"<{file.getnframes()}h", file.readframes(file.getnframes()))
    assert shape == (1, 2, 22_050)
    pauses = sum(part.pause for part in taken_apart(sentence)) / 1000
    assert len(levels) / sound.RATE == pytest.approx(call.SPEECH_AT + 7 * 0.3 + pauses, abs=0.001)
    assert max(map(abs, levels)) < 32_767


def test_the_chime_is_two_notes_quieter_than_speech():
    notes = sound.floats(call.chime())
    assert len(notes) == int(1.75 * sound.RATE)
    assert loudness(notes) == pytest.approx(level.TARGET - call.BELOW_SPEECH, abs=0.5)
    for hertz, start in ((784, 0.05), (587, 0.75)):
        part = notes[int(start * sound.RATE) :][: int(0.4 * sound.RATE)]
        ups = sum(1 for a, b in pairwise(part) if a < 0 <= b)
        assert ups / 0.4 == pytest.approx(hertz, rel=0.05)


def test_office_and_tv_know_where_the_speech_begins(pack):
    assert pytest.approx(office_voice.SPEECH_AT) == call.SPEECH_AT
    script = (ROOT / "display" / "static" / "sound.js").read_text("utf-8")
    assert f"SPEECH_AT = {office_voice.SPEECH_AT};" in script
    assert f"BETWEEN_REPEATS = {int(office_voice.BETWEEN * 1000)};" in script
    sentence = call_sentence("B-120", 2)
    told = office_voice.speech_seconds(pack.seconds(), sentence)
    assert told == pytest.approx(sound.seconds(call.speech(pack, sentence)), abs=0.01)


def test_a_recording_goes_before_the_machine_and_a_missing_clip_is_no_call(pack):
    pack.keep(pack.recorded("nol"), sound.pcm(tone(0.9)))
    assert (pack.source("nol"), pack.seconds()["nol"]) == ("recorded", 0.9)
    pack.forget("nol")
    assert (pack.source("nol"), pack.seconds()["nol"]) == ("machine", 0.3)
    pack.machine_made("tujuh").write_bytes(b"half a file")
    assert call.wav(pack, call_sentence("A-007", 1)) is None
    assert call.wav(pack, call_sentence("A-008", 1))


def test_without_the_program_nothing_is_made_and_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(machine.NoMachine, match="apt install espeak-ng"):
        Pack(tmp_path / "voice", stock=tmp_path / "none").fill()
