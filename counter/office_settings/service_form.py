"""The form of one service: from its document to boxes, and back."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from counter.office_settings.sheet import Flat, flat, lines, rows
from office.records.parts import Doc

TEXTS = ("name", "short_name", "category", "section", "visit", "skd", "product", "kind", "signer")
MAY_BE_EMPTY = ("validity", "note")
NUMBERS = ("loket", "sla_days", "sla_with_visit", "fee")
LETTER_LISTS = ("conditions", "legal_basis", "copies_to")
STANDARD = ("procedure", "complaints", "facilities", "competence", "supervision", "staff", "guarantee", "safety",
            "evaluation")  # fmt: skip
LEVY = ("code", "label", "rate", "unit", "field")
#: a row of the checklist that is kept for proxies whatever its words
PROXY = ("bila dikuasakan", "dikuasakan")
SPARE = 2
EMPTY: Doc = {
    "name": "", "short_name": "", "category": "perizinan", "loket": 1, "section": "", "requirements": [], "fields": [],
    "visit": "never", "sla_days": 1, "sla_with_visit": 4, "fee": 0, "skd": "never", "levy": None, "product": "",
    "kind": "keterangan", "signer": "camat", "archive": ["", ""], "validity": None, "note": None,
    "letter": {"title": "", "purpose": "", "conditions": [], "legal_basis": [], "copies_to": []}, "standard": {},
}  # fmt: skip


def boxes(doc: Doc) -> Flat:
    """A service as the boxes of its form."""
    old, new = (*doc["archive"], "", "")[:2]
    shown = flat({**doc, "fields": [{**f, "options": ", ".join(f.get("options", ()))} for f in doc["fields"]]})
    shown |= {"archive.0": old, "archive.1": new}
    if doc["name"].endswith(" (salinan)") and doc["name"] == " (salinan)":
        shown["name"] = ""
    for name in ("requirements", "fields"):
        shown |= {f"{name}.{n}.order": str(n + 1) for n in range(len(doc[name]))}
    return shown


def count(shown: Mapping[str, str], name: str) -> int:
    """How many rows of a table are drawn: those there are, and some to write in."""
    used = {int(box.split(".")[1]) for box in shown if re.match(rf"{name}\.\d+\.label$", box) and shown[box]}
    return max(used, default=-1) + 1 + SPARE


def numbers(shown: Mapping[str, str]) -> list[tuple[str, str]]:
    """The fields that a tariff may be counted from: (id, label)."""
    found = [(row.get("id", ""), row.get("label", "")) for row in rows(shown, "fields") if row.get("kind") == "number"]
    return [("", "–"), *found]


def document(form: Mapping[str, str], code: str, before: Doc | None) -> Doc:
    """The form as a service; what it does not show stays as `before`."""
    doc: dict[str, Any] = {**(before or {}), "code": code, "active": "active" in form}
    doc |= {name: form.get(name, "").strip() for name in TEXTS}
    doc |= {name: form.get(name, "").strip() or None for name in MAY_BE_EMPTY}
    doc |= {name: _number(form.get(name, "")) for name in NUMBERS}
    doc["archive"] = [form.get("archive.0", "").strip(), form.get("archive.1", "").strip()]
    doc["requirements"], doc["fields"] = _requirements(form), _fields(form)
    doc["letter"] = {"title": form.get("letter.title", "").strip(), "purpose": form.get("letter.purpose", "").strip(),
                     **{name: lines(form.get(f"letter.{name}", "")) for name in LETTER_LISTS}}  # fmt: skip
    doc["standard"] = {name: form.get(f"standard.{name}", "").strip() for name in STANDARD}
    doc["levy"] = _levy(form, (before or {}).get("levy"))
    if not before or before.get("code") != code:
        doc |= {"popular": None, "former": [], "former_fields": []}
    return doc


def _number(text: str) -> Any:
    """A whole number, also typed as 1.500.000; what is none is left for the model to refuse."""
    plain = text.strip().replace(".", "").replace(" ", "")
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 16 else text.strip()


def _requirements(form: Mapping[str, str]) -> list[Doc]:
    taken = {row.get("id", "") for row in rows(form, "requirements")}
    return [_requirement(row, taken) for row in rows(form, "requirements") if row.get("label")]


def _requirement(row: Mapping[str, str], taken: set[str]) -> Doc:
    words, mandatory = row.get("when_text", ""), "mandatory" in row
    when = row.get("when") or (PROXY[1] if words.casefold() == PROXY[0] else _slug(words, set()))
    return {
        "id": row.get("id") or _slug(row["label"], taken), "label": row["label"], "short": row.get("short", ""),
        "kind": row.get("kind", "asli"), "copies": _number(row.get("copies") or "1"), "mandatory": mandatory,
        "when": None if mandatory or not words else when, "when_text": None if mandatory or not words else words,
    }  # fmt: skip


def _fields(form: Mapping[str, str]) -> list[Doc]:
    taken = {row.get("id", "") for row in rows(form, "fields")}
    return [
        {"id": row.get("id") or _slug(row["label"], taken), "label": row["label"], "kind": row.get("kind", "text"),
         "optional": "optional" in row,
         "options": [one.strip() for one in row.get("options", "").split(",") if one.strip()]}
        for row in rows(form, "fields") if row.get("label")
    ]  # fmt: skip


def _levy(form: Mapping[str, str], before: Doc | None) -> Doc | None:
    """The tariff; an emptied rate takes it out."""
    if not form.get("levy.rate", "").strip():
        return None
    typed: Doc = {name: form.get(f"levy.{name}", "").strip() for name in LEVY}
    changed = not before or any(str(before.get(name)) != typed[name] for name in LEVY)
    return {**typed, "rate": _number(typed["rate"]), "example": bool(before and before["example"] and not changed)}


def _slug(label: str, taken: set[str]) -> str:
    """A key out of words, unlike those taken: "Fotokopi KK" -> fotokopi_kk."""
    plain = unicodedata.normalize("NFKD", label.casefold()).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:32] or "lain"
    name = next(name for name in (base, *(f"{base}_{n}" for n in range(2, 500))) if name not in taken)
    taken.add(name)
    return name
