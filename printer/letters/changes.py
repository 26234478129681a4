"""What is different between two versions of a letter, line by line, for whoever initials the newer one.

Read from the stored content, so it says what was printed and nothing else. It walks whatever the content holds: a
part that a letter learns to say later is compared too.
"""

import difflib
from decimal import Decimal
from typing import Any

from office.words.numerals import decimal_text, rupiah
from printer.letters.content import BundleContent

LABELS = {
    "title": "Judul", "service_name": "Layanan", "subject": "Perihal", "purpose": "Keperluan", "body": "Isi surat",
    "validity": "Masa berlaku", "legal_basis": "Dasar", "conditions": "Ketentuan", "reason": "Alasan",
    "addressee": "Kepada", "enclosures": "Lampiran", "endorsement": "Pengesahan", "overprint": "Letak cetak",
    "tembusan": "Tembusan", "name": "Nama", "nik": "NIK", "address": "Alamat", "village": "Desa", "kind": "Jenis surat",
    "heading": "Penanda tangan", "rank": "Pangkat", "nip": "NIP", "paper": "Kertas", "total": "Jumlah",
    "amount_words": "Terbilang", "due": "Jatuh tempo", "period": "Tahun", "basis": "Dasar", "object": "Objek",
}  # fmt: skip
#: what every version has anew
ALWAYS_NEW = ("created_at", "version", "role")
PARTS = {"applicant": "Pemohon", "fields": "Isian", "signer": "Penanda tangan", "office": "Kop surat"}
Row = dict[str, Any]


def between(old: BundleContent, new: BundleContent) -> list[dict[str, Any]]:
    """What changed, by part: [{title, rows: [{label, before, after}]}]; empty when both read alike.

    `before` or `after` is empty where something was added or taken away.
    """
    first, second = old.model_dump(mode="json"), new.model_dump(mode="json")
    skd = _skd(first["skd"], second["skd"])
    return [*_letter(first["letter"], second["letter"]), *([{"title": "Retribusi (SKD)", "rows": skd}] if skd else [])]


def _letter(old: Row, new: Row) -> list[dict[str, Any]]:
    found = [{"title": title, "rows": _part(old.get(name), new.get(name))} for name, title in PARTS.items()]
    rest = (
        {key: value for key, value in old.items() if key not in PARTS},
        {k: v for k, v in new.items() if k not in PARTS},
    )
    found.append({"title": "Kalimat surat", "rows": _part(*rest)})
    return [group for group in found if group["rows"]]


def _part(old: Any, new: Any) -> list[Row]:
    """Rows of one part: a list of {label, value}, or a record whose values are text, lists of lines or records."""
    if isinstance(old, list) or isinstance(new, list):
        return _pairs(_labelled(old or []), _labelled(new or []))
    before, after = old or {}, new or {}
    names = [name for name in dict.fromkeys([*before, *after]) if name not in ALWAYS_NEW]
    return [row for name in names for row in _value(name, before.get(name), after.get(name))]


def _value(name: str, old: Any, new: Any) -> list[Row]:
    if old == new:
        return []
    label = LABELS.get(name, name.replace("_", " "))
    if isinstance(old, list) or isinstance(new, list):
        return _lines(label, [_text(one) for one in old or []], [_text(one) for one in new or []])
    return [{"label": label, "before": _text(old), "after": _text(new)}]


def _lines(label: str, old: list[str], new: list[str]) -> list[Row]:
    """Lines that were changed, added or taken away; the others are not repeated."""
    rows = []
    for what, a, b, c, d in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        for n in range(max(b - a, d - c) if what != "equal" else 0):
            before, after = old[a + n] if a + n < b else "", new[c + n] if c + n < d else ""
            rows.append({"label": label, "before": before, "after": after})
    return rows


def _labelled(items: list[Row]) -> dict[str, str]:
    return {str(item.get("label", "")): _text(item.get("value", item)) for item in items}


def _pairs(old: dict[str, str], new: dict[str, str]) -> list[Row]:
    return [{"label": label, "before": old.get(label, ""), "after": new.get(label, "")}
            for label in dict.fromkeys([*old, *new]) if old.get(label, "") != new.get(label, "")]  # fmt: skip


def _skd(old: Row | None, new: Row | None) -> list[Row]:
    """The levy's lines and its total."""
    return _pairs(_bill(old), _bill(new))


def _bill(skd: Row | None) -> dict[str, str]:
    if skd is None:
        return {}
    return {**{line["label"]: _sum(line) for line in skd["lines"]}, "Jumlah": rupiah(skd["total"])}


def _sum(line: Row) -> str:
    rate = decimal_text(Decimal(line["rate"]))
    return f"{line['volume']} {line['unit']} × Rp{rate} = {rupiah(line['amount'])}"


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return " · ".join(_text(one) for one in value.values() if one not in (None, "", False))
    if isinstance(value, list):
        return ", ".join(_text(one) for one in value)
    return "" if value is None else str(value)
