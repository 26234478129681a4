"""The letter store: every file under the name of its own SHA-256, written once, never changed, never deleted.

`DATA/letters/ab/cdef….pdf`, and beside it `ab/cdef….json` with the content it was set from; photos of files stand
there too (`….jpg`), so that a backup holds all of it. Files are for the office's own account only (0600, folders
0700): they hold names and NIK in full.
"""

import os
import re
import tempfile
from hashlib import sha256
from pathlib import Path

from office.errors import Refusal, Unknown

_SHA = re.compile(r"[0-9a-f]{64}")


class LetterTampered(Refusal):
    """The file's bytes are no longer what its name says. `sha` names the file."""

    code = "letter_tampered"

    def __init__(self, sha: str) -> None:
        super().__init__(
            f"Isi surat tersimpan {sha[:8]}… tidak cocok dengan sidiknya. Jangan cetak atau pakai surat ini; "
            "beri tahu admin agar dipulihkan dari cadangan.",
            sha=sha,
        )


class LetterMissing(Unknown):
    """No file of that name is in the store. `sha` names it."""

    code = "letter_missing"

    def __init__(self, sha: str) -> None:
        super().__init__(
            f"Surat tersimpan {sha[:8]}… tidak ditemukan. Beri tahu admin agar dipulihkan dari cadangan.",
            sha=sha,
        )


class LetterStore:
    """Files by their hash. `folder` is made when the first file is put."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        """Where everything is kept; made when the first file is put."""
        return self._folder

    def put(self, pdf: bytes, content: bytes | None = None, suffix: str = ".pdf") -> str:
        """Keep `pdf` (and the JSON it was set from) and return its SHA-256, hex. On disk when this returns.

        The same bytes twice are kept once. The content is written first, so that no PDF stands without it.
        """
        sha = sha256(pdf).hexdigest()
        if content is not None:
            self._write(self.path(sha).with_suffix(".json"), content)
        self._write(self.path(sha, suffix), pdf)
        self.get(sha, suffix)
        return sha

    def get(self, sha: str, suffix: str = ".pdf") -> bytes:
        """The bytes of that hash. Refuses LetterMissing, or LetterTampered when they are not what was put."""
        data = _read(self.path(sha, suffix), sha)
        if sha256(data).hexdigest() != sha:
            raise LetterTampered(sha)
        return data

    def content(self, sha: str, content_sha: str | None = None) -> bytes:
        """The JSON that the letter `sha` was set from, checked against `content_sha` when given."""
        data = _read(self.path(sha).with_suffix(".json"), sha)
        if content_sha is not None and sha256(data).hexdigest() != content_sha:
            raise LetterTampered(sha)
        return data

    def path(self, sha: str, suffix: str = ".pdf") -> Path:
        """Where the file of that hash is kept. What is not a SHA-256 is refused: no name leads elsewhere."""
        if not _SHA.fullmatch(sha):
            raise LetterMissing(sha)
        return self._folder / sha[:2] / f"{sha[2:]}{suffix}"

    def _write(self, path: Path, data: bytes) -> None:
        if path.exists():
            return
        self._make_folder(path.parent)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # mkstemp makes it 0600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _sync(path.parent)

    def _make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync(self._folder)
        _sync(self._folder.parent)


def _read(path: Path, sha: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise LetterMissing(sha) from None


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
