"""The letter press: content in, PDF bytes out, set in another process so that no screen waits.

One child process, one request at a time. A child that died is started again and the request asked once more
(setting a page changes nothing, so asking twice is safe); one that is too slow is killed and the request is
refused.
Works in plain Python and under a monkey-patched hub: it only blocks on a lock and a socket.
"""

import logging
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Self, cast

from office.errors import Refusal
from printer.letters.content import Archive, BundleContent, Filled, LetterContent, SkdContent
from printer.letters.frames import Reply, Request, pack, receive, send, unpack
from printer.letters.visit_content import VisitContent

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_NO_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed')

AnySheet = LetterContent | SkdContent


class PressError(Refusal):
    """The letter could not be set. Nothing was stored and the file has not moved."""

    code = "letter_not_made"
    detail = "Surat tidak dapat disusun. Periksa isian surat lalu coba lagi; bila masih gagal, beri tahu admin."


class LetterUnprintable(PressError):
    """A character that no embedded font has (an emoji): refused, for it would be printed as an empty box."""

    code = "letter_unprintable"

    def __init__(self, characters: str) -> None:
        self.characters = characters
        super().__init__(f"Huruf “{characters}” tidak dapat dicetak pada surat. Betulkan isiannya, lalu coba lagi.")


class PressSlow(PressError):
    """The sheet was not ready in time."""

    code = "letter_slow"
    detail = "Penyusunan surat terlalu lama dan dihentikan. Coba lagi; bila isinya sangat panjang, ringkaskan."


@dataclass(frozen=True)
class RenderedBundle:
    """A version as bytes. Paraf and signature name `sha256`, see `bundle_sha`.

    `content` is the JSON that the bundle was set from (set again, it gives the same bytes); `content_sha`
    is its SHA-256.
    """

    letter: bytes
    skd: bytes | None
    letter_sha: str
    skd_sha: str | None
    sha256: str
    content: bytes
    content_sha: str


def bundle_sha(letter_sha: str, skd_sha: str | None) -> str:
    """The one hash of a bundle: SHA-256 of two lines, "letter <sha>" and "skd <sha>" ("skd -" without one).

    Anyone can check it with `sha256sum` and `printf 'letter %s\\nskd %s\\n'`. All hashes are lower-case hex.
    """
    return sha256(f"letter {letter_sha}\nskd {skd_sha or '-'}\n".encode("ascii")).hexdigest()


class LetterPress:
    """Sets letters. One per process, for many threads or green threads. `timeout`: seconds for one sheet."""

    def __init__(self, timeout: float = 20.0) -> None:
        self._timeout = timeout
        self._one_at_a_time = threading.Lock()
        self._child: _Child | None = None
        self._aside: LetterPress | None = None

    def bundle(self, content: BundleContent) -> RenderedBundle:
        """Set a version: the letter, and the SKD when there is one. Refuses with PressError."""
        letter = self._pdf(content.letter)
        skd = self._pdf(content.skd) if content.skd else None
        letter_sha, skd_sha = _hash(letter), _hash(skd) if skd else None
        source = content.model_dump_json().encode()
        return RenderedBundle(letter, skd, letter_sha, skd_sha, bundle_sha(letter_sha, skd_sha), source, _hash(source))

    def archive_copy(self, content: LetterContent, archive: Archive) -> bytes:
        """The letter with its number, date and paraf box, marked SALINAN ARSIP (SOP S8c). Never a version."""
        return self._pdf(content, archive=archive.model_dump(mode="json"))

    def folder(self, content: dict[str, Any], made: datetime) -> bytes:
        """The list that travels in a folder of sheets (`printer.letters.folder_list`); `made` is the PDF's time."""
        request = Request(template="folder", data={"content": content}, timestamp=int(made.timestamp()), ppi=None)
        return self._set(request)[0]

    def letter(self, content: LetterContent) -> bytes:
        """One letter as PDF: what `bundle` makes of it."""
        return self._pdf(content)

    def overprint(self, content: LetterContent, filled: Filled) -> bytes:
        """Number and date at the blanks of the signed sheet, on otherwise empty pages. Never a version."""
        return self._pdf(content, filled=filled.model_dump(mode="json"))

    def sample(self, content: LetterContent) -> bytes:
        """The letter marked CONTOH on every page: a test print of a wording. Never a version."""
        return self._pdf(content, sample=True)

    def pictures(self, content: AnySheet, ppi: int = 110) -> list[bytes]:
        """The pages as PNG for a screen: "diisi saat penomoran" where the printed sheet has dots."""
        return self._set(_request(content, ppi, preview=True))

    @property
    def aside(self) -> "LetterPress":
        """A press for what may wait: a hundred previews of somebody who types never stand before a letter."""
        if self._aside is None:
            self._aside = LetterPress(self._timeout)
        return self._aside

    def visit(self, content: VisitContent, photos: Sequence[bytes] = (), ppi: int | None = None) -> list[bytes]:
        """A berita acara: [one PDF], or with `ppi` its pages as PNG. `photos` as its content names them (JPEG)."""
        request = Request(template="visit", data={"content": content.model_dump(mode="json")},
                          timestamp=int(content.created_at.timestamp()), ppi=ppi)  # fmt: skip
        named = zip(content.photos, pack(list(photos)), strict=True)
        request["pictures"] = {photo.name: coded for photo, coded in named}
        return self._set(request)

    def close(self) -> None:
        """Stop the children. A later request starts new ones."""
        if self._aside is not None:
            self._aside.close()
        with self._one_at_a_time:
            self._drop_child()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Process id of the running child, None while there is none."""
        return self._child.process.pid if self._child else None

    def _pdf(self, content: AnySheet, **data: object) -> bytes:
        return self._set(_request(content, None, **data))[0]

    def _set(self, request: Request) -> list[bytes]:
        reply = self._ask(request)
        if "error" in reply:
            raise _refusal(reply["error"])
        return unpack(reply["made"])

    def _ask(self, request: Request) -> Reply:
        with self._one_at_a_time:
            for _ in range(2):
                child = self._child = self._child or _Child(self._timeout)
                try:
                    return child.ask(request)
                except TimeoutError as error:
                    self._drop_child()
                    raise PressSlow from error
                except (EOFError, OSError) as error:
                    _log.warning("the letter press's worker ended (%s); starting another", error)
                    self._drop_child()
                except BaseException:
                    self._drop_child()  # half a reply may be in the pipe: the next request must not read it
                    raise
            _log.error("the letter press's worker ended twice over one sheet")
            raise PressError

    def _drop_child(self) -> None:
        if self._child:
            self._child.stop()
            self._child = None


class _Child:
    """The worker process and our end of its socket."""

    def __init__(self, timeout: float) -> None:
        ours, theirs = socket.socketpair()
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "printer.letters.worker", str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
            )
        ours.settimeout(timeout)
        self._channel = ours

    def ask(self, request: Request) -> Reply:
        """One request, one reply."""
        send(self._channel, request)
        return cast("Reply", receive(self._channel))

    def stop(self) -> None:
        """Close our end and end the process; it holds nothing worth waiting for."""
        self._channel.close()
        self.process.kill()
        self.process.wait()


def _request(content: AnySheet, ppi: int | None, **data: object) -> Request:
    return Request(
        template="skd" if isinstance(content, SkdContent) else "letter",
        data={"content": content.model_dump(mode="json"), **data},
        timestamp=int(content.created_at.timestamp()),
        ppi=ppi,
    )


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def _refusal(diagnostic: str) -> PressError:
    unprintable = _NO_GLYPH.search(diagnostic)
    if unprintable:
        return LetterUnprintable(unprintable[1])
    _log.error("a letter was not set: %s", diagnostic)
    return PressError()
