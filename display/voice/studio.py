"""The clips for whoever keeps them: listened to, recorded anew, given back to the machine."""

from display.voice import call, sound, workshop
from display.voice.pack import Pack


class Studio:
    """What the sheet of the voice may do with the clips of a pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def sample(self, sentence: str) -> bytes | None:
        """A whole call as a WAV, or None while a clip is missing."""
        return call.wav(self._pack, sentence)

    def clip(self, name: str) -> bytes | None:
        """One clip as a WAV, or None: nobody says it."""
        data = self._pack.pcm(name)
        return None if data is None else sound.wav(data)

    def record(self, name: str, recording: bytes) -> None:
        """Trim and level an uploaded WAV and keep it. Refuses what is no recording."""
        self._pack.keep(self._pack.recorded(name), workshop.levelled(recording))

    def forget(self, name: str) -> None:
        """Back to the machine's voice."""
        self._pack.forget(name)

    def source(self, name: str) -> str | None:
        """`recorded`, `machine`, or None."""
        return self._pack.source(name)

    def seconds(self) -> dict[str, float]:
        """Name -> length of every clip there is."""
        return self._pack.seconds()
