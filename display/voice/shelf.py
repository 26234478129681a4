"""All packs of the hall side by side, a folder each, and a call said by those that the office has chosen."""

from collections.abc import Sequence
from pathlib import Path

from display.voice import call, sound
from display.voice.pack import Pack
from display.voice.studio import Studio
from office.hall.voice import BETWEEN_PACKS
from office.records.voice_rules import VoicePack


class Shelf:
    """The packs below `folder` (the data folder's `voice`); each is read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._packs: dict[tuple[str, bool], Pack] = {}

    def pack(self, one: VoicePack) -> Pack:
        """The clips of a pack."""
        return self._packs.setdefault((one.name, one.machine), Pack(self._folder, one.name, machine=one.machine))

    def studio(self, one: VoicePack) -> Studio:
        """What its keepers may do with them."""
        return Studio(self.pack(one))

    def seconds(self, packs: Sequence[VoicePack]) -> dict[str, dict[str, float]]:
        """Pack -> name -> length of every clip there is."""
        return {one.name: self.pack(one).seconds() for one in packs}

    def call(self, sentence: str, packs: Sequence[VoicePack]) -> bytes | None:
        """The whole call as a WAV, said by each of `packs` after the other; None while the first lacks a clip.

        One of the others that cannot say this sentence is silent.
        """
        said = [call.speech(self.pack(one), sentence) for one in packs]
        if not said or said[0] is None:
            return None
        return call.with_chime(sound.silence(round(1000 * BETWEEN_PACKS)).join(filter(None, said)))
