"""A pack of clips: a folder of WAVs, an announcer's recordings first and the machine's voice for what is missing.

`<data>/voice/id/NAME.wav` is a recording, cut and made even; `<data>/voice/id/original/NAME.wav` the whole of it, with
the cut beside it; `<data>/voice/id/machine/NAME.wav` what espeak-ng said. Another announcer or language is another
folder with clips of the same names.
"""

import json
import tempfile
import wave
from collections.abc import Callable
from pathlib import Path

from display.voice import machine, sound
from display.voice.workshop import Made
from office.records.voice_rules import FIRST_PACK
from office.words.call_clips import CLIPS, Clip

MACHINE, ORIGINAL = "machine", "original"
#: the machine's clips as set-up made them for every office of this checkout; an installed hall makes its own
STOCK = Path(__file__).parents[2] / ".build" / "voice"


class Pack:
    """The clips of one announcer below `folder` (the data folder's `voice`).

    `machine`: it is Indonesian, so the machine says what was not recorded; its clips lie with the first pack's.
    """

    def __init__(self, folder: Path, name: str = FIRST_PACK, *, machine: bool = True, stock: Path = STOCK) -> None:
        self.folder, self._spoken, self._stock = folder / name, folder / FIRST_PACK, stock / FIRST_PACK
        self._may_speak = machine
        self._held: dict[Path, tuple[int, bytes]] = {}

    def recorded(self, clip: str) -> Path:
        """Where an announcer's recording of this clip lies."""
        return self.folder / f"{clip}.wav"

    def original(self, clip: str) -> Path:
        """Where the whole recording lies."""
        return self.folder / ORIGINAL / f"{clip}.wav"

    def whole(self, clip: str) -> bytes | None:
        """The whole recording's PCM, of an old one what was kept of it; None: nobody recorded this clip."""
        kept = self._read(self.recorded(clip))
        return None if kept is None else self._read(self.original(clip)) or kept

    def cut(self, clip: str) -> tuple[int, int] | None:
        """Where in the whole recording the clip lies, in ms; None: nobody recorded this clip."""
        whole = self.whole(clip)
        if whole is None:
            return None
        try:
            start, end = json.loads(self._cut(clip).read_text("utf-8"))
        except (FileNotFoundError, ValueError, TypeError):
            return 0, round(1000 * sound.seconds(whole))
        return int(start), int(end)

    def keep_recording(self, clip: str, made: Made) -> None:
        """Keep a recording with the whole of it and its cut; the whole first, so that no cut lies beside another's."""
        self.keep(self.original(clip), made.whole)
        self._write(self._cut(clip), json.dumps([made.start, made.end]).encode())
        self.keep(self.recorded(clip), made.clip)

    def machine_made(self, clip: str) -> Path:
        """Where the machine's clip lies."""
        return self._spoken / MACHINE / f"{clip}.wav"

    def source(self, clip: str) -> str | None:
        """`recorded`, `machine`, or None: nobody says it."""
        if self.recorded(clip).is_file():
            return "recorded"
        return "machine" if any(path.is_file() for path in self._machine(clip)) else None

    @property
    def is_complete(self) -> bool:
        """Whether the machine has said every clip."""
        return all(any(path.is_file() for path in self._machine(clip)) for clip in CLIPS)

    def pcm(self, clip: str) -> bytes | None:
        """The clip's sound: the recording, else the machine's, else None. A file that cannot be read is none."""
        for path in (self.recorded(clip), *self._machine(clip)):
            if (found := self._read(path)) is not None:
                return found
        return None

    def seconds(self) -> dict[str, float]:
        """Name -> length of every clip there is."""
        found = ((name, self.pcm(name)) for name in CLIPS)
        return {name: round(sound.seconds(data), 3) for name, data in found if data}

    def keep(self, path: Path, data: bytes) -> None:
        """Write a clip's PCM; whoever reads meanwhile gets the old or the new one whole."""
        self._write(path, sound.wav(data))

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)

    def fill(self, say: Callable[[Clip], bytes] = machine.say) -> list[str]:
        """Make every clip that the machine has not said yet; the names made. Raises NoMachine."""
        made = [name for name in CLIPS if not any(self._read(path) for path in self._machine(name))]
        for name in made:
            self.keep(self.machine_made(name), say(CLIPS[name]))
        return made

    def forget(self, clip: str) -> None:
        """Back to the machine's voice."""
        for path in (self.recorded(clip), self.original(clip), self._cut(clip)):
            path.unlink(missing_ok=True)

    def _cut(self, clip: str) -> Path:
        return self.folder / ORIGINAL / f"{clip}.json"

    def _machine(self, clip: str) -> tuple[Path, ...]:
        if not self._may_speak:
            return ()
        return self.machine_made(clip), self._stock / MACHINE / f"{clip}.wav"

    def _read(self, path: Path) -> bytes | None:
        try:
            changed = path.stat().st_mtime_ns
            held = self._held.get(path)
            if held is None or held[0] != changed:
                held = self._held[path] = (changed, sound.stored(path))
        except (FileNotFoundError, wave.Error, EOFError):
            return None
        return held[1]
