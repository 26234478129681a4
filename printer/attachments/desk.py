"""The attachments' desk: an upload is looked at, encoded anew apart from the server, stored by hash, then filed."""

import logging
import os
import shutil
import subprocess
import sys
import threading
from hashlib import sha256
from pathlib import Path
from typing import Any

from office.files import attachments
from office.files.attachments import About, DiskFull, TooLarge, WrongType
from office.files.media import JPEG, PDF, SUFFIXES
from office.office import Actor, Answer, Office
from office.paper.facts import LogoFacts
from printer.attachments.limits import FREE_SHARE, MIB, MOST_BYTES
from printer.attachments.worker import REFUSED
from printer.letters.desk import LetterDesk

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_STARTS = ((b"\xff\xd8\xff", "picture"), (b"\x89PNG\r\n\x1a\n", "picture"), (b"%PDF-", "pdf"))
_WORDS = {
    "large": "Gambar ini terlalu besar ukurannya (piksel). Perkecil dahulu, lalu unggah lagi.",
    "broken": "Isi berkas ini rusak atau tidak lengkap. Foto atau pindai ulang, lalu unggah lagi.",
    "locked": "PDF ini terkunci kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.",
    "active": "PDF ini memuat skrip atau berkas lain di dalamnya, jadi ditolak. Pindai ulang lembarnya, lalu unggah.",
}
_SECONDS = 45
#: one after the other: an upload must not take the processors from the hall
_ONE_AT_A_TIME = threading.Lock()


class AttachmentDesk:
    """Uploads and what was kept of them, in the store of the letters."""

    def __init__(self, letters: LetterDesk) -> None:
        self.office: Office = letters.office
        self._store = letters.store

    def take(self, *, by: Actor, key: str | None, file_id: int, about: About, data: bytes) -> Answer:
        """Keep an upload and put it on the file. Refuses with TooLarge, WrongType, DiskFull and as `attach` does."""
        original = sha256(data).hexdigest()
        stored = self._keep(data, about.kind)
        return self.office.do(attachments.attach, by=by, key=key, file_id=file_id, about=about, original_sha=original,
                              aside={"stored": stored})  # fmt: skip

    def read(self, attachment_id: int) -> tuple[dict[str, Any], bytes]:
        """An attachment's row and bytes. Refuses with Unknown, LetterTampered."""
        row: dict[str, Any] = self.office.see(attachments.one, attachment_id=attachment_id)
        return row, self._store.get(row["sha256"], SUFFIXES[row["media_type"]])

    def picture(self, sha: str) -> bytes:
        """A kept photo by its hash."""
        return self._store.get(sha, SUFFIXES[JPEG])

    def _keep(self, data: bytes, kind: str) -> dict[str, Any]:
        what = _what(data, kind)
        self._room()
        made = worked(what, data)
        media_type = PDF if what == "pdf" else JPEG
        sha = self._store.put(made, suffix=SUFFIXES[media_type])
        return {"sha256": sha, "media_type": media_type, "size": len(made)}

    def _room(self) -> None:
        folder = self._store.folder
        usage = shutil.disk_usage(folder if folder.exists() else folder.parent)
        if usage.free < FREE_SHARE * usage.total:
            raise DiskFull


def emblem(data: bytes) -> LogoFacts:
    """A picture file as the emblem of slips. Refuses with TooLarge, WrongType."""
    if not data:
        raise WrongType("Belum ada berkas gambar. Pilih berkas PNG atau JPEG, lalu ulangi.")
    if len(data) > MOST_BYTES:
        raise TooLarge(f"Gambar ini lebih dari {MOST_BYTES // MIB} MB. Perkecil dahulu, lalu unggah lagi.")
    return LogoFacts.model_validate_json(worked("emblem", data))


def _what(data: bytes, kind: str) -> str:
    """`picture` or `pdf`, by its first bytes and not by its name. Refuses with WrongType, TooLarge."""
    if not data:
        raise WrongType("Berkas kosong. Pilih foto atau hasil pindai, lalu unggah lagi.")
    if len(data) > MOST_BYTES:
        raise TooLarge(f"Berkas ini lebih dari {MOST_BYTES // MIB} MB. Perkecil dahulu, lalu unggah lagi.")
    what = next((what for start, what in _STARTS if data.startswith(start)), None)
    if what == "pdf" and kind == "visit_photo":
        raise WrongType("Foto verifikasi harus JPEG atau PNG. PDF dapat diunggah sebagai dokumen.")
    if what is None:
        wanted = "JPEG atau PNG" if kind == "visit_photo" else "JPEG, PNG, atau PDF"
        raise WrongType(f"Jenis berkas ini tidak diterima. Unggah {wanted}.")
    return what


def worked(what: str, data: bytes) -> bytes:
    """What is kept of it, made by a process of its own."""
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", "printer.attachments.worker", what]
    with _ONE_AT_A_TIME:
        try:
            done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False,
                                  env={**os.environ, "PYTHONPATH": path})  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise WrongType(_WORDS["broken"]) from error
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode != REFUSED:
        _log.warning("an upload ended its worker (%s): %s", done.returncode, said[-400:])
    refusal = TooLarge if said == "large" else WrongType
    raise refusal(_WORDS.get(said, said if " " in said and done.returncode == REFUSED else _WORDS["broken"]))
