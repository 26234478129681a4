"""Number and date printed onto the signed sheet: exactly at its blanks, and nothing else on the page."""

import re

import pytest

from printer.letters.content import Filled
from tests.letters.samples import KINDS, archive, letter, pages, read, words

NUMBER, DATE = "300.1/0123/435.999/2026", "2026-11-24"
#: what stands before each blank on the sheet
BEFORE = {"pengantar": ("Nomor", "Ambunten,"), "penolakan": ("Nomor", "Ambunten,"), "izin": ("NOMOR", "tanggal"),
          "legalisasi": ("Nomor", "Tanggal"), "pengesahan": ("Nomor", "Tanggal")}  # fmt: skip
MM = 72 / 25.4


def boxes(pdf):
    """(word, left, top) of every word, in points, page after page."""
    found = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]+)<', read(pdf, "pdftotext", "-bbox"))
    return [(word, float(left), float(top)) for left, top, word in found]


def place(pdf, word):
    """The last place of a word."""
    return next((left, top) for text, left, top in reversed(boxes(pdf)) if text == word)


@pytest.mark.parametrize("kind", KINDS)
def test_number_and_date_stand_on_the_lines_of_the_sheets_blanks(press, kind):
    sheet, over = press.letter(letter(kind)), press.overprint(letter(kind), Filled(number=NUMBER, date=DATE))
    for label, fact in zip(BEFORE.get(kind, ("Nomor", "Ambunten,")), (NUMBER, "24"), strict=True):
        (left, top), (at, height) = place(sheet, label), place(over, fact)
        assert abs(height - top) < 0.05 * MM, (label, fact)
        assert left < at < left + 60 * MM
    assert words(over).split() in ([NUMBER, "24", "November", "2026"], ["24", "November", "2026", NUMBER])


def test_where_the_archive_copy_has_the_date_the_overprint_has_it(press):
    copy, over = press.archive_copy(letter(), archive()), press.overprint(letter(), Filled(number=NUMBER, date=DATE))
    date = next((left, top) for word, left, top in boxes(over) if word == "November")
    assert any(word == "November" and abs(left - date[0]) < 0.1 and abs(top - date[1]) < 0.1
               for word, left, top in boxes(copy))  # fmt: skip


def test_a_printer_that_feeds_askew_is_shifted_by_millimetres(press):
    plain = press.overprint(letter(), Filled(number=NUMBER, date=DATE))
    shifted = press.overprint(letter(), Filled(number=NUMBER, date=DATE, x_mm=2.5, y_mm=-1.5))
    (left, top), (at, height) = place(plain, NUMBER), place(shifted, NUMBER)
    assert at - left == pytest.approx(2.5 * MM, abs=0.05)
    assert height - top == pytest.approx(-1.5 * MM, abs=0.05)


def test_a_long_letter_keeps_its_pages_so_that_each_sheet_is_put_in_as_it_came(press):
    long = letter("keterangan", body=[f"Alinea {n} menerangkan keadaan menurut pemeriksaan." for n in range(60)])
    over = pages(press.overprint(long, Filled(number=NUMBER, date=DATE)))
    assert len(over) == len(pages(press.letter(long))) == 3
    assert (over[0], over[1], over[2]) == (NUMBER, "", "24 November 2026")


def test_hostile_numbers_are_printed_literally(press):
    odd = "#set page(fill: red) *a* $x$/2026"
    assert odd in words(press.overprint(letter(), Filled(number=odd, date=DATE)))
