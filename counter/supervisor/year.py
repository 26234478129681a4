"""The calendar's page: twelve months, a day's form, Ramadan, and a year taken over from the list."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request, url_for

from counter import forms
from office.errors import Invalid
from office.files import calendar_days
from office.files.calendar_days import CalendarEntry, RamadanDates
from office.office import Answer, Office
from office.people.doors import door
from office.views import year as views
from office.words.dates import parse_time

FIELDS = ("first", "last", "kind", "name", "closes", "source", "estimated")


def routes(blueprint: Blueprint, office: Office) -> None:
    """Reading, changing and importing."""
    _days(blueprint, office)
    _ramadan(blueprint, office)
    _import(blueprint, office)


def _days(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/supervisor/calendar")
    @door("supervisor", "admin")
    def calendar() -> Response:
        return _page(office)

    @blueprint.post("/supervisor/calendar")
    @door("supervisor", "admin")
    def calendar_save() -> Response:
        def save() -> Answer:
            entry = forms.read(CalendarEntry, entered())
            return office.do(calendar_days.set_days, by=g.actor, key=forms.key(), entry=entry)

        return _answer(office, forms.attempt(save), "saved")

    @blueprint.post("/supervisor/calendar/remove")
    @door("supervisor", "admin")
    def calendar_remove() -> Response:
        def remove() -> Answer:
            first = _date(request.form.get("first"))
            return office.do(calendar_days.remove_days, by=g.actor, key=forms.key(), first=first)

        return _answer(office, forms.attempt(remove), "removed")


def _ramadan(blueprint: Blueprint, office: Office) -> None:
    @blueprint.post("/supervisor/calendar/ramadan")
    @door("supervisor", "admin")
    def calendar_ramadan() -> Response:
        def save() -> Answer:
            dates = forms.read(RamadanDates, forms.typed("first", "last", "source", "estimated"))
            return office.do(calendar_days.set_ramadan, by=g.actor, key=forms.key(), dates=dates)

        return _answer(office, forms.attempt(save), "saved")

    @blueprint.post("/supervisor/calendar/ramadan/remove")
    @door("supervisor", "admin")
    def calendar_ramadan_remove() -> Response:
        def remove() -> Answer:
            first = _date(request.form.get("first"))
            return office.do(calendar_days.remove_ramadan, by=g.actor, key=forms.key(), first=first)

        return _answer(office, forms.attempt(remove), "removed")


def _import(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/supervisor/calendar/import")
    @door("supervisor", "admin")
    def calendar_import() -> str:
        number = _year(office)
        rows = office.see(calendar_days.compare, year=number)
        return render_template("counter/supervisor/import.html", year=number, years=office.see(views.years), rows=rows,
                               kinds=views.KINDS)  # fmt: skip

    @blueprint.post("/supervisor/calendar/import")
    @door("supervisor", "admin")
    def calendar_take_over() -> Response:
        def take_over() -> Answer:
            days = [_date(text) for text in request.form.getlist("days")]
            return office.do(calendar_days.import_year, by=g.actor, key=forms.key(), year=_year(office), days=days)

        return _answer(office, forms.attempt(take_over), "imported")


def entered() -> dict[str, Any]:
    """The form as the body reads it; a time may be typed with a full stop."""
    typed: dict[str, Any] = forms.typed(*FIELDS)
    if "closes" in typed:
        try:
            typed["closes"] = parse_time(typed["closes"]).isoformat("minutes")
        except ValueError:
            raise Invalid(
                "Jam tutup belum terbaca. Tulis seperti 11.00.", fields={"closes": "Tulis seperti 11.00."}
            ) from None
    return typed


def _page(office: Office, tried: forms.Tried | None = None) -> Response:
    """The year with its panel: the list, one day's form (`day`), or Ramadan's (`ramadan`)."""
    refused = tried is not None and not tried.ok
    number = _year(office)
    asked = request.args.get("day", "new")
    day = _date(asked) if asked != "new" and not refused else None
    found = office.see(views.year, number=number)
    facts: dict[str, Any] = {
        "found": found, "day": day, "span": _span(found["ramadan"]),
        "entry": office.see(views.day, on=day) if day else None, "kinds": views.KINDS, "panel": _panel(),
        "expected": views.expected_ramadan(number) if _panel() == "ramadan" else None,
        "tried": tried, "typed": request.form.to_dict() if refused else {},
        "said": request.args.get("said", ""), "moved": request.args.get("moved", type=int),
    }  # fmt: skip
    answer = make_response(render_template("counter/supervisor/calendar.html", **facts))
    answer.status_code = forms.CONFLICT if refused else 200
    return answer


def _panel() -> str:
    """Which form lies beside the months."""
    if "ramadan" in request.path or "ramadan" in request.args:
        return "ramadan"
    return "day" if "day" in request.args or request.method == "POST" else "list"


def _span(known: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The Ramadan whose form is open: the one named by its first day, else the year's first."""
    asked = request.args.get("ramadan", "")
    return next((span for span in known if span["first"].isoformat() == asked), known[0] if known else None)


def _answer(office: Office, tried: forms.Tried, said: str) -> Response:
    if not tried.ok:
        return _page(office, tried)
    place = url_for("counter.calendar", year=_year(office), said=said, moved=tried.answer.get("moved") or None)
    return make_response("", 303, {"Location": place})


def _year(office: Office) -> int:
    """The year asked for, within what can be opened; else the one of the date in the form, else this one."""
    first: int
    last: int
    first, last = office.see(views.years)
    given = request.values.get("year", "") or request.values.get("first", "")[:4] or request.args.get("day", "")[:4]
    return min(max(int(given), first), last) if given.isdecimal() else first + views.BACK


def _date(text: str | None) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        raise Invalid("Tanggal belum terbaca. Pilih tanggal dari kalender.") from None
