"""The clips for whoever keeps them: listened to, recorded anew, given back to the machine."""

from display.voice import sound, workshop
from display.voice.pack import Pack
from office.errors import Invalid, Unknown

#: the shortest clip that a hand may cut, in ms
SHORTEST_CUT = 50


class Studio:
    """What the sheet of the voice may do with the clips of a pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack

    def clip(self, name: str) -> bytes | None:
        """One clip as a WAV, or None: nobody says it."""
        data = self._pack.pcm(name)
        return None if data is None else sound.wav(data)

    def record(self, name: str, recording: bytes) -> None:
        """Trim and level an uploaded WAV and keep it. Refuses what is no recording."""
        self._pack.keep_recording(name, workshop.levelled(recording))

    def whole(self, name: str) -> bytes | None:
        """The whole of a recording as a WAV, or None: nobody recorded this clip."""
        data = self._pack.whole(name)
        return None if data is None else sound.wav(data)

    def cut(self, name: str) -> tuple[int, int, int] | None:
        """(start, end, length of the whole) in ms, or None: nobody recorded this clip."""
        found, whole = self._pack.cut(name), self._pack.whole(name)
        return None if found is None or whole is None else (*found, round(1000 * sound.seconds(whole)))

    def trim(self, name: str, cut: tuple[int, int] | None) -> None:
        """Cut the whole recording anew at these ms, or (None) where speech begins and ends, and make it even again.

        Refuses a clip that nobody recorded, a cut outside the recording and one with nothing in it.
        """
        whole, known = self._pack.whole(name), self.cut(name)
        if whole is None or known is None:
            raise Unknown("Potongan ini belum direkam. Rekam atau unggah dahulu, lalu potong.")
        if cut is not None and not 0 <= cut[0] <= cut[1] - SHORTEST_CUT <= known[2] - SHORTEST_CUT:
            raise Invalid(
                f"Tulis awal dan akhir antara 0 dan {known[2]} milidetik, berjarak {SHORTEST_CUT} atau lebih."
            )
        self._pack.keep_recording(name, workshop.levelled(sound.wav(whole), cut))

    def forget(self, name: str) -> None:
        """Take the recording back: the machine's voice where it may speak, else nothing."""
        self._pack.forget(name)

    def source(self, name: str) -> str | None:
        """`recorded`, `machine`, or None."""
        return self._pack.source(name)

    def seconds(self) -> dict[str, float]:
        """Name -> length of every clip there is."""
        return self._pack.seconds()
