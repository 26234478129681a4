"""The form of the hall's hours, with what kiosk and TV would say under what is typed."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request, url_for

from counter import forms
from office.errors import Invalid
from office.hall import hours_setting
from office.hall.opening import HallHours
from office.office import Answer, Office
from office.people.doors import door
from office.records.work import Read
from office.views import supervisor as views
from office.words.dates import clock_text, parse_time

CLOCKS = {
    "kiosk_open": "Kios memberi nomor mulai", "loket_open": "Loket buka", "loket_close": "Loket tutup",
    "ramadan_open": "Loket buka", "ramadan_close": "Loket tutup",
}  # fmt: skip
SPANS = {"rest": "Istirahat", "friday_prayer": "Istirahat Jumat", "ramadan_rest": "Istirahat",
         "ramadan_friday": "Istirahat Jumat"}  # fmt: skip
NUMBERS = ("last_ticket_minutes", "quota", "close_minutes_after", "leftover_grace_days")
#: an empty box of these means: none
MAY_BE_NONE = ("quota", "close_minutes_after")
TICKS = ("tickets_in_break", "enforced")


def routes(blueprint: Blueprint, office: Office) -> None:
    """The form, its preview, its saving."""

    @blueprint.get("/supervisor/hours")
    @door("supervisor", "admin")
    def hours() -> Response:
        return _page(office)

    @blueprint.post("/supervisor/hours/preview")
    @door("supervisor", "admin")
    def hours_preview() -> str:
        tried, seen = _preview(office)
        return render_template("counter/supervisor/hours_preview.html", seen=seen, problems=tried.problems, strip=strip)

    @blueprint.post("/supervisor/hours")
    @door("supervisor", "admin")
    def hours_save() -> Response:
        tried = forms.attempt(lambda: office.do(hours_setting.change, by=g.actor, key=forms.key(), hours=given()))
        if not tried.ok:
            return _page(office, tried)
        return make_response("", 303, {"Location": url_for("counter.hours", said="saved")})


def given() -> HallHours:
    """The form as the office's setting. Refuses with Invalid, whose `fields` say what to write."""
    typed, wrong = read(request.form)
    if wrong:
        raise Invalid("Ada isian yang belum benar. Betulkan yang ditandai, lalu simpan lagi.", fields=wrong)
    return forms.read(HallHours, typed)


def read(form: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed, times as times; and what cannot be read, by box."""
    typed: dict[str, Any] = {name: name in form for name in TICKS}
    wrong: dict[str, str] = {}
    for name in NUMBERS:
        text = form.get(name, "").strip()
        typed[name] = None if not text and name in MAY_BE_NONE else text
    for name in CLOCKS:
        typed[name] = _clock(form, name, wrong)
    for name in SPANS:
        ends = [_clock(form, f"{name}_{end}", wrong) for end in ("from", "to") if form.get(f"{name}_{end}", "").strip()]
        if len(ends) == 1:
            wrong[f"{name}_from"] = "Isi mulai dan selesai, atau kosongkan keduanya."
        typed[name] = ends if len(ends) == 2 else None
    typed["close_slip_at"] = form.get("close_slip_at", "")
    return typed, wrong


def _clock(form: Mapping[str, str], name: str, wrong: dict[str, str]) -> time | None:
    try:
        return parse_time(form.get(name, ""))
    except ValueError:
        wrong[name] = "Tulis seperti 08.00."
        return None


def boxes(hours: HallHours) -> dict[str, str]:
    """The setting as it stands in the boxes."""
    shown = {name: clock_text(getattr(hours, name)) for name in CLOCKS}
    for name in SPANS:
        span = getattr(hours, name)
        for end, clock in zip(("from", "to"), span or (None, None), strict=True):
            shown[f"{name}_{end}"] = clock_text(clock) if clock else ""
    shown |= {name: "" if (value := getattr(hours, name)) is None else str(value) for name in NUMBERS}
    return shown | {name: "1" for name in TICKS if getattr(hours, name)} | {"close_slip_at": hours.close_slip_at}


def _preview(office: Office) -> tuple[forms.Tried, dict[str, Any] | None]:
    seen: dict[str, Any] = {}

    def look() -> Answer:
        seen.update(office.see(hours_setting.preview, given=given()))
        return Answer()

    tried = forms.attempt(look)
    return tried, seen if tried.ok else None


def _now(read_: Read) -> dict[str, Any]:
    hours = read_.settings.hours
    return {"boxes": boxes(hours), "seen": hours_setting.preview(read_, hours), "example": read_.example,
            "printers": views.places(read_)}  # fmt: skip


def _page(office: Office, tried: forms.Tried | None = None) -> Response:
    refused = tried is not None and not tried.ok
    now: dict[str, Any] = office.see(_now)
    said = {"tried": tried, "problems": tried.problems if tried else {}, "said": request.args.get("said", "")}
    if refused:
        now["boxes"] = request.form.to_dict()
    answer = make_response(render_template("counter/supervisor/hours.html", **now, **said, strip=strip))
    answer.status_code = forms.CONFLICT if refused else 200
    return answer


#: a day's strip: whole px from `hours_setting.FROM` to `TO`
HOUR = 40


def strip(stretch: hours_setting.Stretch) -> tuple[int, int]:
    """Where a stretch begins on the strip and how wide it is, px."""
    begins, ends = (_px(clock) for clock in (stretch.start, stretch.end))
    return begins, ends - begins


def _px(clock: time) -> int:
    first = hours_setting.FROM
    return round((clock.hour - first.hour + (clock.minute - first.minute) / 60) * HOUR)
