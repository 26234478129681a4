"""The wording of each service's letters, the letter beside it, a test print, and the way back to the shipped one."""

from typing import Any

from flask import Blueprint, Response, g, make_response, render_template, request, url_for

from counter import forms
from counter.backoffice.file import as_pdf, drawn, pictures
from counter.office_settings import letter_printing
from office.files import catalogue, letter_parts, letter_wordings
from office.files.letter_wordings import WordingBody
from office.office import Answer, Office
from office.people.doors import door
from office.records.work import Read
from printer.letters import samples
from printer.letters.desk import LetterDesk

PART = "part."
KINDS = {"izin": "Surat izin", "rekomendasi": "Rekomendasi", "keterangan": "Surat keterangan",
         "pengantar": "Surat pengantar", "legalisasi": "Lembar legalisasi", "pengesahan": "Lembar pengesahan",
         "penolakan": "Penolakan"}  # fmt: skip


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The sheet of a service's letter, its preview, a test print, saving, and restoring."""
    _sheet(blueprint, office)
    _drawing(blueprint, office, letters)
    letter_printing.routes(blueprint, office, letters)


def _sheet(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/settings/letters")
    @door("supervisor", "admin")
    def settings_letters() -> Response:
        first = office.see(lambda read: catalogue.active(read)[0])
        return make_response("", 303, {"Location": _url("settings_letter", first.code, first.kind)})

    @blueprint.get("/settings/letters/<code>/<kind>")
    @door("supervisor", "admin")
    def settings_letter(code: str, kind: str) -> Response:
        return _page(office, code, kind)

    @blueprint.post("/settings/letters/<code>/<kind>")
    @door("supervisor", "admin")
    def settings_letter_save(code: str, kind: str) -> Response:
        return _done(office, code, kind, lambda: _save(office, code, kind))

    @blueprint.post("/settings/letters/<code>/<kind>/restore")
    @door("supervisor", "admin")
    def settings_letter_restore(code: str, kind: str) -> Response:
        seen = request.form.get("seen", type=int, default=0)
        return _done(office, code, kind, lambda: office.do(letter_wordings.restore, by=g.actor, key=forms.key(),
                                                           service=code, kind=kind, seen=seen))  # fmt: skip


def _drawing(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    @blueprint.get("/settings/letters/<code>/<kind>/pages")
    @door("supervisor", "admin")
    def settings_letter_pages(code: str, kind: str) -> str:
        return drawn(lambda: (letters.press.aside.pictures(_sample(office, code, kind, {})), []))

    @blueprint.post("/settings/letters/<code>/<kind>/preview")
    @door("supervisor", "admin")
    def settings_letter_preview(code: str, kind: str) -> Response:
        return preview(office, letters, code, kind)

    @blueprint.post("/settings/letters/<code>/<kind>/contoh.pdf")
    @door("supervisor", "admin")
    def settings_letter_test(code: str, kind: str) -> Response:
        return as_pdf(letters.press.aside.sample(_sample(office, code, kind, _typed())))


def preview(office: Office, letters: LetterDesk, code: str, kind: str) -> Response:
    """The letter as these words would make it; nothing is kept. Headers as those of the operator's editor."""
    content = _sample(office, code, kind, _typed())
    edited = office.see(_edited, code=code, kind=kind, typed=_typed())
    tried = forms.attempt(
        lambda: Answer(pages=letters.sketches.of_content(content, f"wording:{code}:{kind}:{request.form.get('key')}"))
    )
    told = {"X-Letter-Text": "0", "X-Letter-Edited": " ".join(edited), "X-Letter-Drawn": "yes" if tried.ok else "no"}
    if tried.refusal is not None:
        return make_response(render_template("counter/backoffice/not_drawn.html", refusal=tried.refusal), 200, told)
    return make_response(pictures(tried.answer["pages"]), 200, told)


def _sample(office: Office, code: str, kind: str, parts: dict[str, str]) -> Any:
    return office.see(samples.sample, service=code, kind=kind, parts=parts)


def _typed() -> dict[str, str]:
    return {name.removeprefix(PART): value for name, value in request.form.items() if name.startswith(PART)}


def _edited(read: Read, *, code: str, kind: str, typed: dict[str, str]) -> list[str]:
    service = catalogue.service(read, code)
    shipped, given = letter_wordings.shipped(service, kind), letter_wordings.checked(service, kind, typed)
    return sorted(part for part, text in given.items() if text != shipped[part])


def _save(office: Office, code: str, kind: str) -> Answer:
    body = forms.read(WordingBody, {"parts": _typed(), "seen": request.form.get("seen", "0")})
    return office.do(letter_wordings.change, by=g.actor, key=forms.key(), service=code, kind=kind, body=body)


def _done(office: Office, code: str, kind: str, act: Any) -> Response:
    tried = forms.attempt(act)
    if not tried.ok:
        return _page(office, code, kind, tried)
    said = "saved" if tried.answer["changed"] else "same"
    return make_response("", 303, {"Location": _url("settings_letter", code, kind, said=said)})


def _page(office: Office, code: str, kind: str, tried: forms.Tried | None = None) -> Response:
    seen = office.see(_seen, code=code, kind=kind)
    typed = _typed() if tried else {}
    answer = make_response(render_template(
        "counter/office_settings/letters.html", **seen, tried=tried, typed=typed, kinds=KINDS,
        problems=tried.problems if tried else {}, said=request.args.get("said", ""),
    ))  # fmt: skip
    answer.status_code = forms.CONFLICT if tried else 200
    return answer


def _seen(read: Read, *, code: str, kind: str) -> dict[str, Any]:
    """The sheet: services, the parts of this letter with what is shipped, the names in braces."""
    service = catalogue.service(read, code)
    samples.check(service, kind)
    shipped, (own, version) = letter_wordings.shipped(service, kind), letter_wordings.own(read, service, kind)
    parts = [{"id": part.id, "label": part.label, "form": part.form, "hint": part.hint, "standard": shipped[part.id],
              "text": own.get(part.id, shipped[part.id]), "edited": part.id in own}
             for part in letter_parts.PARTS[kind]]  # fmt: skip
    return {"service": service, "kind": kind, "parts": parts, "version": version, "own": bool(own),
            "services": sorted(catalogue.active(read), key=lambda one: one.code),
            "names": letter_wordings.names(service), "letter_kinds": letter_wordings.kinds(service)}  # fmt: skip


def _url(endpoint: str, code: str, kind: str, **more: str) -> str:
    asked: dict[str, Any] = {"code": code, "kind": kind, **more}
    return url_for(f"counter.{endpoint}", **asked)
