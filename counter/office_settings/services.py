"""The sheet of services: what is offered, in which order, each with its standar pelayanan, checklist and fields."""

from typing import Any

from flask import Blueprint, Response, render_template, request

from counter import forms
from counter.office_settings import service_form
from counter.office_settings.sheet import Form, open_form, page, save, sections, to
from office.configuration import services
from office.errors import Unknown
from office.files import catalogue
from office.office import Answer, Office
from office.people.doors import door
from office.records import parts
from office.records.parts import Doc
from office.records.work import Read
from printer.letters.desk import LetterDesk

ORDER = "order:services"


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The list with its order; one service, new, like another, taken out; its standard on paper."""
    _list(blueprint, office)
    _one(blueprint, office)

    @blueprint.get("/settings/services/<code>/standard")
    @door("supervisor", "admin")
    def settings_standard(code: str) -> str:
        return render_template("counter/office_settings/standard.html", **office.see(standard, code=code))


def _list(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/settings")
    @blueprint.get("/settings/services")
    @door("supervisor", "admin")
    def settings_services() -> Response:
        return page("services", "settings_services", **office.see(listed))

    @blueprint.post("/settings/services/order")
    @door("supervisor", "admin")
    def settings_services_order() -> Response:
        tried = forms.attempt(lambda: _move(office))
        if not tried.ok:
            return page("services", "settings_services", tried, **office.see(listed))
        return to("settings_services", _anchor=request.form.get("code", ""))


def _one(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/settings/services/<code>")
    @door("supervisor", "admin")
    def settings_service(code: str) -> Response:
        return _page(office, code)

    @blueprint.post("/settings/services/<code>")
    @door("supervisor", "admin")
    def settings_service_save(code: str) -> Response:
        tried = forms.attempt(lambda: _save(office, code))
        return to("settings_services", _anchor=_code(code)) if tried.ok else _page(office, code, tried)

    @blueprint.post("/settings/services/<code>/remove")
    @door("supervisor", "admin")
    def settings_service_remove(code: str) -> Response:
        tried = forms.attempt(lambda: save(office, f"service:{code}", None))
        return to("settings_services", "removed") if tried.ok else _page(office, code, tried)


def listed(read: Read) -> dict[str, Any]:
    """{services: [{code, doc, section}], seen}: in the order of the screens."""
    known, docs = sections(read), parts.DOCS["service"](read.session)
    order = parts.fingerprint(parts.read(read.session, ORDER))
    return {"seen": order, "services": [{"code": code, "doc": doc, "section": known.get(doc["section"], "")}
                                        for code, doc in docs.items()]}  # fmt: skip


def _move(office: Office) -> Answer:
    """One place up or down."""
    codes: list[str] = office.see(lambda read: (parts.read(read.session, ORDER) or {})["codes"])
    code, step = request.form.get("code", ""), -1 if request.form.get("way") == "up" else 1
    if code not in codes:
        raise Unknown("Layanan itu tidak ada lagi. Muat ulang daftarnya.")
    at = codes.index(code)
    codes.insert(min(max(at + step, 0), len(codes)), codes.pop(at))
    return save(office, ORDER, {"codes": codes})


def _code(code: str) -> str:
    return request.form.get("code", "").strip().upper() if code == "new" else code


def _save(office: Office, code: str) -> Answer:
    before: Doc | None = office.see(_before, code=_like(code))
    return save(office, f"service:{_code(code)}", service_form.document(request.form, _code(code), before))


def _like(code: str) -> str:
    """The service whose unshown parts (levy, wording) a new one begins with."""
    return request.values.get("like", "") if code == "new" else code


def _before(read: Read, code: str) -> Doc | None:
    return parts.read(read.session, f"service:{code}")


def _page(office: Office, code: str, tried: forms.Tried | None = None) -> Response:
    part = f"service:{code}"
    facts: dict[str, Any] = office.see(_facts, code=code)
    form = open_form(office, part, tried)
    if code == "new" and (tried is None or tried.ok):
        begun = office.see(_before, code=_like(code)) or service_form.EMPTY
        form = Form(part, service_form.boxes(services.copy_of(begun, "")), "")
    elif code != "new" and form.doc is None:
        raise Unknown(f"Layanan {code} tidak ada. Kembali ke daftar layanan.")
    elif tried is None or tried.ok:
        form.boxes = service_form.boxes(form.doc or {})
    counts = {name: service_form.count(form.boxes, name) for name in ("requirements", "fields")}
    about = {"like": _like(code), "counts": counts, "numbers": service_form.numbers(form.boxes)}
    return page("service", "settings_services", tried, form=form, code=code, **about, **facts)


def _facts(read: Read, code: str) -> dict[str, Any]:
    lokets = parts.DOCS["loket"](read.session)
    return {"sections": list(sections(read).items()), "used": services.refers(read, code),
            "lokets": [(number, f"Loket {number}, {doc['name']}") for number, doc in lokets.items()]}  # fmt: skip


def standard(read: Read, code: str) -> dict[str, Any]:
    """A service's standar pelayanan for the wall: the fourteen components. Refuses with Unknown."""
    found = catalogue.service(read, code)
    return {"service": found, "section": sections(read).get(found.section, ""), "letterhead": read.settings.letterhead,
            "today": read.local, "maklumat": read.settings.maklumat}  # fmt: skip
