"""Numbers in Indonesian: in words on paper, spoken in the hall, written with Indonesian separators."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (1000, "ribu"),
    (100, "ratus"),
    (10, "puluh"),
)
#: terbilang reaches this far: one quadrillion
LIMIT = 10**15
#: months as letter numbers write them
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_TICKET = re.compile(r"([A-Z])-?(\d{1,6})")


def roman(n: int) -> str:
    """A month in Roman numerals: 11 "XI". Raises ValueError outside 1..12."""
    if not 1 <= n <= len(ROMAN):
        raise ValueError(f"no such month: {n}")
    return ROMAN[n - 1]


def terbilang(n: int) -> str:
    """`n` in words, e.g. 1250 "seribu dua ratus lima puluh". Raises ValueError outside 0..10**15."""
    if not 0 <= n <= LIMIT:
        raise ValueError(f"terbilang reaches from 0 to 10^15, not {n}")
    return " ".join(_words(n)) if n else DIGITS[0]


def _words(n: int) -> list[str]:
    if n < 10:
        return [DIGITS[n]] if n else []
    if n < 20:
        return {10: ["sepuluh"], 11: ["sebelas"]}.get(n) or [DIGITS[n - 10], "belas"]
    size, name = next(scale for scale in _SCALES if n >= scale[0])
    count, rest = divmod(n, size)
    if count == 1 and name in ("ratus", "ribu"):
        return [f"se{name}", *_words(rest)]
    return [*_words(count), name, *_words(rest)]


def rupiah_words(amount: int) -> str:
    """The "dengan huruf" line of a levy letter, e.g. "Seratus ribu rupiah"."""
    return f"{terbilang(amount)} rupiah".capitalize()


def spoken_digits(n: int, width: int = 3) -> str:
    """`n` read digit by digit as on the ticket, e.g. 7 "nol nol tujuh"."""
    return " ".join(DIGITS[int(digit)] for digit in f"{n:0{width}d}")


def spoken_cardinal(n: int) -> str:
    """`n` read as a number, e.g. 12 "dua belas"."""
    return terbilang(n)


def ticket_parts(number: str) -> tuple[str, str]:
    """Letter and digits of a ticket number, "A-007" ("A", "007"). Raises ValueError for anything else."""
    match = _TICKET.fullmatch(number.strip().upper())
    if not match:
        raise ValueError(f"not a ticket number: {number!r}")
    return match[1], match[2]


def call_sentence(
    number: str, loket: int, *, priority: bool = False, cardinal: bool = False, zero: str = "nol", line: str = "antrean"
) -> str:
    """The call as shown and spoken: "Nomor antrean A nol nol tujuh, silakan menuju loket satu".

    Numbers and lokets only, never a name. `priority` adds the word "prioritas"; `zero` and `line` are the office's
    words for 0 and for the queue.
    """
    letter, digits = ticket_parts(number)
    spoken = spoken_cardinal(int(digits)) if cardinal else spoken_digits(int(digits), len(digits))
    spoken = " ".join(zero if word == DIGITS[0] else word for word in spoken.split())
    kind = f"Nomor {line} prioritas" if priority else f"Nomor {line}"
    return f"{kind} {letter} {spoken}, silakan menuju loket {terbilang(loket)}"


def grouped(n: int) -> str:
    """Whole numbers with dots: 1250000 "1.250.000"."""
    return f"{n:,}".replace(",", ".")


def decimal_text(value: Decimal, places: int | None = None) -> str:
    """A decimal with Indonesian separators, rounded half up to `places` (None: as it is): "1.250,50"."""
    exact = value if places is None else value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{exact:,f}".translate(str.maketrans(",.", ".,"))


def rupiah(amount: int) -> str:
    """Money as official Indonesian writes it: "Rp1.250.000", "Rp0"."""
    return f"-Rp{grouped(-amount)}" if amount < 0 else f"Rp{grouped(amount)}"


def parse_number(raw: str | int | float | Decimal) -> Decimal:
    """A number as people here type it: "1.250,5", "12,5", "1.250" (thousands), "12.5". Raises ValueError."""
    if not isinstance(raw, str):
        return _finite(str(raw))
    text = raw.strip().replace(" ", "")
    if "," in text or re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "").replace(",", ".", 1)
    return _finite(text)


def _finite(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"not a number: {text!r}") from None
    if not value.is_finite():
        raise ValueError(f"not a number: {text!r}")
    return value
