"""Where a printer stands, as an address: `tcp://192.168.1.50:9100`, `usb://04b8:0e15`, `serial:///dev/ttyUSB0?baud=9600`,
`file:///dev/usb/lp0`, `preview:`.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, urlencode, urlsplit

EXAMPLES = (
    "Contoh: tcp://192.168.1.50:9100, usb://04b8:0e15, serial:///dev/ttyUSB0?baud=9600, file:///dev/usb/lp0, preview:"
)
LOWEST_PORT = 1024
BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
#: how a serial printer says "not so fast": not at all, by its RTS wire, or by XON/XOFF
FLOWS = ("none", "rts", "xon")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9a-fA-F:.]+\]")
_USB = re.compile(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})(?:/([A-Za-z0-9._-]{1,64}))?")
_SERIAL = re.compile(r"/dev/(tty|pts/|rfcomm|serial/)[A-Za-z0-9._:/-]+")


class BadAddress(ValueError):
    """The address cannot be a printer's; the message is Indonesian and says what to write instead."""


@dataclass(frozen=True)
class Address:
    """A printer's address, read. `scheme` is tcp (`host`, `port`), usb (`vendor`, `product`, perhaps `number`, its
    serial number), serial (`path`, `baud`, `flow`), file (`path`) or preview.
    """

    scheme: str
    host: str = ""
    port: int = 0
    path: str = ""
    vendor: int = 0
    product: int = 0
    number: str = ""
    baud: int = 9600
    flow: str = "none"

    def __str__(self) -> str:
        if self.scheme == "tcp":
            return f"tcp://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"
        if self.scheme == "usb":
            return f"usb://{self.vendor:04x}:{self.product:04x}" + (f"/{self.number}" if self.number else "")
        if self.scheme == "serial":
            said = {"baud": self.baud} | ({"flow": self.flow} if self.flow != "none" else {})
            return f"serial://{self.path}?{urlencode(said)}"
        return f"file://{self.path}" if self.scheme == "file" else "preview:"

    @property
    def talks(self) -> bool:
        """Whether the way there leads back too, so that a printer can be asked how it is."""
        if self.scheme != "file":
            return self.scheme in ("tcp", "usb", "serial")
        # /dev/shm is memory that holds files, and no device
        return self.path.startswith("/dev/") and not self.path.startswith("/dev/shm/")


def read_address(text: str) -> Address:
    """The address behind these words. Raises `BadAddress` for anything that cannot be printed to."""
    text = text.strip()
    if text == "preview:":
        return Address("preview")
    scheme, _, rest = text.partition("://")
    readers = {"tcp": _tcp, "usb": _usb, "serial": _serial, "file": _file}
    if scheme not in readers:
        raise BadAddress(f"Alamat printer tidak dikenal. {EXAMPLES}")
    return readers[scheme](rest)


def _tcp(rest: str) -> Address:
    host, colon, port = rest.rpartition(":")
    if not colon or not _HOST.fullmatch(host):
        raise BadAddress(f"Tulis nama atau IP printer, titik dua, lalu port. {EXAMPLES}")
    if not (port.isascii() and port.isdigit()) or not LOWEST_PORT <= int(port) <= 65535:
        raise BadAddress(f"Port printer harus {LOWEST_PORT} sampai 65535, biasanya 9100. {EXAMPLES}")
    return Address("tcp", host=urlsplit(f"//{host}").hostname or host, port=int(port))


def _usb(rest: str) -> Address:
    found = _USB.fullmatch(rest)
    if not found:
        raise BadAddress(
            f"Tulis nomor pabrik dan produk seperti di `lsusb`, empat angka heksa masing-masing. {EXAMPLES}"
        )
    return Address("usb", vendor=int(found[1], 16), product=int(found[2], 16), number=found[3] or "")


def _serial(rest: str) -> Address:
    path, _, query = rest.partition("?")
    said = dict(parse_qsl(query, keep_blank_values=True))
    if not _SERIAL.fullmatch(path) or ".." in path:
        raise BadAddress(f"Tulis jalur porta serial di bawah /dev. {EXAMPLES}")
    baud, flow = said.pop("baud", "9600"), said.pop("flow", "none")
    if not (baud.isascii() and baud.isdigit()) or int(baud) not in BAUDS:
        raise BadAddress(f"Kecepatan serial (baud) salah satu dari: {', '.join(map(str, BAUDS))}. {EXAMPLES}")
    if flow not in FLOWS or said:
        raise BadAddress(f"Sesudah '?' hanya baud dan flow ({', '.join(FLOWS)}). {EXAMPLES}")
    return Address("serial", path=path, baud=int(baud), flow=flow)


def _file(rest: str) -> Address:
    path = PurePosixPath(rest)
    if not rest.startswith("/") or rest.endswith("/") or ".." in path.parts or not rest.isprintable():
        raise BadAddress(f"Tulis jalur berkas lengkap dari akar, tanpa '..'. {EXAMPLES}")
    return Address("file", path=str(path))
