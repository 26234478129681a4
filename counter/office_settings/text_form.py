"""Which boxes the parts of the office's sheet have, and a form of them as a document."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from counter.office_settings.sheet import lines, rows
from office.configuration.labels import LABELS
from office.configuration.words import said
from office.records.parts import VALUE, Doc

SPARE = 3


@dataclass(frozen=True)
class Box:
    """One box: `kind` text, long, number, tick, lines, choice or rows; `options` of a choice, columns of rows."""

    name: str
    label: str
    kind: str = "text"
    wide: int = 6
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()


def _of(part: str, *boxes: tuple[str, str, int]) -> list[Box]:
    return [Box(name, LABELS[part][name], kind, wide) for name, kind, wide in boxes]


def _days(name: str, what: str) -> list[Box]:
    labels = LABELS["complaints"]
    return [Box(f"{name}.{level}", f"{labels[level]}: {what}", "number", 4) for level in ("ringan", "sedang", "berat")]


FORMS: dict[str, list[Box]] = {
    "letterhead": _of("letterhead", ("regency", "text", 6), ("office", "text", 6), ("address", "text", 8),
                      ("postcode", "text", 4), ("place", "text", 4), ("phone", "text", 4), ("email", "text", 4)),
    "slip_header": [Box(VALUE, "Baris di bawah nama kantor, satu per baris", "lines", 12)],
    "slip_footer": [Box(VALUE, "Baris terakhir setiap slip, satu per baris", "lines", 12)],
    "ticker": [Box(VALUE, "Kalimat yang berjalan di layar TV, satu per baris", "lines", 12)],
    "maklumat": [Box(VALUE, "Maklumat pelayanan", "long", 12)],
    "queue": _of("queue", ("most_priority_calls", "number", 6), ("short_visit_every", "number", 6),
                 ("speaker_grace_seconds", "number", 6), ("kiosk_burst", "number", 6),
                 ("kiosk_per_second", "number", 6), ("rate_limits", "tick", 12)),
    "files": _of("files", ("days_to_complete", "number", 6), ("days_until_reminder", "number", 6),
                 ("days_drafts_kept", "number", 6), ("any_loket_registers", "tick", 12), ("four_eyes", "tick", 12),
                 ("camat_may_name_sekcam", "tick", 12)),
    "survey": [
        *_of("survey", ("shown_from", "number", 6), ("days_valid", "number", 6)),
        Box("weights", LABELS["survey"]["weights"], "choice", 6, "", (("exact", "persis 1/9"), ("r3", "0,111"),
                                                                     ("r2", "0,11"))),
        Box("numbering", LABELS["survey"]["numbering"], "choice", 6, "", (
            ("form_no", "seperti formulir (U8 sarana)"), ("regulation_no", "seperti peraturan (U8 pengaduan)"))),
    ],
    "complaints": [*_days("reply_days", "dijawab dalam hari kerja"), *_days("decide_days", "diputus dalam hari kerja"),
                   Box("escalation", LABELS["complaints"]["escalation"], "lines", 12)],
    "outages": _of("outages", ("noticed_after_minutes", "number", 8)),
    "villages": [Box(VALUE, "Desa", "rows", 12, "", (("name", "Desa"), ("head", "Kepala desa"),
                                                     ("phone", "Telepon")))],
}  # fmt: skip
GROUPS = (
    ("Nama dan teks", ("letterhead", "slip_header", "slip_footer", "ticker", "maklumat")),
    ("Aturan", ("queue", "files", "survey", "complaints", "outages")),
    ("Wilayah", ("villages",)),
)
NOTES = {
    "complaints": "UU 25/2009 tetap membatasi: dijawab paling lama 14 hari, diputus paling lama 60 hari.",
    "villages": "Kepala desa membantu menyampaikan kabar kepada pemohon yang tidak dapat ditelepon.",
    "slip_footer": "Tulis singkat: satu baris kertas 58 mm memuat 32 huruf.",
    "slip_header": "Tulis singkat: satu baris kertas 58 mm memuat 32 huruf.",
}


def count(shown: Mapping[str, str], box: Box) -> int:
    """How many rows are drawn."""
    used = {int(name.split(".")[1]) for name in shown if re.match(rf"{box.name}\.\d+\.", name) and shown[name]}
    return max(used, default=-1) + 1 + SPARE


def document(boxes: list[Box], form: Mapping[str, str]) -> Doc:
    """What was typed as the part's document; what cannot be a number is left for the model to refuse."""
    doc: Doc = {}
    for box in boxes:
        *path, last = box.name.split(".")
        place = doc
        for name in path:
            place = place.setdefault(name, {})
        place[last] = _value(box, form)
    return doc


def _value(box: Box, form: Mapping[str, str]) -> Any:
    typed = form.get(box.name, "")
    if box.kind == "rows":
        columns = [name for name, _ in box.options]
        return [{name: row.get(name, "") for name in columns} for row in rows(form, box.name) if row.get(columns[0])]
    if box.kind == "tick":
        return box.name in form
    if box.kind == "lines":
        return lines(typed)
    return typed.strip().replace(",", ".") if box.kind == "number" else typed.strip()


#: what a part of rules is about, for the list: its numbers alone say nothing
ABOUT = {
    "queue": "nomor prioritas, kunjungan singkat, batas kios",
    "files": "hari melengkapi, pengingat, siapa boleh apa",
    "survey": "mulai tampil, bobot, nomor unsur",
    "complaints": "hari menjawab dan memutus, tempat mengadu",
    "outages": "berapa menit tanpa tanda dicatat sebagai gangguan",
}


def short(part: str, doc: Doc) -> str:
    """A part in a few words, for the list: its value, or what its rules are about."""
    if part in ABOUT:
        return ABOUT[part]
    if doc.keys() == {VALUE}:
        return said(doc[VALUE])[:110] if doc[VALUE] else ""
    return ", ".join(said(value) for value in doc.values() if isinstance(value, str | int) and value != "")[:110]
