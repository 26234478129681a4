"""Several voices side by side: who calls first, who says it after in another language; no machine fakes one."""

import pytest

from display.voice import call, sound
from display.voice.pack import Pack
from display.voice.workshop import Made
from office.hall import tickets, voice
from office.office import SYSTEM
from office.views import hall_board
from office.words.call_clips import CLIPS
from tests.surfaces.page_forms import forms_of
from tests.surfaces.test_voice_sheet import SHEET, clips, seated, tone, upload

__all__ = ["clips", "seated"]
MADURA = "?pack=madura"


@pytest.fixture
def sheet(client, seated):
    """The sheet: `sheet.save(pack=…)` sends its main form, as it stands but for what is named."""

    def save(**changed):
        (form,) = (form for form in forms_of(client.get(SHEET).text) if form.action == SHEET)
        return client.post(SHEET, data=form.fields.to_dict() | changed)

    return save


@pytest.fixture
def madura(office, seated, tmp_path):
    """A pack of another language beside the first, with nothing recorded yet."""
    assert seated("/packs", title="Madura").status_code == 303
    return Pack(tmp_path / "voice", "madura", machine=False)


def recorded(seated, pack, names):
    """All but one laid down at once, the last one through the sheet, so that the office hears of them."""
    *quick, last = names
    for name in quick:
        pack.keep_recording(name, Made(sound.pcm(tone(0.3)), sound.pcm(tone(0.5)), 100, 400))
    assert seated(f"/clips/{last}{MADURA}", sound=upload(0.3)).status_code == 303


def test_a_second_language_is_said_only_once_every_piece_of_it_is_recorded(client, office, people, seated, sheet, clips,
                                                                           madura, called):  # fmt: skip
    needed = sorted(office.see(lambda read: voice.needed(read, read.settings.voice)))
    assert {"nomor-antrean", "prioritas", "huruf-a", "huruf-b", "huruf-p", "nol", "loket-dua"} <= set(needed)
    assert not {"kosong", "huruf-c", "sepuluh", "loket-tiga"} & set(needed)
    refused = sheet(second="madura")
    assert refused.status_code == 409 and f"Madura masih kurang {len(needed)} potongan" in refused.text
    assert client.get(f"{SHEET}/clips/nol.wav{MADURA}").status_code == 404, "no machine speaks another language"
    recorded(seated, madura, needed[:-1])
    assert "masih kurang 1 potongan" in sheet(second="madura").text
    alone = client.get(f"{SHEET}/sample.wav").data
    recorded(seated, madura, needed[-2:])
    assert sheet(second="madura").status_code == 303
    both = client.get(f"{SHEET}/sample.wav").data
    longer = call.speech(madura, office.see(voice.sample))
    assert len(both) - len(alone) == pytest.approx(len(longer) + len(sound.silence(500)), abs=4)
    assert both.endswith(longer) and both[:1000][44:] == alone[:1000][44:], "the first language first"
    assert sheet(line="antrian").status_code == 409, "words that the second has not recorded"
    said = office.see(lambda read: voice.seconds(read, voice.sample(read)))
    seconds = (len(both) - 44) / 2 / sound.RATE
    assert said == pytest.approx(2 * seconds - voice.SPEECH_AT + voice.BETWEEN, abs=0.1), "twice, both, the chime once"


def test_another_announcer_takes_over_with_the_machine_for_what_is_missing(client, office, seated, sheet, clips):
    assert seated("/packs", title="Bu Siti", machine="1").status_code == 303
    assert seated("/clips/nol?pack=bu-siti", sound=upload(0.9)).status_code == 303
    assert sheet(pack="bu-siti").status_code == 303
    assert office.see(voice.clips)["nol"] == pytest.approx(0.9, abs=0.05)
    assert office.see(voice.clips)["satu"] == pytest.approx(0.2, abs=0.01)
    assert office.see(voice.clips).keys() == CLIPS.keys()
    assert clips.source("nol") == "machine", "the first pack is as it was"
    assert seated("/packs/bu-siti/remove").status_code == 409, "it calls"
    assert sheet(pack="id").status_code == 303
    assert seated("/packs/bu-siti/remove").status_code == 303
    assert client.get(f"{SHEET}?pack=bu-siti").status_code == 404
    assert seated("/packs", title="Bu Siti", machine="1", n="2").status_code == 303
    assert client.get(f"{SHEET}/clips/nol.wav?pack=bu-siti").status_code == 200, "its recordings were kept"
    for title in ("", "Bu  siti!", "id"):
        assert seated("/packs", title=title, n="3").status_code == 409


@pytest.fixture
def called(office, people, clips):
    office.do(tickets.issue, by=people["kiosk"], loket=1)
    office.do(tickets.call_next, by=people["loket1"], loket=1)
    return office.see(hall_board.build)["calls"][0]


def test_the_tv_gets_both_in_one_sound(client, office, token, seated, sheet, clips, madura, called):
    headers = {"Authorization": f"Bearer {token('display')}"}
    office.do(voice.report, by=SYSTEM, packs={"id": clips.seconds()})
    first = client.get(f"/display/calls/{called['id']}.wav", headers=headers).data
    recorded(seated, madura, sorted(CLIPS))
    assert sheet(second="madura").status_code == 303
    both = client.get(f"/display/calls/{called['id']}.wav", headers=headers)
    assert len(both.data) > len(first) + 2 * sound.RATE and both.data[:4] == b"RIFF"
    assert both.data.endswith(call.speech(madura, called["text"]))
