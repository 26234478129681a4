"""How numbers are written: patterns with fields, checked before an office takes them into use.

Practice differs from office to office (500.16.7.4/0001/433.114/06/2026, 188/24/438.7.10/2021), so a pattern is a text
with fields in braces. One that could write the same number twice is refused: within a year, or in the next one.
"""

import re
from dataclasses import dataclass
from string import Formatter

from office.words.numerals import roman

REGISTRATION, LETTER, HANDOVER = "registration", "letter", "handover"
#: kind of number -> its fields; numbers take a width ({urut:04})
FIELDS = {
    REGISTRATION: ("urut", "loket", "bulan", "bulan_romawi", "tahun"),
    LETTER: ("kode", "urut", "unit", "bulan", "bulan_romawi", "tahun"),
    HANDOVER: ("urut", "tahun"),
}  # fmt: skip
#: fields that are numbers
COUNTED = ("urut", "loket", "bulan", "tahun")
LONGEST, LONGEST_WRITTEN = 80, 60
#: a million letters a year, the longest code there is
WIDEST = {"urut": 999_999, "loket": 99, "bulan": 12, "bulan_romawi": "VIII", "tahun": 2999, "kode": "500.16.7.2.99",
          "unit": "435.000"}  # fmt: skip
_BETWEEN = re.compile(r"[A-Za-z0-9 ./()_-]*")
_WIDTH = re.compile(r"(0?[1-6])?d?")
_UNIT = re.compile(r"[A-Za-z0-9]([A-Za-z0-9./-]{0,28}[A-Za-z0-9])?")


@dataclass(frozen=True)
class Inserted:
    """A sisipan's place where `urut` stands: 145.a, however wide the pattern writes 145."""

    seq: int
    suffix: str

    def __format__(self, spec: str) -> str:
        return f"{self.seq:{spec}}.{self.suffix}"


def month(number: int) -> dict[str, object]:
    """The fields that say the month: 11 and XI."""
    return {"bulan": number, "bulan_romawi": roman(number)}


def unit_fault(unit: str) -> str:
    """What is wrong with a unit code, in words; empty when it may be used."""
    if _UNIT.fullmatch(unit):
        return ""
    return "Tulis kode unit dengan huruf, angka, titik, atau garis, misalnya 435.404."


def fault(kind: str, pattern: str, *, one_book: bool = True, unit: str = "435.000") -> str:
    """What is wrong with a pattern of that kind, in words that say what to write; empty when it may be used."""
    if len(pattern) > LONGEST:
        return f"Pola terlalu panjang: paling banyak {LONGEST} huruf."
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        return "Kurung kurawal tidak berpasangan. Tulis isian seperti {urut} atau {urut:04}."
    names = [name for _, name, _, _ in parts if name is not None]
    return (_strange(kind, parts) or _twice(names) or _missing(kind, names, one_book) or _run_together(parts)
            or _too_long(pattern, unit))  # fmt: skip


_Parts = list[tuple[str, str | None, str | None, str | None]]


def _strange(kind: str, parts: _Parts) -> str:
    for literal, name, spec, conversion in parts:
        if not _BETWEEN.fullmatch(literal):
            return "Di antara isian hanya huruf, angka, spasi, dan tanda / . - _ ( )."
        if name is None:
            continue
        if name not in FIELDS[kind]:
            known = ", ".join(f"{{{field}}}" for field in FIELDS[kind])
            return f"Isian {{{name}}} tidak dikenal di sini. Yang ada: {known}."
        if conversion or not _WIDTH.fullmatch(spec or "") or (spec and name not in COUNTED):
            return f"Bentuk isian {name} belum benar. Tulis {{{name}}}" + (
                f", atau dengan lebar seperti {{{name}:04}}." if name in COUNTED else "."
            )
    return ""


def _twice(names: list[str]) -> str:
    double = next((name for name in names if names.count(name) > 1), "")
    return f"Isian {{{double}}} tertulis dua kali. Cukup sekali." if double else ""


def _missing(kind: str, names: list[str], one_book: bool) -> str:
    if "urut" not in names:
        return "Pola harus memuat {urut}: nomor urut di buku."
    if "tahun" not in names:
        return "Pola harus memuat {tahun}: tanpa tahun, nomor tahun depan sama dengan nomor tahun ini."
    if kind == LETTER and not one_book and "kode" not in names:
        return (
            "Buku per klasifikasi mulai dari 1 masing-masing: pola surat harus memuat {kode} agar nomor tidak kembar."
        )
    return ""


def _run_together(parts: _Parts) -> str:
    """Fields side by side could not be told apart: {urut}{loket} writes 1 and 11 as it writes 11 and 1."""
    for at, (literal, name, _, _) in enumerate(parts):
        if at and name is not None and not re.search(r"[^0-9A-Za-z]", literal):
            return f"Beri tanda pemisah, misalnya /, sebelum {{{name}}}."
    return ""


def _too_long(pattern: str, unit: str) -> str:
    written = pattern.format(**{**WIDEST, "unit": unit})
    if len(written) > LONGEST_WRITTEN:
        return f"Nomor dapat menjadi {len(written)} huruf; paling banyak {LONGEST_WRITTEN}. Pendekkan polanya."
    return "" if written.strip() == written else "Pola tidak boleh dimulai atau diakhiri spasi."
