"""Our own reading of ESC/POS bytes: tokens, and the rows a printer would put on paper.

Used by the fake printers, the pictures and the tests; it knows nothing of how the bytes were made.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from printer.rows import PLAIN, Code, End, Line, Picture, Row, Run, Style, as_text, line

ESC, FS, GS, DLE = 0x1B, 0x1C, 0x1D, 0x10
_ONE = 3
_LENGTHS: dict[int, dict[str, int]] = {
    ESC: {"@": 2, "2": 2, "p": 5, "B": 4, "*": 5, **dict.fromkeys("tadEJ!-M{RVG3 =", _ONE)},
    GS: {"L": 4, "W": 4, "P": 4, **dict.fromkeys("!BrabIHwhf", _ONE)},
    FS: {".": 2, "&": 2, "p": 4, "!": 3},
    DLE: {"\x04": 3, "\x05": 3, "\x14": 5},
}
_NAMES = {ESC: "ESC", GS: "GS", FS: "FS", DLE: "DLE"}
CODEPAGES = {0: "cp437", 2: "cp850", 16: "cp1252", 19: "cp858"}


@dataclass(frozen=True)
class Token:
    """One command with its arguments, or a stretch of text (`name` "text", `args` its bytes)."""

    name: str
    args: bytes = b""


class Tokenizer:
    """Splits a byte stream; what is incomplete waits for the next bytes, as in a printer's buffer."""

    def __init__(self) -> None:
        self.rest = b""

    def feed(self, data: bytes) -> Iterator[Token]:
        """The tokens that are complete with these bytes."""
        self.rest += data
        while self.rest:
            size = _size(self.rest)
            if size is None or size > len(self.rest):
                return
            head, self.rest = self.rest[:size], self.rest[size:]
            yield _token(head)


def tokens(data: bytes) -> list[Token]:
    """All tokens of a finished job; a command without its end becomes "unfinished"."""
    reader = Tokenizer()
    found = list(reader.feed(data))
    return [*found, Token("unfinished", reader.rest)] if reader.rest else found


def _size(data: bytes) -> int | None:
    """Length of the first token, or None while that cannot be known."""
    first = data[0]
    if first not in _LENGTHS:
        return _text_size(data)
    if len(data) < 2:
        return None
    letter = chr(data[1])
    if first == GS and letter == "(":
        return 5 + int.from_bytes(data[3:5], "little") if len(data) >= 5 else None
    if first == GS and letter == "V":
        return None if len(data) < 3 else (4 if data[2] in (65, 66, 97, 98, 103, 104) else 3)
    if first == GS and letter == "v":
        return 8 + _raster(data) if len(data) >= 8 else None
    return _LENGTHS[first].get(letter, 1)


def _raster(data: bytes) -> int:
    return int.from_bytes(data[4:6], "little") * int.from_bytes(data[6:8], "little")


def _text_size(data: bytes) -> int:
    if data[0] == 0:
        return len(data) - len(data.lstrip(b"\0"))
    if data[0] < 0x20 or data[0] == 0x7F:
        return 1
    return next((at for at, byte in enumerate(data) if byte < 0x20 or byte == 0x7F), len(data))


def _token(head: bytes) -> Token:
    first = head[0]
    if first == 0x0A:
        return Token("LF")
    if first == 0:
        return Token("NUL")
    if first in _NAMES:
        return _command(head)
    return Token("unknown" if first < 0x20 or first == 0x7F else "text", head)


def _command(head: bytes) -> Token:
    if len(head) == 1:
        return Token("unknown", head)
    letter = {"\x04": "EOT", "\x05": "ENQ", "\x14": "DC4"}.get(chr(head[1]), chr(head[1]))
    name = f"{_NAMES[head[0]]} {letter}"
    return Token(f"{name} {chr(head[2])}", head[5:]) if name == "GS (" else Token(name, head[2:])


class Sheet:
    """A printer's head over the paper: takes tokens, gives the rows they leave."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.unknown: list[Token] = []
        self._reset()

    def _reset(self) -> None:
        self._runs: list[Run] = []
        self._style, self._codepage, self._qr, self._module = PLAIN, "cp437", b"", 3

    def take(self, token: Token) -> None:
        """Puts one token on the paper; a command that is not ours is remembered in `unknown`."""
        match token.name:
            case "text":
                self._runs.append(Run(token.args.decode(self._codepage, "replace"), self._style))
            case "LF":
                self.flush()
            case "ESC @":
                self._reset()
            case "ESC t":
                self._codepage = CODEPAGES.get(token.args[0], "cp437")
            case "GS v":
                width, height = (int.from_bytes(token.args[at : at + 2], "little") for at in (2, 4))
                self.rows.append(Picture(8 * width, height, token.args[6:]))
            case "GS ( k":
                self._symbol(token.args)
            case "GS V" | "ESC d":
                self.rows += [line(*self._runs)] if self._runs else []
                self._runs = []
                self.rows.append(End())
            case _:
                self._look(token)

    def flush(self) -> None:
        """Ends the line that is being filled."""
        self.rows.append(line(*self._runs))
        self._runs = []

    def _look(self, token: Token) -> None:
        value = token.args[0] if token.args else 0
        old = self._style
        if token.name == "GS !":
            self._style = Style(old.bold, (value >> 4) + 1, (value & 15) + 1, old.reverse)
        elif token.name == "ESC E":
            self._style = Style(bool(value & 1), old.width, old.height, old.reverse)
        elif token.name == "GS B":
            self._style = Style(old.bold, old.width, old.height, bool(value & 1))
        elif token.name not in ("ESC a", "NUL", "GS r", "GS ( H", "DLE EOT"):
            self.unknown.append(token)

    def _symbol(self, args: bytes) -> None:
        """The QR functions of GS ( k: 67 size, 80 data, 81 print."""
        function = args[1] if len(args) > 1 else 0
        if function == 67:
            self._module = args[2]
        elif function == 80:
            self._qr = args[3:]
        elif function == 81:
            self.rows.append(Code(self._qr.decode("utf-8", "replace"), self._module))


def rows(data: bytes | Iterable[Token]) -> list[Row]:
    """The rows these bytes leave on paper."""
    sheet = Sheet()
    for token in tokens(data) if isinstance(data, bytes) else data:
        sheet.take(token)
    return sheet.rows


def text(data: bytes) -> str:
    """The words these bytes leave on paper."""
    return as_text(rows(data))


__all__ = ["Line", "Sheet", "Token", "Tokenizer", "rows", "text", "tokens"]
