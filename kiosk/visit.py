"""What this visitor has chosen: language, large text, contrast, reading aloud, priority.

At the kiosk the choices travel in the URL's query and nowhere else, so that going home forgets them for the next
visitor. A visitor's own phone keeps language, large text and contrast in a cookie, which looks.js writes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, get_args
from urllib.parse import parse_qsl

from flask import g, request, url_for

from kiosk.requests import actor, at_kiosk
from office import words
from office.hall.bodies import Priority
from office.words.dates import DAYS, MONTHS, clock_text

#: what a phone keeps, as a query: "lang=en&large=1"
COOKIE = "pendopo_look"
#: who reads one of these is not given English, whatever language the telephone itself speaks
AT_HOME = {"id", "in", "jv", "mad", "ms", "su"}
PRIORITIES: tuple[str, ...] = get_args(Priority)
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                  "November", "December")  # fmt: skip


@dataclass(frozen=True)
class Visit:
    """One visitor at the kiosk. `priority` is one of PRIORITIES, "yes" (not said which) or None."""

    lang: str = words.DEFAULT
    large: bool = False
    contrast: bool = False
    aloud: bool = False
    priority: str | None = None

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "Visit":
        """Read from a query; what is unknown counts as not chosen."""
        lang, priority = args.get("lang", ""), args.get("priority", "")
        return cls(
            lang=lang if lang in words.offered() else words.DEFAULT,
            large=args.get("large") == "1",
            contrast=args.get("contrast") == "1",
            aloud=args.get("aloud") == "1",
            priority=priority if priority in (*PRIORITIES, "yes") else None,
        )

    def query(self) -> dict[str, str]:
        """As a query: only what differs from the usual."""
        chosen = {
            "lang": self.lang if self.lang != words.DEFAULT else None,
            "large": "1" if self.large else None,
            "contrast": "1" if self.contrast else None,
            "aloud": "1" if self.aloud else None,
            "priority": self.priority,
        }
        return {name: value for name, value in chosen.items() if value}

    @property
    def touched(self) -> bool:
        """Whether anything was chosen, so that an idle screen must be reset."""
        return self != Visit()

    def t(self, key: str, **values: object) -> str:
        """A phrase in the visitor's language."""
        return words.text(key, self.lang, **values)

    def refusal(self, code: str, detail: str) -> str:
        """Why not, for this visitor: the office's own sentence, or its kin in another language."""
        own = words.phrases(self.lang) if self.lang != words.DEFAULT else {}
        return own.get(f"closed.{code}_text") or own.get(f"refusal.{code}") or detail

    def soon_text(self, iso: str, now: datetime) -> str:
        """A moment to come, near days by name: "besok, 07.00", "Senin, 30 November, 07.00"."""
        at = datetime.fromisoformat(iso)
        near = {0: self.t("status.today"), 1: self.t("status.tomorrow")}.get((at.date() - now.date()).days)
        return f"{near or self.day_text(at)}, {clock_text(at)}"

    def other(self, key: str) -> str:
        """The phrase as a guest from elsewhere reads it: English."""
        return words.text(key, "en")

    def day_text(self, at: datetime) -> str:
        """Weekday, day and month, without the year: "Senin, 23 November"."""
        days, months = (ENGLISH_DAYS, ENGLISH_MONTHS) if self.lang == "en" else (DAYS, MONTHS)
        return f"{days[at.weekday()]}, {at.day} {months[at.month - 1]}"


def current() -> Visit:
    """The visitor of this request."""
    if "visit" not in g:
        g.visit = Visit.of(request.args) if actor().desks else _by_phone()
    visit: Visit = g.visit
    return visit


def on_phone(lang: str = words.DEFAULT) -> None:
    """This request comes from a visitor's own phone; `lang` was chosen at the kiosk."""
    g.visit = _by_phone(lang)


def _by_phone(lang: str = words.DEFAULT) -> Visit:
    """What was chosen on the phone itself counts most, then the address, then what its browser asks for."""
    kept = dict(parse_qsl(request.cookies.get(COOKIE, "")))
    return Visit.of({"lang": lang if lang != words.DEFAULT else _asked_for(), **request.args.to_dict(), **kept})


def _asked_for() -> str:
    asked = {code.split("-")[0].lower() for code in request.accept_languages.values()}
    return "en" if asked - {"*"} and not asked & AT_HOME else words.DEFAULT


def go(view: str, *, change: Mapping[str, Any] | None = None, **values: Any) -> str:
    """The URL of a kiosk page for the same visitor; `change` alters what the visitor has chosen."""
    visit = replace(current(), **change) if change else current()
    return url_for(f"kiosk.{view}", **{**values, **visit.query()})


def here(**change: Any) -> str:
    """This page again, with something chosen differently."""
    view = (request.endpoint or "kiosk.home").removeprefix("kiosk.")
    page = {"page": request.args["page"]} if "page" in request.args else {}
    return go(view, change=change, **(request.view_args or {}), **page)


def template_words() -> dict[str, Any]:
    """What every kiosk template may say."""
    visit = current()
    return {"visit": visit, "t": visit.t, "lang": visit.lang, "go": go, "here": here, "priorities": PRIORITIES,
            "languages": words.offered(), "clock": clock_text, "other": visit.other,
            "at_kiosk": at_kiosk(), "own_phone": not actor().desks}  # fmt: skip
