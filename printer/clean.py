"""Text as a printer may have it: cleaned once, before layout, for screen and paper alike.

Only our own code may speak to the printer. A name that contains ESC, GS, DLE or a line feed would otherwise
cut the paper, open a drawer or swallow the next slip.
"""

import unicodedata
from functools import lru_cache

LONGEST = 600
CODEPAGES = ("CP437", "CP850", "CP858", "CP1252", "ASCII")

_LOOKALIKES = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "ʼ": "'", "ʻ": "'", "`": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "…": "...", "•": "-", "·": "-", "×": "x", "±": "+/-", "€": "EUR", "™": "(TM)",
    }
)  # fmt: skip
_ASCII_PRINTABLE = frozenset(map(chr, range(0x20, 0x7F)))


def clean(text: str, codepage: str = "CP437", longest: int = LONGEST) -> str:
    """One line of printable characters of this code page, at most `longest`; the rest becomes its base letter
    or `?`.
    """
    short = text[: longest * 2]
    if not (short.isascii() and short.isprintable()):
        mapped = unicodedata.normalize("NFC", short).translate(_LOOKALIKES)
        short = "".join(_printable(char, codepage) for char in mapped)
    return short[:longest]


@lru_cache(maxsize=4096)
def _printable(char: str, codepage: str) -> str:
    if char in _ASCII_PRINTABLE:
        return char
    category = unicodedata.category(char)
    if category in ("Zs", "Zl", "Zp") or char in "\t\n\r\v\f\x85":
        return " "
    if category in ("Cc", "Cf", "Mn", "Me"):
        return ""
    if _has(char, codepage):
        return char
    base = unicodedata.normalize("NFKD", char)[0]
    return base if base in _ASCII_PRINTABLE and base.isalnum() else "?"


def _has(char: str, codepage: str) -> bool:
    """Whether the code page prints this character as itself (its byte is never a control byte)."""
    try:
        code = char.encode(codepage)
    except UnicodeEncodeError:
        return False
    return len(code) == 1 and code[0] > 0x7E
