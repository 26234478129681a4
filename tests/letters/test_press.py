"""The press works in another process: same bytes every time, whatever happens to that process."""

import hashlib
import os
import select
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from printer.letters.content import BundleContent
from printer.letters.press import LetterPress, PressSlow, bundle_sha
from tests.letters.samples import bundle, letter, rows, skd

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def own_press():
    with LetterPress() as press:
        yield press


def wait_for_end(pid):
    """Whether the process ends (it need not be our child)."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    ended = bool(poll.poll(20_000))
    os.close(handle)
    return ended


def test_the_same_content_gives_the_same_bytes_anywhere(own_press, monkeypatch, tmp_path):
    first = own_press.bundle(bundle("izin", levy=True))
    own_press.close()
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.chdir(tmp_path)
    assert own_press.bundle(bundle("izin", levy=True)) == first


def test_the_kept_content_gives_the_same_bytes_again(press):
    first = press.bundle(bundle("izin", levy=True))
    again = press.bundle(BundleContent.model_validate_json(first.content))
    assert again == first
    assert first.content_sha == hashlib.sha256(first.content).hexdigest()


def test_the_bundles_hash_covers_letter_and_assessment(press):
    both, alone = press.bundle(bundle("izin", levy=True)), press.bundle(bundle("izin"))
    assert both.letter_sha == alone.letter_sha == hashlib.sha256(both.letter).hexdigest()
    assert both.skd_sha == hashlib.sha256(both.skd).hexdigest()
    lines = f"letter {both.letter_sha}\nskd {both.skd_sha}\n".encode()
    assert both.sha256 == hashlib.sha256(lines).hexdigest() == bundle_sha(both.letter_sha, both.skd_sha)
    assert alone.sha256 == hashlib.sha256(f"letter {alone.letter_sha}\nskd -\n".encode()).hexdigest()


@pytest.mark.parametrize(
    "change",
    [{"purpose": "hajatan"}, {"version": 3}, {"created_at": "2026-11-23T09:41:08+07:00"}, {"paper": "A4"}],
)
def test_any_change_of_content_is_another_version(press, change):
    assert press.bundle(bundle(**change)).sha256 != press.bundle(bundle()).sha256


def test_a_killed_worker_is_replaced(own_press):
    first = own_press.bundle(bundle())
    killed = own_press.pid
    os.kill(killed, signal.SIGKILL)
    assert wait_for_end(killed)
    assert own_press.bundle(bundle()) == first
    assert own_press.pid != killed


def test_a_stuck_worker_is_given_up_in_words_and_replaced():
    with LetterPress() as press:
        first = press.bundle(bundle())
        press._child._channel.settimeout(0.2)
        stuck = press.pid
        os.kill(stuck, signal.SIGSTOP)
        with pytest.raises(PressSlow) as refused:
            press.bundle(bundle())
        assert "Coba lagi" in refused.value.detail
        assert wait_for_end(stuck)
        assert press.bundle(bundle()) == first


def test_ctrl_c_in_the_terminal_does_not_take_the_worker(own_press):
    own_press.bundle(bundle())
    worker = own_press.pid
    os.kill(worker, signal.SIGINT)
    own_press.bundle(bundle())
    assert own_press.pid == worker


def test_close_ends_the_worker(own_press):
    own_press.bundle(bundle())
    worker = own_press.pid
    own_press.close()
    assert wait_for_end(worker)
    assert own_press.pid is None


def test_the_worker_ends_with_a_press_that_died():
    program = (
        "import os\nfrom printer.letters.press import LetterPress\nfrom tests.letters.samples import bundle\n"
        "press = LetterPress()\npress.bundle(bundle())\nprint(press.pid, flush=True)\nos._exit(9)\n"
    )
    left = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert left.returncode == 9, left.stderr
    assert wait_for_end(int(left.stdout))


def test_four_threads_each_get_their_own_letter(own_press):
    names = [f"Pemohon Nomor {n}" for n in range(24)]
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda name: own_press.bundle(bundle(applicant={"name": name})), names))
    for name, rendered in zip(names, made, strict=True):
        assert f"Nama : {name}\nTempat :" in rows(rendered.letter)


def test_a_patched_hub_goes_on_while_a_letter_is_set(press):
    program = (
        "import eventlet\neventlet.monkey_patch()\n"
        "from printer.letters.press import LetterPress\nfrom tests.letters.samples import bundle\n"
        "press = LetterPress()\n"
        "waiting = [eventlet.spawn(press.bundle, bundle('izin', version=n)) for n in (1, 2, 3)]\n"
        "ticks = 0\n"
        "while not all(one.dead for one in waiting):\n    ticks += 1\n    eventlet.sleep(0)\n"
        "print(ticks, *(one.wait().sha256 for one in waiting))\npress.close()\n"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    ticks, *hashes = run.stdout.split()
    assert int(ticks) > 10
    assert hashes == [press.bundle(bundle("izin", version=n)).sha256 for n in (1, 2, 3)]


@pytest.mark.parametrize("content", [letter(), skd()], ids=["letter", "skd"])
def test_a_screen_gets_pictures_of_the_pages(press, content):
    (page,) = press.pictures(content, ppi=72)
    assert page.startswith(b"\x89PNG")
    width, height = (int.from_bytes(page[at : at + 4], "big") for at in (16, 20))
    assert abs(height / width - 330 / 215) < 0.01
