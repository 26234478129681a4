"""What slips share: the office's head, the loket's line, checklists, and times as people say them."""

from collections.abc import Iterable
from datetime import datetime

from office.paper.slips import OfficeFacts, Requirement, SlipFacts
from office.words import dates
from printer.slips.elements import Element, Feed, Item, Logo, Mark, Pair, Rule, Text

GRATIS = "Pelayanan ini tidak dipungut biaya selain yang tercantum."


def date_text(iso: str) -> str:
    """`23-11-2026`."""
    return f"{datetime.fromisoformat(iso):%d-%m-%Y}"


def time_text(iso: str) -> str:
    """`23-11-2026 09.41`, the clock of the office whose offset the time carries."""
    return f"{datetime.fromisoformat(iso):%d-%m-%Y %H.%M}"


def day_text(iso: str) -> str:
    """`Senin, 23-11-2026`."""
    return f"{dates.DAYS[datetime.fromisoformat(iso).weekday()]}, {date_text(iso)}"


def day_time_text(iso: str) -> str:
    """`Senin, 23-11-2026 09.41`."""
    return f"{dates.DAYS[datetime.fromisoformat(iso).weekday()]}, {time_text(iso)}"


def center(text: str, *, bold: bool = False) -> Text:
    return Text(text, align="center", bold=bold)


def title(text: str) -> Text:
    return Text(text, align="center", bold=True, width=2, height=2)


def head(office: OfficeFacts, facts: SlipFacts, copy_no: int) -> list[Element]:
    """Office, and the two marks nobody may overlook: a copy, and the example office."""
    logo = [Logo(office.logo.width, office.logo.height, office.logo.raster())] if office.logo else []
    elements: list[Element] = [*logo, center(office.name.upper(), bold=True)]
    if office.regency:
        elements.append(center(office.regency))
    elements += [center(words) for words in office.header]
    if office.training or facts.training:
        elements.append(Text("MODE LATIHAN - TIDAK BERLAKU", align="center", bold=True, reverse=True))
    if copy_no > 1:
        elements += _copy_mark(facts, copy_no)
    return [*elements, Rule("=")]


def _copy_mark(facts: SlipFacts, copy_no: int) -> list[Element]:
    mark: list[Element] = [Text(f"SALINAN ke-{copy_no}", align="center", bold=True, width=2, height=2, reverse=True)]
    if facts.copied:
        mark.append(center(f"dicetak ulang {time_text(facts.copied.at)}, {facts.copied.by}"))
    return mark


def loket_line(loket: int, name: str) -> list[Element]:
    """The mark with "Loket n" and its name, closed by a rule."""
    return [Feed(), Mark(loket), center(name), Rule()]


def pairs(*rows: tuple[str, str | None], bold: Iterable[str] = ()) -> list[Element]:
    """Label and value lines; a value of None or "" is left out."""
    return [Pair(label, value, bold=label in bold) for label, value in rows if value]


def ticked(requirements: Iterable[Requirement]) -> list[Element]:
    """`[x]` there, `[ ]` missing or not looked at; what is optional says so."""
    return [
        Item("[x]" if need.present else "[ ]", need.label + ("" if need.mandatory else " (bila ada)"))
        for need in requirements
    ]


def dashed(lines: Iterable[str]) -> list[Element]:
    return [Item("-", text) for text in lines]


def footer(office: OfficeFacts) -> list[Element]:
    """The office's own last words, when it has any."""
    return [center(words) for words in office.footer]
