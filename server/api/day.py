"""The day, its calendar and its hours: what a supervisor sets, and promises kept at kiosk and loket."""

from datetime import date
from typing import Any, Literal

from apiflask import APIBlueprint
from flask import Response, g
from pydantic import Field

from office.errors import Invalid
from office.files import calendar_days
from office.files.calendar_days import CalendarEntry, RamadanDates
from office.hall import closing, day, hours_setting, leftovers
from office.hall.bodies import Body, Words
from office.hall.opening import HallHours
from office.office import Office
from office.people.doors import door
from office.views import year as views
from server.api.common import body, created, key, nothing, takes

Place = Field(None, pattern=r"^(kiosk|loket:[1-9][0-9]?)$", description="which printer: kiosk, loket:1; none: as set")


class CloseDay(Body):
    """`POST /day/close`: who is being served may be finished by their officer (let) or is finished now."""

    serving: Literal["let", "finish"] = "let"


class CloseSlip(Body):
    """`POST /day/close-slip`: the sheet of a closed day."""

    day: date
    print_at: str | None = Place


class Quiet(Body):
    """`POST /hall/quiet`."""

    minutes: int = Field(10, ge=1, le=day.LONGEST_QUIET)


class Honour(Body):
    """`POST /leftovers`: the code on a "dahulukan besok" slip."""

    code: Words = Field(min_length=1, max_length=20)
    print_at: str | None = Place


class ImportYear(Body):
    """`POST /calendar/{year}/import`: the days chosen; none named: all that differ."""

    days: list[date] | None = Field(None, max_length=100)


def blueprint(office: Office) -> APIBlueprint:
    """`/day/…`, `/hall/…`, `/leftovers`, `/calendar…`, `/hours`."""
    api = APIBlueprint("api_day", __name__, url_prefix="/api/v1", tag="Hari dan jam")
    _day(api, office)
    _voice(api, office)
    _calendar(api, office)
    _import(api, office)
    _ramadan(api, office)
    _hours(api, office)
    return api


def _day(api: APIBlueprint, office: Office) -> None:
    @api.post("/day/open")
    @door("supervisor")
    def open_day() -> Any:
        return office.do(day.open_day, by=g.actor, key=key())

    @api.post("/day/close")
    @door("supervisor")
    @takes(CloseDay)
    def close_day() -> Any:
        return office.do(closing.close_day, by=g.actor, key=key(), serving=body(CloseDay).serving)

    @api.post("/day/close-slip")
    @door("supervisor")
    @takes(CloseSlip)
    def close_slip() -> Any:
        idempotency, asked = key(), body(CloseSlip)
        where: dict[str, Any] = {"on": asked.day.isoformat(), "print_at": asked.print_at}
        return office.do(closing.close_slip, by=g.actor, key=idempotency, **where)

    @api.post("/leftovers")
    @door("kiosk", "loket")
    @takes(Honour)
    def honour() -> tuple[Response, int]:
        return created(office.do(leftovers.honour, by=g.actor, key=key(), **body(Honour).model_dump()))


def _voice(api: APIBlueprint, office: Office) -> None:
    @api.post("/hall/quiet")
    @door("loket", "supervisor")
    @takes(Quiet)
    def quiet() -> Any:
        return office.do(day.quiet, by=g.actor, key=key(), minutes=body(Quiet).minutes)

    @api.post("/hall/speak-again")
    @door("loket", "supervisor")
    def speak_again() -> Any:
        return office.do(day.speak_again, by=g.actor, key=key())


def _calendar(api: APIBlueprint, office: Office) -> None:
    @api.get("/calendar/<int:year>")
    @door("supervisor", "admin", "loket", "kasi", "operator", "sekcam", "camat")
    def calendar_year(year: int) -> dict[str, Any]:
        if not 1 < year < 9999:
            raise Invalid("Tulis tahun dengan empat angka.", fields={"year": "misalnya 2027"})
        found = office.see(views.year, number=year)
        return {"year": year, "days": [_plain(row) for row in found["entries"]],
                "ramadan": [_plain(row) for row in found["ramadan"]]}  # fmt: skip

    @api.post("/calendar/days")
    @door("supervisor", "admin")
    @takes(CalendarEntry)
    def set_days() -> Any:
        return office.do(calendar_days.set_days, by=g.actor, key=key(), entry=body(CalendarEntry))

    @api.delete("/calendar/days/<string:on>")
    @door("supervisor", "admin")
    def remove_day(on: str) -> tuple[str, int]:
        office.do(calendar_days.remove_days, by=g.actor, key=key(), first=_date(on))
        return nothing()


def _import(api: APIBlueprint, office: Office) -> None:
    @api.post("/calendar/<int:year>/import")
    @door("supervisor", "admin")
    @takes(ImportYear)
    def import_year(year: int) -> Any:
        idempotency, (first, last) = key(), office.see(views.years)
        if not first <= year <= last:
            raise Invalid(f"Tahun {year} belum dapat diimpor. Pilih {first} sampai {last}.", fields={"year": "di luar"})
        return office.do(calendar_days.import_year, by=g.actor, key=idempotency, year=year, days=body(ImportYear).days)


def _ramadan(api: APIBlueprint, office: Office) -> None:
    @api.post("/calendar/ramadan")
    @door("supervisor", "admin")
    @takes(RamadanDates)
    def set_ramadan() -> Any:
        return office.do(calendar_days.set_ramadan, by=g.actor, key=key(), dates=body(RamadanDates))

    @api.delete("/calendar/ramadan/<string:first>")
    @door("supervisor", "admin")
    def remove_ramadan(first: str) -> tuple[str, int]:
        office.do(calendar_days.remove_ramadan, by=g.actor, key=key(), first=_date(first))
        return nothing()


def _hours(api: APIBlueprint, office: Office) -> None:
    @api.get("/hours")
    @door("supervisor", "admin", "loket", "kiosk", "display")
    def read_hours() -> dict[str, Any]:
        found: HallHours = office.see(lambda read: read.settings.hours)
        return {**found.model_dump(mode="json"), "now": office.see(day.state)}

    @api.put("/hours")
    @door("supervisor", "admin")
    @takes(HallHours)
    def change_hours() -> Any:
        return office.do(hours_setting.change, by=g.actor, key=key(), hours=body(HallHours))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Dates as ISO text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("Tulis tanggal seperti 2026-12-25.", fields={"day": "tanggal ISO"}) from None
