"""Text as it comes in: control characters are stripped, not refused, so that no name drives a printer."""

import re
import unicodedata

#: control, format (bidi overrides, zero width), surrogate and private-use characters never reach a record
_STRIPPED = frozenset({"Cc", "Cf", "Cs", "Co"})
_LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")


def clean(text: str, *, limit: int = 200, lines: bool = False) -> str:
    """`text` in NFC without control characters, spaces collapsed, at most `limit` characters.

    `lines` keeps line breaks (at most one empty line in a row); otherwise they become spaces. What is longer
    than `limit` is cut: forms and bodies refuse long text before it comes here.
    """
    broken = _LINE_BREAKS.sub("\n", text)
    kept = "".join(char for char in broken if char in "\n\t" or unicodedata.category(char) not in _STRIPPED)
    whole = unicodedata.normalize("NFC", kept)
    tidy = _tidy_lines(whole) if lines else " ".join(whole.split())
    return tidy[:limit].rstrip()


def _tidy_lines(text: str) -> str:
    rows = [" ".join(row.split()) for row in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()


def clean_digits(text: str, *, limit: int = 32) -> str:
    """Only the ASCII digits of `text`: a NIK or telephone number typed with spaces, dots or dashes."""
    return re.sub(r"[^0-9]", "", text)[:limit]
