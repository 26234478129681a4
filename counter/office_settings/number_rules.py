"""How the office writes its numbers: the form, with the next number of every service under what is typed."""

from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request, url_for

from counter import forms
from office.files import number_patterns, number_setting
from office.files.number_setting import SCHEMES, Numbers
from office.office import Answer, Office
from office.people.doors import door
from office.records.work import Read
from printer.letters.desk import LetterDesk

FIELDS = ("registration", "letter", "handover", "unit", "scheme")
#: what people may choose instead of typing; each is checked like any other
OFFERED = ("{kode}/{urut:03}/{unit}/{tahun}", "{kode}/{urut:04}/{unit}/{bulan:02}/{tahun}",
           "{kode}/{urut:03}/{unit}/{bulan_romawi}/{tahun}", "{urut:03}/{unit}/{bulan_romawi}/{tahun}")  # fmt: skip
SAID = {
    "urut": "nomor urut; {urut:04} menulis 0012", "kode": "kode klasifikasi layanan", "unit": "kode unit kantor",
    "loket": "nomor loket", "bulan": "bulan dengan angka; {bulan:02} menulis 09", "tahun": "tahun",
    "bulan_romawi": "bulan Romawi: XI",
}  # fmt: skip


def routes(blueprint: Blueprint, office: Office, _letters: LetterDesk) -> None:
    """The form, its example, its saving."""

    @blueprint.get("/settings/numbers")
    @door("supervisor", "admin")
    def numbers() -> Response:
        return page(office)

    @blueprint.post("/settings/numbers/preview")
    @door("supervisor", "admin")
    def numbers_preview() -> str:
        return example(office)

    @blueprint.post("/settings/numbers")
    @door("supervisor", "admin")
    def numbers_save() -> Response:
        tried = forms.attempt(lambda: office.do(number_setting.change, by=g.actor, key=forms.key(), body=given()))
        if not tried.ok:
            return page(office, tried)
        return make_response("", 303, {"Location": url_for("counter.numbers", said="saved")})


def given() -> Numbers:
    """The form as number rules. Refuses with Invalid."""
    return forms.read(Numbers, {**{name: request.form.get(name, "").strip() for name in FIELDS},
                                "one_book": request.form.get("one_book", "") == "1"})  # fmt: skip


def example(office: Office) -> str:
    """What would be written next under what is typed, or what is wrong with it."""
    seen: dict[str, Any] = {}

    def look() -> Answer:
        seen.update(office.see(number_setting.preview, body=given()))
        return Answer()

    tried = forms.attempt(look)
    return render_template("counter/office_settings/numbers_example.html", seen=seen or None, tried=tried,
                           problems=tried.problems)  # fmt: skip


def page(office: Office, tried: forms.Tried | None = None) -> Response:
    """The rules as they stand; after a refusal with all that was typed."""
    now: dict[str, Any] = office.see(_now)
    if tried is not None:
        now["boxes"] = request.form.to_dict()
    answer = make_response(render_template(
        "counter/office_settings/numbers.html", **now, tried=tried, problems=tried.problems if tried else {},
        said=request.args.get("said"), schemes=SCHEMES, offered=OFFERED, fields=number_patterns.FIELDS, meaning=SAID,
    ))  # fmt: skip
    answer.status_code = forms.CONFLICT if tried is not None else 200
    return answer


def _now(read: Read) -> dict[str, Any]:
    rules = read.settings.numbers
    boxes = {name: getattr(rules, name) for name in FIELDS} | {"one_book": "1" if rules.one_book else "0"}
    seen = number_setting.preview(read, body=Numbers(**rules.model_dump()))
    return {"boxes": boxes, "seen": seen, "given": number_setting.given(read), "year": read.today.year}
