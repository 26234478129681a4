"""A pack of clips: a folder of WAVs, an announcer's recordings first and the machine's voice for what is missing.

`<data>/voice/id/NAME.wav` is a recording, `<data>/voice/id/machine/NAME.wav` what espeak-ng said. A second language
is a second folder with clips of the same names.
"""

import tempfile
import wave
from collections.abc import Callable
from pathlib import Path

from display.voice import machine, sound
from office.words.call_clips import CLIPS, Clip

PACK = "id"
MACHINE = "machine"
#: the machine's clips as set-up made them for every office of this checkout; an installed hall makes its own
STOCK = Path(__file__).parents[2] / ".build" / "voice"


class Pack:
    """The clips of one language below `folder` (the data folder's `voice`)."""

    def __init__(self, folder: Path, name: str = PACK, *, stock: Path = STOCK) -> None:
        self.folder, self._stock = folder / name, stock / name
        self._held: dict[Path, tuple[int, bytes]] = {}

    def recorded(self, clip: str) -> Path:
        """Where an announcer's recording of this clip lies."""
        return self.folder / f"{clip}.wav"

    def machine_made(self, clip: str) -> Path:
        """Where the machine's clip lies."""
        return self.folder / MACHINE / f"{clip}.wav"

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
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as file:
            file.write(sound.wav(data))
        Path(file.name).replace(path)

    def fill(self, say: Callable[[Clip], bytes] = machine.say) -> list[str]:
        """Make every clip that the machine has not said yet; the names made. Raises NoMachine."""
        made = [name for name in CLIPS if not any(self._read(path) for path in self._machine(name))]
        for name in made:
            self.keep(self.machine_made(name), say(CLIPS[name]))
        return made

    def forget(self, clip: str) -> None:
        """Back to the machine's voice."""
        self.recorded(clip).unlink(missing_ok=True)

    def _machine(self, clip: str) -> tuple[Path, Path]:
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
