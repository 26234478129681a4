"""What all sheets share: a page beside the menu, a form saved by compare and swap, a refusal that loses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Response, g, make_response, render_template, request, url_for

from counter import forms
from counter.office_settings.menu import MENU
from office.configuration import changes, words
from office.office import Answer, Office
from office.records import parts
from office.records.parts import Doc
from office.records.work import Read

Flat = dict[str, str]
#: what a sheet says after an act, by what `to` was given
TOLD = {
    "saved": "Disimpan. Kios, loket dan slip sudah mengikutinya.", "same": "Tidak ada yang berubah.",
    "removed": "Dihapus. Lihat Riwayat bila ingin mengembalikannya.",
    "undone": "Perubahan dibatalkan; keadaan sebelumnya berlaku lagi.",
    "printed": "Cetak uji masuk antrean printer itu.", "letters": "Disimpan. Surat berikutnya mengikutinya.",
    "revoked": "Dicabut; perangkat itu tidak dapat masuk lagi.",
    "paired": "Terhubung. Layar itu membuka ruangannya sendiri sebentar lagi.",
    "moved": "Dipindah. Layar itu menampilkan dan membunyikan zona barunya.",
    "added": "Ditambahkan. TV memutarnya bila tidak ada panggilan.",
    "recorded": "Rekaman dipotong, disamakan kerasnya, dan dipakai mulai panggilan berikutnya.",
    "trimmed": "Dipotong dari rekaman aslinya, disamakan kerasnya, dan dipakai mulai panggilan berikutnya.",
    "forgotten": "Rekaman dilepas.",
    "unlisted": "Paket dikeluarkan dari daftar; rekamannya tetap tersimpan.",
    "imported": "Berkas pengaturan berlaku seluruhnya.",
}  # fmt: skip


def page(template: str, sheet: str, tried: forms.Tried | None = None, **facts: Any) -> Response:
    """A sheet; with a refusal it is a conflict, and `tried` says what is wrong."""
    refused = tried is not None and not tried.ok
    done = request.args.get("said", "")
    said = {"said": done, "told": TOLD.get(done, "Disimpan."), "refusal": tried.refusal if tried else None,
            "problems": tried.problems if tried else {}, "is_admin": "admin" in g.actor.desks}  # fmt: skip
    shown = render_template(f"counter/office_settings/{template}.html", menu=MENU, sheet=sheet, **(said | facts))
    answer = make_response(shown)
    answer.status_code = forms.CONFLICT if refused else 200
    return answer


def to(endpoint: str, said: str = "saved", **values: Any) -> Response:
    """Onward to a sheet that says what was done."""
    return make_response("", 303, {"Location": url_for(f"counter.{endpoint}", said=said, **values)})


@dataclass
class Form:
    """One part as its form shows it: the boxes, what they were drawn from, and what somebody else changed meanwhile."""

    part: str
    boxes: Mapping[str, str]
    seen: str
    moved: list[words.Line] = field(default_factory=list)
    doc: Doc | None = None


def open_form(office: Office, part: str, tried: forms.Tried | None, boxes: Flat | None = None) -> Form:
    """The part's form as it stands, or, after a refusal, as it was typed."""
    doc: Doc | None = office.see(lambda read: parts.read(read.session, part))
    now = parts.fingerprint(doc)
    if tried is None or tried.ok:
        return Form(part, flat(doc or {}) | (boxes or {}), now if doc is not None else "", doc=doc)
    moved: list[words.Line] = []
    boxes = request.form.to_dict()
    if tried.refusal is not None and tried.refusal.code == "settings_moved":
        before = office.see(changes.state_before, part=part, seen=request.form.get("seen", ""))
        moved = words.differences(part, before, doc)
        boxes = merged(boxes, flat(before or {}), flat(doc or {}))
    else:
        now = request.form.get("seen", "")
    return Form(part, boxes, now, moved, doc)


def merged(typed: Flat, before: Flat, now: Flat) -> Flat:
    """What was typed; a box that the officer left as it was takes the value that somebody else gave it meanwhile.

    Rows of tables stay as typed: one that was put between them would shift the others.
    """
    whole = dict(typed)
    for name in before.keys() | now.keys():
        untouched = typed.get(name, "") == before.get(name, "")
        if untouched and not any(part.isdecimal() for part in name.split(".")):
            whole.pop(name, None)
            whole |= {name: now[name]} if name in now else {}
    return whole


def save(office: Office, part: str, document: Doc | None, *, seen: str | None = None) -> Answer:
    """Change the part; the form says what it was drawn from, unless it is `seen` here."""
    seen = seen or request.form.get("seen") or None
    return office.do(changes.change, by=g.actor, key=forms.key(), part=part, seen=seen, document=document)


def flat(doc: Doc, prefix: str = "") -> Flat:
    """A document as the names and texts of boxes: nested names dotted, lists of words one a line."""
    boxes: Flat = {}
    for name, value in doc.items():
        where = f"{prefix}{name}"
        if isinstance(value, dict):
            boxes |= flat(value, f"{where}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for n, row in enumerate(value):
                boxes |= flat(row, f"{where}.{n}.")
        else:
            boxes |= _box(where, value)
    return boxes


def _box(where: str, value: Any) -> Flat:
    if isinstance(value, bool):
        return {where: "1"} if value else {}
    if isinstance(value, list):
        return {where: "\n".join(map(str, value))}
    return {where: "" if value is None else str(value)}


def rows(form: Mapping[str, str], name: str) -> list[dict[str, str]]:
    """The rows `name.<n>.<column>` of a form in the order of their `order` box; `at` is the row's number."""
    found: dict[int, dict[str, str]] = {}
    for box, value in form.items():
        head, _, column = box.removeprefix(f"{name}.").partition(".")
        if box.startswith(f"{name}.") and head.isdecimal() and column:
            found.setdefault(int(head), {"at": head})[column] = value.strip()
    return sorted(found.values(), key=lambda row: (_number(row.get("order", "")), int(row["at"])))


def _number(text: str) -> float:
    return int(text) if text.isdecimal() else float("inf")


def lines(text: str) -> list[str]:
    """The lines that are not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def sections(read: Read) -> dict[str, str]:
    """Code -> name of the sections."""
    return {code: doc["name"] for code, doc in parts.DOCS["section"](read.session).items()}
