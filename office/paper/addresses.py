"""Where a printer stands, as an address: `tcp://192.168.1.50:9100`, `file:///dev/usb/lp0`, `preview:`."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

EXAMPLES = "Contoh: tcp://192.168.1.50:9100, file:///dev/usb/lp0, preview:"
LOWEST_PORT = 1024
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9a-fA-F:.]+\]")


class BadAddress(ValueError):
    """The address cannot be a printer's; the message is Indonesian and says what to write instead."""


@dataclass(frozen=True)
class Address:
    """A printer's address, read. `scheme` is tcp (with `host`, `port`), file (with `path`) or preview."""

    scheme: str
    host: str = ""
    port: int = 0
    path: str = ""

    def __str__(self) -> str:
        if self.scheme == "tcp":
            return f"tcp://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"
        return f"file://{self.path}" if self.scheme == "file" else "preview:"


def read_address(text: str) -> Address:
    """The address behind these words. Raises `BadAddress` for anything that cannot be printed to."""
    text = text.strip()
    if text == "preview:":
        return Address("preview")
    scheme, _, rest = text.partition("://")
    if scheme == "tcp":
        return _tcp(rest)
    if scheme == "file":
        return _file(rest)
    if scheme in ("usb", "serial"):
        raise BadAddress(f"{scheme}:// belum didukung. Printer USB di Linux: pakai file:///dev/usb/lp0.")
    raise BadAddress(f"Alamat printer tidak dikenal. {EXAMPLES}")


def _tcp(rest: str) -> Address:
    host, colon, port = rest.rpartition(":")
    if not colon or not _HOST.fullmatch(host):
        raise BadAddress(f"Tulis nama atau IP printer, titik dua, lalu port. {EXAMPLES}")
    if not (port.isascii() and port.isdigit()) or not LOWEST_PORT <= int(port) <= 65535:
        raise BadAddress(f"Port printer harus {LOWEST_PORT} sampai 65535, biasanya 9100. {EXAMPLES}")
    return Address("tcp", host=urlsplit(f"//{host}").hostname or host, port=int(port))


def _file(rest: str) -> Address:
    path = PurePosixPath(rest)
    if not rest.startswith("/") or rest.endswith("/") or ".." in path.parts or not rest.isprintable():
        raise BadAddress(f"Tulis jalur berkas lengkap dari akar, tanpa '..'. {EXAMPLES}")
    return Address("file", path=str(path))
