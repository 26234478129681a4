"""Pictures and videos for the TV: checked, kept by their hash in `DATA/media`, handed to the TV from there.

Pictures are encoded anew as photos of files are; a video is kept as it came. What no list names any more goes when
room is wanted, the oldest first, so that a change can be taken back meanwhile.
"""

import os
import re
import shutil
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from office.errors import Unknown
from office.files.attachments import DiskFull, TooLarge, WrongType
from printer.attachments import videos
from printer.attachments.desk import worked
from printer.attachments.limits import FREE_SHARE, MIB, MOST_BYTES, MOST_MEDIA, MOST_VIDEO
from printer.letters.desk import LetterDesk

_NAME = re.compile(r"([0-9a-f]{64})\.(jpg|mp4)")
_WORDS = {
    "kind": "Video harus MP4. Ubah dahulu ke MP4 (H.264, AAC), lalu unggah lagi.",
    "codec": "Video ini tidak disandikan sebagai H.264 dengan suara AAC. Ubah dahulu, lalu unggah lagi.",
    "large": "Gambar video ini lebih besar dari 1920 × 1080. Perkecil dahulu, lalu unggah lagi.",
    "broken": "Video ini rusak atau tidak lengkap. Salin ulang berkasnya, lalu unggah lagi.",
}
#: read at once, and written to the disk at once: a long wait for the disk would be felt at every screen
_PIECE, _AT_ONCE = 256 * 1024, 4 * MIB
TYPES = {"jpg": "image/jpeg", "mp4": "video/mp4"}


class ScreenMedia:
    """The folder of the TV's pictures and videos; made when the first one comes."""

    def __init__(self, letters: LetterDesk) -> None:
        self._folder = letters.store.folder.resolve().with_name("media")

    def take(self, stream: BinaryIO, *, wanted: set[str]) -> tuple[str, str]:
        """Keep an upload; answers (kind, SHA-256). `wanted`: hashes that the list still names.

        Refuses WrongType, TooLarge and DiskFull in words.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._make_room(wanted)
        start = stream.read(12)
        if start.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
            return "picture", self._picture(start + stream.read(MOST_BYTES + 1))
        if start[4:8] != b"ftyp":
            raise WrongType("Jenis berkas ini tidak diterima. Unggah gambar JPEG atau PNG, atau video MP4.")
        return "video", self._video(start, stream)

    def path(self, name: str) -> Path:
        """Where `<sha>.jpg` or `<sha>.mp4` is kept. Refuses Unknown."""
        path = self._folder / name
        if not _NAME.fullmatch(name) or not path.is_file():
            raise Unknown("Gambar atau video itu tidak ada di sini. Unggah lagi di lembar Layar TV.")
        return path

    def has(self, name: str) -> bool:
        """Whether the file is here: a list that came from another office names files of that office."""
        return bool(_NAME.fullmatch(name)) and (self._folder / name).is_file()

    def _picture(self, data: bytes) -> str:
        if len(data) > MOST_BYTES:
            raise TooLarge(f"Gambar ini lebih dari {MOST_BYTES // MIB} MB. Perkecil dahulu, lalu unggah lagi.")
        made = worked("picture", data)
        sha = sha256(made).hexdigest()
        with _new_file(self._folder) as (file, temporary):
            file.write(made)
            _keep(file, temporary, self._folder / f"{sha}.jpg")
        return sha

    def _video(self, start: bytes, stream: BinaryIO) -> str:
        with _new_file(self._folder) as (file, temporary):
            digest, size, piece = sha256(), 0, start
            while piece:
                size += len(piece)
                if size > MOST_VIDEO:
                    raise TooLarge(f"Video ini lebih dari {MOST_VIDEO // MIB} MB. Perkecil dahulu, lalu unggah lagi.")
                digest.update(piece)
                file.write(piece)
                if size % _AT_ONCE < len(piece):
                    _on_disk(file)
                time.sleep(0)  # the hall goes on while a long video comes in
                piece = stream.read(_PIECE)
            _checked(file, size)
            _keep(file, temporary, self._folder / f"{digest.hexdigest()}.mp4")
        return digest.hexdigest()

    def _make_room(self, wanted: set[str]) -> None:
        kept = sorted((path for path in self._folder.iterdir() if _NAME.fullmatch(path.name)), key=_age)
        total = sum(path.stat().st_size for path in kept)
        for path in kept:
            if total <= MOST_MEDIA:
                break
            if path.stem not in wanted:
                total -= path.stat().st_size
                path.unlink()
        usage = shutil.disk_usage(self._folder)
        if usage.free < FREE_SHARE * usage.total:
            raise DiskFull


def _age(path: Path) -> float:
    return path.stat().st_mtime


class _new_file:  # noqa: N801
    """A file under a passing name; gone at the end unless it was kept."""

    def __init__(self, folder: Path) -> None:
        handle, name = tempfile.mkstemp(dir=folder, prefix=".new-")
        self._file, self._path = os.fdopen(handle, "w+b"), Path(name)

    def __enter__(self) -> tuple[BinaryIO, Path]:
        return self._file, self._path

    def __exit__(self, *_trouble: object) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)


def _checked(file: BinaryIO, size: int) -> None:
    file.flush()
    try:
        videos.check(file, size)
    except videos.BadVideo as bad:
        refusal = TooLarge if str(bad) == "large" else WrongType
        raise refusal(_WORDS[str(bad)]) from bad


def _keep(file: BinaryIO, temporary: Path, place: Path) -> None:
    _on_disk(file)
    temporary.replace(place)


def _on_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
