"""The parts of a letter that people write: which there are in each kind, the shipped sentences, names in braces.

A part's text is plain: in `points` one point a line, in `prose` one paragraph a line. What somebody typed is never
searched for names in braces: only the shipped sentences and the office's own wording are filled in.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml

from office.errors import Invalid
from office.words.clean import clean

Form = Literal["line", "prose", "points"]
MOST_LETTERS, MOST_OF_A_LINE, MOST_LINES = 6_000, 600, 80
#: without these no letter is one: emptied, they are the standard again
NEEDED = frozenset({"title", "subject", "addressee", "reason"})
NOBODY, NO_REASON = "Pejabat yang berwenang", "Alasan tercatat pada berkas permohonan."
_SHIPPED = Path(__file__).parents[1] / "data" / "letter_wording.yaml"
_NAME = re.compile(r"\{([^{}\n]{1,40})\}")


@dataclass(frozen=True)
class LetterPart:
    """One part: how it is called on screen, and how its text is read."""

    id: str
    label: str
    form: Form = "prose"
    hint: str = ""


_TITLE = LetterPart("title", "Judul surat", "line")
_BASIS = LetterPart("legal_basis", "Dasar", "points")
_BODY = LetterPart("body", "Isi", "prose", "Satu alinea satu baris.")
_MORE = LetterPart("body", "Alinea tambahan", "prose", "Satu alinea satu baris.")
_WANTED = LetterPart("purpose", "Keperluan")
_TERMS = LetterPart("conditions", "Ketentuan", "points")
_UNTIL = LetterPart("validity", "Masa berlaku", "line")
_OPENING, _CLOSING = LetterPart("opening", "Pembuka"), LetterPart("closing", "Penutup")
_COPIES = LetterPart("tembusan", "Tembusan", "points", "Tanpa “Yth.”; satu penerima satu baris.")
_TO = LetterPart("addressee", "Kepada Yth.", "points", "Baris pertama sesudah “Yth.”, lalu alamatnya.")
_SHEET = (_TITLE, LetterPart("opening", "Kalimat pembuka"), _MORE, _BASIS, _TERMS,
          LetterPart("statement", "Pernyataan"), _WANTED, _UNTIL, _COPIES)  # fmt: skip
#: kind of letter -> its parts in reading order
PARTS: dict[str, tuple[LetterPart, ...]] = {
    "izin": (
        LetterPart("title", "Judul surat", "line", "Diawali KEPUTUSAN: disusun menimbang, mengingat, memutuskan."),
        LetterPart("subject", "Tentang", "line"),
        LetterPart("considering", "Menimbang", "points"),
        LetterPart("legal_basis", "Dasar / Mengingat", "points"), LetterPart("request", "Dasar: permohonan"),
        LetterPart("purpose", "Untuk"), _UNTIL, _TERMS, _MORE, _CLOSING, _COPIES,
    ),
    "rekomendasi": (_TITLE, _BASIS, _OPENING, _MORE, LetterPart("statement", "Pernyataan"), _WANTED, _TERMS, _UNTIL,
                    _CLOSING, _COPIES),
    "keterangan": (_TITLE, _OPENING, _BODY, LetterPart("legal_basis", "Berdasarkan", "points"), _WANTED, _TERMS, _UNTIL,
                   _CLOSING, _COPIES),
    "pengantar": (_TO, _TITLE, LetterPart("purpose", "Isi surat yang dikirim"),
                  LetterPart("quantity", "Banyaknya", "line"), LetterPart("note", "Keterangan"), _MORE, _BASIS, _UNTIL,
                  _CLOSING, _COPIES),
    "penolakan": (LetterPart("subject", "Hal", "line"), _TO, _OPENING, LetterPart("reason", "Alasan", "points"), _MORE,
                  _BASIS, LetterPart("rights", "Hak pemohon", "points"), _CLOSING, _COPIES),
    "legalisasi": _SHEET, "pengesahan": _SHEET,
}  # fmt: skip
#: what may stand in braces in an office's wording, beside the service's own fields
NAMES = {
    "nama": "nama pemohon", "nik": "NIK pemohon", "pemohon": "nama dan NIK pemohon", "alamat": "alamat pemohon",
    "desa": "desa pemohon", "layanan": "nama layanan", "nomor_pendaftaran": "nomor pendaftaran berkas",
    "pejabat": "pejabat yang menandatangani dan wilayahnya", "camat": "jabatan Camat", "kecamatan": "nama kantor",
    "kabupaten": "nama kabupaten", "hubungi": "telepon dan pos-el kantor", "alasan": "alasan penolakan",
}  # fmt: skip


def part(kind: str, name: str) -> LetterPart | None:
    """The part `name` of that kind of letter."""
    return next((one for one in PARTS[kind] if one.id == name), None)


@lru_cache
def shipped() -> dict[str, dict[str, str]]:
    """The shipped sentences: kind -> part -> text with names in braces. Of a sheet also its three statements."""
    found: dict[str, dict[str, str]] = yaml.safe_load(_SHIPPED.read_text("utf-8"))
    return found


def fill(text: str, known: Mapping[str, str]) -> str:
    """`text` with its names in braces filled in, once; what is not known stays as it was written.

    "…: {keperluan}" with nothing to fill in loses its colon.
    """

    def filled(row: str) -> str:
        said = _NAME.sub(lambda found: known.get(found[1], found[0]), row)
        return said.removesuffix(": ") if row.endswith("}") else said

    return "\n".join(filled(row) for row in text.split("\n"))


def unknown_names(text: str, known: Iterable[str]) -> list[str]:
    """Names in braces that would stay unfilled."""
    return sorted({name for name in _NAME.findall(text) if name not in set(known)})


def tidy(kind: str, given: Mapping[str, str]) -> dict[str, str]:
    """What was typed for parts of a letter, cleaned. Refuses with Invalid an unknown part and what is too long."""
    found, wrong = {}, {}
    for name, text in given.items():
        known = part(kind, name)
        if known is None:
            wrong[name] = "Bagian ini tidak ada pada surat ini."
        elif problem := _too_much(known, text):
            wrong[name] = f"{known.label}: {problem}"
        else:
            found[name] = plain(known, text)
    if wrong:
        raise Invalid(" ".join(dict.fromkeys(wrong.values())), fields=wrong)
    return found


def _too_much(known: LetterPart, text: str) -> str:
    """What is wrong with the length of a part, in words; empty when nothing is."""
    lines = text.split("\n")
    if known.form == "line" and len(text) > MOST_OF_A_LINE:
        return f"paling banyak {MOST_OF_A_LINE} huruf. Ringkaskan."
    if len(text) > MOST_LETTERS:
        return f"paling banyak {MOST_LETTERS} huruf. Ringkaskan."
    if len(lines) > MOST_LINES:
        return f"paling banyak {MOST_LINES} baris. Gabungkan sebagian."
    if known.form == "points" and max(map(len, lines)) > 2 * MOST_OF_A_LINE:
        return f"satu butir paling banyak {2 * MOST_OF_A_LINE} huruf. Pecah menjadi beberapa butir."
    return ""


def plain(known: LetterPart, text: str) -> str:
    """The text of a part as it would be kept."""
    return clean(text, limit=len(text), lines=known.form != "line")


def head_of(office: str) -> str:
    """How letters call the head of an office: "Camat Ambunten"."""
    return office.title().replace("Kecamatan", "Camat", 1)


@dataclass(frozen=True)
class Speaking:
    """Whose letter it is and about whom: what the names in braces stand for."""

    office: str
    head: str
    region: str
    heading: str
    registration_number: str
    subject: str
    name: str
    nik: str = ""
    address: str = ""
    village: str = ""
    phone: str = ""
    email: str = ""

    def names(self) -> dict[str, str]:
        """Name in braces -> text."""
        acting = next((f"{mark} " for mark in ("Plt.", "Plh.", "Pj.") if self.heading.startswith(f"{mark} ")), "")
        desks = [words for words in (self.phone and f"telepon {self.phone}", self.email and f"pos-el {self.email}")
                 if words]  # fmt: skip
        return {
            "nama": self.name, "nik": self.nik, "alamat": ", ".join(filter(None, (self.address, self.village))),
            "desa": self.village, "layanan": self.subject, "nomor_pendaftaran": self.registration_number,
            "pemohon": f"{self.name} (NIK {self.nik})" if self.nik else self.name, "camat": self.head,
            "pejabat": f"{acting}{self.head}, {self.region}", "kecamatan": self.office, "kabupaten": self.region,
            "hubungi": f", {' atau '.join(desks)}" if desks else "",
        }  # fmt: skip
