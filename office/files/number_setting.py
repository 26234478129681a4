"""The office's own way of writing numbers: changed by its people, shown before it is saved, never renumbering."""

from typing import Any, Literal

from pydantic import Field
from sqlalchemy import func, select

from office.errors import Invalid, NotNow
from office.files import catalogue, registers
from office.files import number_patterns as patterns
from office.hall.bodies import Body
from office.office import verb
from office.records import settings
from office.records.settings import NumberRules
from office.records.tables import BlockNumber, LetterNumber, NumberSeries
from office.records.work import Read, Work

#: pattern -> the series whose reserved sheets carry it already
SERIES = {patterns.REGISTRATION: "registration", patterns.LETTER: "letter:"}
SCHEMES = {"permendagri_83_2022": "Permendagri 83/2022 (500.16.7.4)",
           "old_permendagri_78_2012": "Permendagri 78/2012, skema lama (503)"}  # fmt: skip


class Numbers(Body):
    """`PUT` of the number rules; see `office.records.settings.NumberRules`."""

    registration: str = Field(max_length=200)
    letter: str = Field(max_length=200)
    handover: str = Field(max_length=200)
    unit: str = Field(max_length=60)
    one_book: bool
    scheme: Literal["permendagri_83_2022", "old_permendagri_78_2012"]

    def rules(self) -> NumberRules:
        """As the office keeps them."""
        return NumberRules.model_validate(self.model_dump())


@verb("numbers.change", "supervisor", "admin")
def change(work: Work, *, body: Numbers) -> dict[str, Any]:
    """Write numbers in another way from now on; what is in the registers stays as it was written.

    Refuses with Invalid per field; with NotNow when books would be divided anew within the year, or reserved sheets
    already carry the old pattern. Unchanged, nothing is written.
    """
    require_sound(body)
    before, after = work.settings.numbers.model_dump(), body.model_dump()
    changed = {name: after[name] for name in after if after[name] != before[name]}
    _require_same_books(work, changed)
    _require_no_sheets(work, changed)
    if changed:
        rules = body.rules()
        settings.change(work.session, lambda now: now.model_copy(update={"numbers": rules}))
        work.record("settings_changed", subject=("settings", "numbers"), desks=("kasi", "supervisor"), **changed)
    return {"changed": sorted(changed)}


def require_sound(body: Numbers) -> None:
    """Refuses with Invalid, whose fields say what to write."""
    found = {kind: patterns.fault(kind, getattr(body, kind), one_book=body.one_book, unit=body.unit)
             for kind in patterns.FIELDS}  # fmt: skip
    found["unit"] = patterns.unit_fault(body.unit)
    if wrong := {name: words for name, words in found.items() if words}:
        raise Invalid("Pola nomor belum benar. Betulkan yang ditandai, lalu simpan lagi.", fields=wrong)


def _require_same_books(work: Work, changed: dict[str, Any]) -> None:
    """Books divided anew begin at 1 again and would write this year's numbers twice."""
    year = work.today.year
    if "one_book" not in changed:
        return
    rule = (NumberSeries.name.startswith("letter:"), NumberSeries.period == str(year))
    if given := work.session.scalar(select(func.sum(NumberSeries.last)).where(*rule)):
        said = (f"Tahun {year} sudah memuat {given} nomor surat. Ubah pembagian buku pada awal tahun, "
                "sebelum surat pertama.")  # fmt: skip
        raise NotNow(said, fields={"one_book": said})


def _require_no_sheets(work: Work, changed: dict[str, Any]) -> None:
    """A sheet of reserved numbers is printed: what is written later from it must read as the sheet does."""
    for pattern, series in SERIES.items():
        if pattern not in changed and not (pattern == patterns.LETTER and {"unit", "scheme"} & set(changed)):
            continue
        rule = (BlockNumber.series.startswith(series), BlockNumber.state == "open")
        if still := work.session.scalar(select(func.count()).select_from(BlockNumber).where(*rule)):
            said = (f"Masih ada {still} nomor di lembar cadangan yang tercetak dengan pola lama. Pakai nomor itu, "
                    "atau nyatakan tidak dipakai, lalu ubah polanya.")  # fmt: skip
            raise NotNow(said, fields={pattern: said})


def preview(read: Read, *, body: Numbers) -> dict[str, Any]:
    """The next numbers under these rules: {handover, rows: [{code, name, loket, registration, letter, book}]}.

    Refuses with Invalid as `change` does.
    """
    require_sound(body)
    rules, last = body.rules(), _counted(read)
    return {
        "handover": rules.handover.format(urut=last.get("handover", 0) + 1, tahun=read.today.year),
        "rows": [_example(read, rules, service, last) for service in catalogue.active(read)],
    }  # fmt: skip


def _example(read: Read, rules: NumberRules, service: Any, last: dict[str, int]) -> dict[str, Any]:
    book, code = registers.book_of(rules, service), registers.classification(rules, service)
    registration = registers.registration_written(rules, last.get("registration", 0) + 1, service.loket, read.today)
    letter = registers.letter_written(rules, last.get(f"letter:{book}", 0) + 1, code, read.today)
    return {"code": service.code, "name": service.short_name, "loket": service.loket, "registration": registration,
            "letter": letter, "book": book}  # fmt: skip


def _counted(read: Read) -> dict[str, int]:
    rows = select(NumberSeries.name, NumberSeries.last).where(NumberSeries.period == str(read.today.year))
    return {row.name: row.last for row in read.session.execute(rows)}


def given(read: Read) -> int:
    """How many letters have a number this year: what a change leaves as it is."""
    rule = LetterNumber.year == read.today.year
    return read.session.scalar(select(func.count()).select_from(LetterNumber).where(rule)) or 0
