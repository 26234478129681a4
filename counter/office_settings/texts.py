"""The sheet of the office itself: letterhead, texts, rules of queue, files, survey and complaints, villages."""

from typing import Any

from flask import Blueprint, Response, request

from counter import forms
from counter.office_settings import text_form
from counter.office_settings.sheet import open_form, page, save, to
from counter.print_room.paper import draw
from office.configuration import document, words
from office.configuration.tidy import tidy
from office.errors import Unknown
from office.office import Answer, Office
from office.paper.leases import office_facts
from office.people.doors import door
from office.records import parts
from office.records.work import Read
from printer.layout import Paper
from printer.letters.desk import LetterDesk

#: what a slip preview shows below the office's own head and above its foot
EXAMPLE: dict[str, Any] = {
    "number": "A-012", "loket": 1, "loket_name": "Perizinan", "service_name": "Rekomendasi izin keramaian",
    "ahead": 3, "wait": {"low": 10, "high": 20}, "issued_at": "2026-11-23T09:41:00+07:00",
    "bring": ["Formulir permohonan", "Fotokopi KTP-el pemohon"],
}  # fmt: skip
#: parts that change how slips look
ON_SLIPS = ("letterhead", "slip_header", "slip_footer")


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The list of parts, one part's form, the slip as it would look."""

    @blueprint.get("/settings/office")
    @door("supervisor", "admin")
    def settings_office() -> Response:
        return page("office", "settings_office", groups=office.see(overview),
                    has_emblem=office.see(lambda read: read.settings.slip_logo is not None))  # fmt: skip

    @blueprint.get("/settings/office/<part>")
    @door("supervisor", "admin")
    def settings_text(part: str) -> Response:
        return _page(office, part)

    @blueprint.post("/settings/office/<part>")
    @door("supervisor", "admin")
    def settings_text_save(part: str) -> Response:
        tried = forms.attempt(lambda: save(office, part, text_form.document(_boxes(part), request.form)))
        return to("settings_office", _anchor=part) if tried.ok else _page(office, part, tried)

    @blueprint.post("/settings/office/<part>/preview")
    @door("supervisor", "admin")
    def settings_text_preview(part: str) -> str:
        tried, slip = _preview(office, part)
        return str(slip) if tried.ok else "<p class='muted'>Pratinjau menunggu isian yang benar.</p>"


def overview(read: Read) -> list[tuple[str, list[dict[str, Any]]]]:
    """(group, [{part, title, now}]): every part with its value in short."""
    docs = parts.DOCS[parts.SETTINGS](read.session)
    told = {part: {"part": part, "title": words.title(part), "now": text_form.short(part, docs[part])}
            for _, names in text_form.GROUPS for part in names}  # fmt: skip
    return [(group, [told[part] for part in names]) for group, names in text_form.GROUPS]


def _boxes(part: str) -> list[text_form.Box]:
    if part not in text_form.FORMS:
        raise Unknown("Lembar pengaturan itu tidak ada. Pilih dari daftar.")
    return text_form.FORMS[part]


def _page(office: Office, part: str, tried: forms.Tried | None = None) -> Response:
    boxes = _boxes(part)
    form = open_form(office, part, tried)
    _, slip = _preview(office, part) if part in ON_SLIPS else (None, None)
    counts = {box.name: text_form.count(form.boxes, box) for box in boxes if box.kind == "rows"}
    return page("text", "settings_office", tried, form=form, part=part, shown=boxes, counts=counts, slip=slip,
                title=words.title(part), note=text_form.NOTES.get(part, ""))  # fmt: skip


def _preview(office: Office, part: str) -> tuple[forms.Tried, Any]:
    """An example ticket with the head and foot that are typed, or that hold now."""
    drawn: list[Any] = []

    def look() -> Answer:
        drawn.append(draw(office.see(_slip, part=part, typed=request.form.to_dict() or None)))
        return Answer()

    tried = forms.attempt(look)
    return tried, drawn[0] if drawn else None


def _slip(read: Read, part: str, typed: dict[str, str] | None) -> dict[str, Any]:
    _boxes(part)
    given = text_form.document(_boxes(part), typed) if typed else None
    settings = read.settings
    if given is not None:
        settings = settings.model_copy(update={part: document.checked(settings, part, tidy(given))})
    shown = Read(**{**read.__dict__, "settings": settings})
    return {"kind": "ticket", "facts": EXAMPLE, "office": office_facts(shown).model_dump(), "copy_no": 1,
            "laid_out": None, "paper": Paper().__dict__}  # fmt: skip
