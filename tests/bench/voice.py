"""`python -m tests.bench.voice`: how long a call's WAV takes, how loud each clip is, from the call to the first sound.

And 500 days of two lokets calling at will, in one zone and in two (tests/office/call_days.py).
"""

import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from display.voice import call, level, sound
from display.voice.loudness import loudness
from display.voice.pack import Pack
from office.hall import voice
from office.office import SYSTEM, Office
from office.records import founding, schema
from office.records.database import Database
from office.records.vault import Vault
from office.words.call_clips import CLIPS
from office.words.numerals import call_sentence
from tests.conftest import MONDAY, Clock
from tests.office.call_days import in_zones, walk

DAYS, IN_ONE_OFFICE = 500, 50


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory(prefix="pendopo-voice-") as place:
        pack = Pack(Path(place) / "voice", stock=Path(place) / "none")
        took = _seconds(lambda: pack.fill())
        print(f"{len(CLIPS)} clips by espeak-ng, trimmed and levelled: {took:.1f} s, once")
        _loud(pack)
        _joined(pack)
        _queue(Path(place))


def _loud(pack: Pack) -> None:
    found = {name: sound.floats(pack.pcm(name) or b"") for name in CLIPS}
    table = {name: (loudness(clip), max(map(abs, clip)), len(clip) / sound.RATE) for name, clip in found.items()}
    for name, (lufs, peak, seconds) in table.items():
        print(f"  {name:16} {lufs:7.2f} LUFS   peak {peak:.3f}   {seconds:.2f} s")
    off = max(abs(lufs - level.TARGET) for lufs, _, _ in table.values())
    print(f"farthest from {level.TARGET} LUFS: {off:.2f} LU; chime {loudness(sound.floats(call.chime())):.2f} LUFS")


def _joined(pack: Pack) -> None:
    sentences = [call_sentence(f"A-{n:03}", 1 + n % 6) for n in range(1, 1000)]
    times = [_seconds(lambda sentence=sentence: call.wav(pack, sentence)) for sentence in sentences]  # type: ignore[misc]
    lengths = [len(call.wav(pack, sentence) or b"") / 2 / sound.RATE for sentence in sentences[::50]]
    print(f"one WAV a call: median {statistics.median(times) * 1000:.2f} ms, worst {max(times) * 1000:.2f} ms of 999; "
          f"{min(lengths):.1f} to {max(lengths):.1f} s long")  # fmt: skip


def _queue(place: Path) -> None:
    for zones in (("utama",), ("lantai 1", "lantai 2")):
        ends = Counter[str]()
        for first in range(0, DAYS, IN_ONE_OFFICE):
            ends += _days(place / f"{len(zones)}-{first}", first, zones)
        print(f"{DAYS} days at random, {len(zones)} zones: {ends.total()} calls, never two at once in one, order kept, "
              f"each ended once: {dict(ends)}")  # fmt: skip


def _days(place: Path, first: int, zones: tuple[str, ...]) -> Counter[str]:
    place.mkdir()
    database = Database(f"sqlite:///{place / 'office.db'}")
    schema.migrate(database)
    founding.found(database, example=True, now=MONDAY)
    clock = Clock()
    office = Office(database, Vault.open_file(place / "office.key"), zone=ZoneInfo("Asia/Jakarta"), clock=clock)
    office.do(voice.report, by=SYSTEM, seconds=dict.fromkeys(CLIPS, 0.7))
    in_zones(office, *(zones * 2)[:2])
    ends = walk(office, clock, IN_ONE_OFFICE, first, zones)
    database.close()
    return ends


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
