"""How letters come onto paper: F4 or A4, which laser printer, and how far each printer has to be shifted."""

from datetime import date

from flask import Blueprint, Response, g, request

from counter import forms
from counter.backoffice.file import as_pdf
from counter.office_settings.sheet import page, to
from office.errors import Invalid
from office.files import letter_printing
from office.office import Office
from office.people.doors import door
from office.records.letter_rules import BROWSER, LetterRules
from office.words import numerals
from printer.letters import samples
from printer.letters.content import Filled
from printer.letters.desk import LetterDesk

_EXAMPLE = "000/001/000.000/2026"


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The sheet, its saving, and two pages to measure a shift: a letter with its blanks, and number and date alone."""

    @blueprint.get("/settings/letter-printing")
    @door("supervisor", "admin")
    def settings_letter_printing() -> Response:
        return _page(office, letters)

    @blueprint.post("/settings/letter-printing")
    @door("supervisor", "admin")
    def settings_letter_printing_save() -> Response:
        tried = forms.attempt(
            lambda: office.do(letter_printing.change, by=g.actor, key=forms.key(), rules=given(office))
        )
        if not tried.ok:
            return _page(office, letters, tried)
        return to("settings_letter_printing", "letters")

    @blueprint.get("/settings/letter-printing/<any('lembar.pdf', 'nomor.pdf'):name>")
    @door("supervisor", "admin")
    def settings_letter_printing_test(name: str) -> Response:
        return as_pdf(test_page(office, letters, name))


def given(office: Office) -> LetterRules:
    """The form as the office's setting. Refuses with Invalid, whose `fields` say what to write."""
    wrong: dict[str, str] = {}
    shifts: dict[str, dict[str, float]] = {}
    for n, printer in enumerate(request.form.getlist("name")):
        shifts[printer] = {axis: _millimetres(f"{n}.{axis}", wrong) for axis in ("x_mm", "y_mm")}
    if wrong:
        raise Invalid("Ada ukuran yang belum benar. Betulkan yang ditandai, lalu simpan lagi.", fields=wrong)
    measured = {name: shift for name, shift in shifts.items() if any(shift.values())}
    rules = {"paper": request.form.get("paper", "F4"), "printer": request.form.get("printer", ""), "shifts": measured}
    return forms.read(LetterRules, rules)


def _millimetres(box: str, wrong: dict[str, str]) -> float:
    typed = request.form.get(box, "").strip().replace("\N{MINUS SIGN}", "-")
    try:
        value = float(numerals.parse_number(typed)) if typed else 0.0
    except ValueError:
        value = 99.0
    if abs(value) > 20:
        wrong[box] = "Tulis milimeter dari -20 sampai 20, misalnya 1,5."
        return 0.0
    return value


def test_page(office: Office, letters: LetterDesk, name: str) -> bytes:
    """A sample letter with its blanks, or the number and date that should meet them on this printer."""
    service = office.see(samples.first_letter)
    content = office.see(samples.sample, service=service.code, kind=service.kind, parts={})
    if name == "lembar.pdf":
        return letters.press.aside.sample(content)
    shift = office.see(lambda read: read.settings.letters.shift(request.args.get("printer", BROWSER)))
    return letters.press.aside.overprint(content, Filled(number=_EXAMPLE, date=date(2026, 1, 1), **shift.model_dump()))


def _page(office: Office, letters: LetterDesk, tried: forms.Tried | None = None) -> Response:
    rules: LetterRules = office.see(lambda read: read.settings.letters)
    found = letters.sheets.laser.printers()
    names = list(dict.fromkeys([BROWSER, *found, *rules.shifts, *([rules.printer] if rules.printer else [])]))
    return page("letter_printing", "settings_letter_printing", tried, rules=rules, found=found, names=names,
                browser=BROWSER, typed=request.form if tried else {})  # fmt: skip
