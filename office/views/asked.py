"""What was typed into the search box, by its shape: a NIK, a ticket, a number of a register, a telephone, words."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from office.files import finding
from office.words import dates
from office.words.clean import clean

LONGEST = 80
MOST_WORDS = 6
#: a ticket's label stays findable this many days without its date
TICKET_DAYS = 14
#: more digits than a register has numbers
MOST_DIGITS = 7
_TICKET = re.compile(r"([A-Za-z])\s?-?\s?0*([1-9]\d{0,3})(?:[\s,]+(.+))?")
_COMPLAINT = re.compile(r"ADU\s?[-/]?\s?0*([1-9]\d{0,6})(?:\s?/\s?(\d{4}))?", re.IGNORECASE)
_DIGITS = re.compile(r"\+?[\d\s.()-]+")
_BETWEEN = re.compile(r"[/\s]+")


@dataclass(frozen=True)
class Asked:
    """One question. Several readings may hold: "0412" is a registration number or the end of a telephone number."""

    text: str
    nik: str = ""
    ticket: tuple[str, int] | None = None
    #: the days on which the ticket may have been given, newest first
    days: tuple[date, ...] = ()
    #: the parts of a register's number, as typed: ("0412", "1")
    parts: tuple[str, ...] = ()
    #: the telephone as a word of the index
    phone: str = ""
    words: tuple[str, ...] = ()
    #: number and year (None: any) of a complaint, ADU-0007/2026
    complaint: tuple[int, int | None] | None = None

    @property
    def person(self) -> str:
        """By what of a person was asked: nik | phone | name; empty when by a number of the office's own."""
        return "nik" if self.nik else "name" if self.words else "phone" if self.phone else ""

    @property
    def numbers(self) -> list[int]:
        """The whole numbers among the parts that a register may have."""
        return [int(part) for part in self.parts if part.isdecimal() and len(part) <= MOST_DIGITS]


def read(typed: str, today: date) -> Asked:
    """`typed` as a question; blank text asks for nothing."""
    text = clean(typed, limit=LONGEST)
    digits = "".join(char for char in text if char in "0123456789")
    if found := _COMPLAINT.fullmatch(text):
        return Asked(text, complaint=(int(found[1]), int(found[2]) if found[2] else None))
    if _DIGITS.fullmatch(text):
        return _of_digits(text, digits)
    if (found := _TICKET.fullmatch(text)) and (days := _days(found[3], today)):
        return Asked(text, ticket=(found[1].upper(), int(found[2])), days=days)
    parts = tuple(_BETWEEN.split(text)) if "/" in text and digits else ()
    words = tuple(finding.split(text)[:MOST_WORDS])
    return Asked(text, parts=parts, words=() if parts and not any(map(str.isalpha, text)) else words)


def fits(parts: tuple[str, ...], number: str) -> bool:
    """Whether the typed parts stand side by side in a number: 412/1 in 0412/1/11/2026. The last may be begun."""
    own = _BETWEEN.split(number)
    ends = len(parts) - 1
    return any(
        all(_same(part, own[first + n], begun=n == ends) for n, part in enumerate(parts))
        for first in range(len(own) - ends)
    )


def _of_digits(text: str, digits: str) -> Asked:
    if len(digits) == 16:
        return Asked(text, nik=digits)
    parts = (digits,) if 1 <= len(digits) <= MOST_DIGITS else ()
    return Asked(text, parts=parts, phone=finding.phone(digits) or "")


def _same(typed: str, own: str, *, begun: bool) -> bool:
    if typed.isdecimal() and own.isdecimal():
        return int(typed) == int(own) or (begun and own.startswith(typed))
    return own.casefold().startswith(typed.casefold()) if begun else own.casefold() == typed.casefold()


def _days(said: str | None, today: date) -> tuple[date, ...]:
    """The days meant by what follows a ticket: a date, "kemarin", a weekday; without it the last two weeks."""
    if not said:
        return tuple(today - timedelta(days=back) for back in range(TICKET_DAYS))
    name = said.strip().casefold()
    near = {"hari ini": 0, "kemarin": 1} | {
        day.casefold(): (today.weekday() - n) % 7 or 7 for n, day in enumerate(dates.DAYS)
    }
    if name in near:
        return (today - timedelta(days=near[name]),)
    try:
        return (dates.parse_date(name),)
    except ValueError:
        return ()
