"""The sheet of people: sections, officers and their desks, deputies, a first password."""

from typing import Any

from flask import Blueprint, Response, g, request

from counter import forms
from counter.office_settings.sheet import open_form, page, save, sections, to
from office.errors import Unknown
from office.office import Answer, Office
from office.people import staff
from office.people.doors import door
from office.records import parts
from office.records.parts import Doc
from office.records.tables import Officer
from office.records.vault import new_code
from office.records.work import Read
from printer.letters.desk import LetterDesk

SPARE = 2
DESK_TITLES = {
    "loket": "Loket", "kasi": "Kepala Seksi", "operator": "Operator", "sekcam": "Sekcam", "camat": "Camat",
    "supervisor": "Pengawas", "admin": "Admin", "kiosk": "Kios", "display": "Layar TV", "agent": "Ruang cetak",
}  # fmt: skip
TEXTS = ("name", "title", "nip", "rank")


def routes(blueprint: Blueprint, office: Office, letters: LetterDesk) -> None:
    """The list; a section; an officer; a new password, shown once."""
    _officers(blueprint, office)
    _sections(blueprint, office)


def _officers(blueprint: Blueprint, office: Office) -> None:
    @blueprint.get("/settings/people")
    @door("supervisor", "admin")
    def settings_people() -> Response:
        return _list(office)

    @blueprint.get("/settings/people/<officer>")
    @door("supervisor", "admin")
    def settings_officer(officer: str) -> Response:
        return _page(office, officer)

    @blueprint.post("/settings/people/<officer>")
    @door("admin")
    def settings_officer_save(officer: str) -> Response:
        tried = forms.attempt(lambda: save(office, f"officer:{officer}", _document(officer)))
        return _saved(office, officer, tried.answer) if tried.ok else _page(office, officer, tried)

    @blueprint.post("/settings/people/<officer>/password")
    @door("admin")
    def settings_officer_password(officer: str) -> Response:
        return _new_password(office, officer)


def _sections(blueprint: Blueprint, office: Office) -> None:
    @blueprint.post("/settings/sections/<code>")
    @door("supervisor", "admin")
    def settings_section_save(code: str) -> Response:
        tried = forms.attempt(lambda: save(office, _section(code), {"name": request.form.get("name", "").strip()}))
        return to("settings_people", _anchor="sections") if tried.ok else _list(office, tried)

    @blueprint.post("/settings/sections/<code>/remove")
    @door("supervisor", "admin")
    def settings_section_remove(code: str) -> Response:
        tried = forms.attempt(lambda: save(office, _section(code), None))
        return to("settings_people", "removed", _anchor="sections") if tried.ok else _list(office, tried)


def _section(code: str) -> str:
    return f"section:{request.form.get('code', '').strip() if code == 'new' else code}"


def listed(read: Read) -> dict[str, Any]:
    """{officers, sections}: with desks in words and the fingerprints that forms carry."""
    docs, named = parts.DOCS["officer"](read.session), sections(read)
    return {"officers": [{"id": id_, "doc": doc, "desks": [seat_words(seat, named) for seat in doc["desks"]]}
                         for id_, doc in sorted(docs.items(), key=lambda one: (not one[1]["active"], int(one[0])))],
            "sections": [{"code": code, "name": name, "seen": parts.fingerprint({"name": name})}
                         for code, name in named.items()]}  # fmt: skip


def seat_words(seat: Doc, named: dict[str, str]) -> str:
    """ "Loket 2", "Kepala Seksi Kesejahteraan Sosial", "Camat (wakil)"."""
    words = DESK_TITLES[seat["desk"]] + (f" {seat['loket']}" if seat["loket"] else "")
    if seat["desk"] == "kasi":
        words = f"Kepala {named.get(seat['section'], seat['section'])}" if seat["section"] else "Kepala semua seksi"
    return f"{words} (wakil)" if seat["deputy"] else words


def _list(office: Office, tried: forms.Tried | None = None) -> Response:
    typed = request.form.to_dict() if tried else {}
    return page("people", "settings_people", tried, typed=typed, **office.see(listed))


def places(read: Read) -> list[tuple[str, str]]:
    """Every desk that can be held: (value, title); the value is `loket:1`, `kasi:pmd`, `camat`."""
    lokets = [(f"loket:{n}", f"Loket {n}, {doc['name']}") for n, doc in parts.DOCS["loket"](read.session).items()]
    kasi = [(f"kasi:{code}", f"Kepala {name}") for code, name in sections(read).items()]
    other = [(desk, title) for desk, title in DESK_TITLES.items() if desk not in ("loket", "kasi")]
    return [("", "–"), *lokets, *kasi, ("kasi", "Kepala semua seksi"), *other]


def _document(officer: str) -> Doc:
    form = request.form
    desks = []
    for n in range(20):
        if chosen := form.get(f"desks.{n}.place", ""):
            desk, _, detail = chosen.partition(":")
            desks.append({"desk": desk, "loket": int(detail) if desk == "loket" and detail.isdecimal() else None,
                          "section": (detail or None) if desk == "kasi" else None,
                          "deputy": f"desks.{n}.deputy" in form})  # fmt: skip
    told = {name: form.get(name, "").strip() for name in TEXTS}
    return {**told, "nip": told["nip"] or None, "rank": told["rank"] or None, "active": "active" in form,
            "username": form.get("username", "").strip().lower(), "desks": desks}  # fmt: skip


def _page(office: Office, officer: str, tried: forms.Tried | None = None, password: str = "") -> Response:
    form = open_form(office, f"officer:{officer}", None if password else tried)
    if officer != "new" and form.doc is None:
        raise Unknown("Petugas itu tidak ada. Kembali ke daftar petugas.")
    boxes = dict(form.boxes)
    if form.doc and (tried is None or password):
        for n, seat in enumerate(form.doc["desks"]):
            detail = seat["loket"] or seat["section"]
            boxes[f"desks.{n}.place"] = f"{seat['desk']}:{detail}" if detail else seat["desk"]
    elif tried is None:
        boxes["active"] = "1"
    form.boxes = boxes
    held = sum(name.endswith(".place") and bool(value) for name, value in boxes.items())
    return page("officer", "settings_people", tried, form=form, officer=officer, places=office.see(places),
                count=held + SPARE, password=password)  # fmt: skip


def _saved(office: Office, officer: str, answer: Answer) -> Response:
    if officer != "new":
        return to("settings_people")
    return to("settings_officer", officer=answer["part"].partition(":")[2])


def _new_password(office: Office, officer: str) -> Response:
    """A password of 60 random bits, told once; whoever sits in the name signs in again."""
    password = "-".join(new_code(4) for _ in range(3))
    hashed = staff.hash_password(password)

    def act() -> Answer:
        found: Any = office.see(lambda read: read.session.get(Officer, int(officer)) if officer.isdecimal() else None)
        if found is None:
            raise Unknown("Petugas itu tidak ada. Kembali ke daftar petugas.")
        return office.do(staff.reset, by=g.actor, username=found.username, password_hash=hashed)

    tried = forms.attempt(act)
    return _page(office, officer, tried, password if tried.ok else "")
