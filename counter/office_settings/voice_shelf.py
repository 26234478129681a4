"""What the sheet of the voice needs of the voice room, and which pack somebody is looking at."""

from collections.abc import Sequence
from typing import Protocol

from flask import Response, request

from office.errors import Unknown
from office.records.voice_rules import VoicePack
from office.records.work import Read


class Studio(Protocol):
    """Where the clips of one pack are kept."""

    def clip(self, name: str) -> bytes | None:
        """One clip as a WAV, or None: nobody says it."""

    def record(self, name: str, recording: bytes) -> None:
        """Trim, level and keep an uploaded WAV. Refuses what is no recording."""

    def forget(self, name: str) -> None:
        """Take the recording back: the machine's voice where it may speak, else nothing."""

    def whole(self, name: str) -> bytes | None:
        """The whole of a recording as a WAV, or None: nobody recorded this clip."""

    def cut(self, name: str) -> tuple[int, int, int] | None:
        """(start, end, length of the whole) in ms, or None: nobody recorded this clip."""

    def trim(self, name: str, cut: tuple[int, int] | None) -> None:
        """Cut the whole recording anew, or (None) where speech begins and ends. Refuses what cannot be cut."""

    def source(self, name: str) -> str | None:
        """`recorded`, `machine`, or None."""

    def seconds(self) -> dict[str, float]:
        """Name -> length of every clip there is."""


class Shelf(Protocol):
    """All packs (`display.voice.shelf`, handed in: the surfaces do not know each other)."""

    def studio(self, one: VoicePack) -> Studio:
        """What its keepers may do with a pack."""

    def seconds(self, packs: Sequence[VoicePack]) -> dict[str, dict[str, float]]:
        """Pack -> name -> length of every clip there is."""

    def call(self, sentence: str, packs: Sequence[VoicePack]) -> bytes | None:
        """A whole call as a WAV, said by each of the packs; None while a clip is missing."""


def chosen(read: Read) -> VoicePack:
    """The pack that the request names, none named the one in use. Refuses one that is not there."""
    rules = read.settings.voice
    name = request.values.get("pack") or rules.pack
    found = next((pack for pack in rules.packs if pack.name == name), None)
    if found is None:
        raise Unknown("Paket suara itu tidak ada lagi. Muat ulang halaman Suara.")
    return found


def wav(data: bytes | None) -> Response:
    """A sound to be listened to. Refuses with Unknown where there is none."""
    if data is None:
        raise Unknown("Suara itu belum ada. Pasang espeak-ng, atau unggah rekaman untuk setiap potongan.")
    return Response(data, mimetype="audio/wav")
