"""The form of the hours by which files are due, with the effect on the files in flight before anything is saved."""

from datetime import time
from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request, url_for

from counter import forms
from office.errors import Invalid
from office.files import clock_setting
from office.files.clock_hours import FileClock
from office.office import Answer, Office
from office.people.doors import door
from office.records.work import Read
from office.words.dates import DAYS, clock_text, parse_time

WEEKS = {"regular": "Jam biasa", "ramadan": "Ramadan"}
ENDS = ("opens", "closes", "rest.0", "rest.1")
NUMBERS = range(1, 8)


def routes(blueprint: Blueprint, office: Office) -> None:
    """The form, its preview, its saving."""

    @blueprint.get("/supervisor/clock")
    @door("supervisor", "admin")
    def file_clock() -> Response:
        return _page(office)

    @blueprint.post("/supervisor/clock/preview")
    @door("supervisor", "admin")
    def file_clock_preview() -> str:
        seen: dict[str, Any] = {}
        tried = forms.attempt(lambda: seen.update(office.see(clock_setting.preview, given=given())) or Answer())
        return render_template("counter/supervisor/clock_preview.html", seen=seen, problems=tried.problems)

    @blueprint.post("/supervisor/clock")
    @door("supervisor", "admin")
    def file_clock_save() -> Response:
        tried = forms.attempt(lambda: office.do(clock_setting.change, by=g.actor, key=forms.key(), clock=given()))
        if not tried.ok:
            return _page(office, tried)
        return make_response("", 303, {"Location": url_for("counter.file_clock", moved=tried.answer["moved"])})


def given() -> FileClock:
    """The form as the office's setting. Refuses with Invalid, whose `fields` say what to write."""
    wrong: dict[str, str] = {}
    days = [number for number in NUMBERS if f"on.{number}" in request.form]
    typed: dict[str, Any] = {week: {n: _day(f"{week}.{n}", wrong) for n in days} for week in WEEKS}
    typed["cut_off"] = _clock("cut_off", wrong)
    hours = request.form.get("amber_hours", "").strip().replace(",", ".")
    try:
        typed["amber_minutes"] = round(60 * float(hours or 0))
    except (ValueError, OverflowError):
        wrong["amber_hours"] = "Tulis dengan angka, misalnya 4."
    if wrong:
        raise Invalid("Ada isian yang belum benar. Betulkan yang ditandai, lalu simpan lagi.", fields=wrong)
    return _read(typed)


def _read(typed: dict[str, Any]) -> FileClock:
    try:
        return forms.read(FileClock, typed)
    except Invalid as problem:
        fields = dict(problem.extra["fields"])
        if "amber_minutes" in fields:
            fields["amber_hours"] = "Tulis 0 sampai 40 jam kerja."
        raise Invalid(problem.detail, fields=fields) from None


def _day(name: str, wrong: dict[str, str]) -> dict[str, Any]:
    filled = [end for end in ENDS[2:] if request.form.get(f"{name}.{end}", "").strip()]
    if len(filled) == 1:
        wrong[name] = "Isi mulai dan selesai istirahat, atau kosongkan keduanya."
    rest = [_clock(f"{name}.{end}", wrong) for end in filled]
    return {end: _clock(f"{name}.{end}", wrong) for end in ENDS[:2]} | {"rest": rest if len(rest) == 2 else None}


def _clock(name: str, wrong: dict[str, str]) -> time | None:
    try:
        return parse_time(request.form.get(name, ""))
    except ValueError:
        wrong[name] = "Tulis seperti 08.00."
        return None


def boxes(hours: FileClock) -> dict[str, str]:
    """The setting as it stands in the boxes."""
    shown = {"cut_off": clock_text(hours.cut_off), "amber_hours": f"{hours.amber_minutes / 60:g}".replace(".", ",")}
    for week in WEEKS:
        for number, day in getattr(hours, week).items():
            ends = (day.opens, day.closes, *(day.rest or ()))
            shown |= {f"{week}.{number}.{end}": clock_text(at) for end, at in zip(ENDS, ends, strict=False)}
            shown[f"on.{number}"] = "1"
    return shown


def _now(read: Read) -> dict[str, Any]:
    hours = read.settings.clock
    return {"boxes": boxes(hours), "seen": clock_setting.preview(read, given=hours)}


def _page(office: Office, tried: forms.Tried | None = None) -> Response:
    now: dict[str, Any] = office.see(_now)
    if tried is not None:
        now["boxes"] = request.form.to_dict()
    said = {"tried": tried, "problems": tried.problems if tried else {}, "moved": request.args.get("moved", type=int)}
    shown = {"weeks": WEEKS, "days": dict(zip(NUMBERS, DAYS, strict=True)), "ends": ENDS}
    answer = make_response(render_template("counter/supervisor/clock.html", **now, **said, **shown))
    answer.status_code = forms.CONFLICT if tried is not None else 200
    return answer
