"""The books page by page: in their order, complete, narrowed, and to those who may read them only."""

from dataclasses import replace
from datetime import date

import pytest

from office.books import reading
from office.errors import Invalid, NotYourDesk, Unknown
from office.files import incoming
from office.files.incoming import Receive
from tests.books.conftest import YEAR


def all_lines(office, name, asked=YEAR, limit=2):
    """A whole book in its order, chunk by chunk."""
    found, after = [], None
    while True:
        lines, after = office.see(reading.chunk, book=reading.book(name), asked=asked, after=after, limit=limit)
        found += lines
        if after is None:
            return found


def page(office, name, asked=YEAR, **more):
    return office.see(reading.page, book=reading.book(name), asked=asked, **more)


@pytest.mark.parametrize("name", reading.BOOKS)
def test_every_book_says_as_many_cells_as_it_has_columns(shelf, name):
    lines = all_lines(shelf.office, name)
    assert lines or name == "archive"
    assert {len(line.cells) for line in lines} <= {len(reading.book(name).columns)}


def test_the_register_is_gapless_with_what_was_spoilt(shelf):
    lines = all_lines(shelf.office, "registration")
    assert [line.cells[0] for line in lines] == ["1", "2", "3", "4"]
    assert [(line.struck, line.tag) for line in lines] == [
        (False, ""),
        (False, ""),
        (True, "BATAL"),
        (False, "cadangan"),
    ]
    assert lines[2].cells[-1] == "BATAL: Lembar basah"
    first = lines[0].cells
    assert first[3:5] == ("Sahrul Anam", "Ambunten Timur") and first[9] and first[10] == "Sahrul Anam"


def test_void_and_inserted_numbers_stand_where_they_belong(shelf):
    lines = all_lines(shelf.office, "letters")
    assert [(line.cells[0], line.tag, line.struck) for line in lines] == [
        ("1", "", False), ("2", "BATAL", True), ("2.a", "sisipan", False)]  # fmt: skip
    assert lines[1].cells[-1] == "BATAL: Nama salah" and lines[2].cells[-1] == "SISIPAN: Lupa"


def test_who_complains_in_confidence_is_not_named(shelf):
    (line,) = all_lines(shelf.office, "complaints")
    assert line.cells[2] == "dirahasiakan" and "Zaini" not in str(line.cells)


def test_a_nik_in_any_text_is_masked(office, people):
    for words in ("Data warga 3529010101010001 segera", "NIK 3529 0101 0101 0001"):
        office.do(incoming.receive, by=people["operator"], body=Receive(sender="Kades", subject=words))
    found = [line.cells[5] for line in all_lines(office, "incoming")]
    assert found == ["Data warga 352901********01 segera", "NIK 352901********01"]


def test_the_levy_is_a_number_and_its_proof_stands_beside_it(shelf):
    (line,) = all_lines(shelf.office, "levy")
    assert line.cells[5] > 0 and line.cells[7] == "STS-0001"


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
@pytest.mark.parametrize("name", ["registration", "letters"])
def test_pages_there_and_back_are_the_book(shelf, name, limit):
    whole = [line.key for line in all_lines(shelf.office, name)]
    pages, cursor = [], ""
    while True:
        seen = page(shelf.office, name, before=cursor, limit=limit)
        pages.append(seen)
        if not seen.older:
            break
        cursor = seen.older
    assert [line.key for seen in pages for line in seen.lines] == whole[::-1]
    if len(pages) > 1:
        back = page(shelf.office, name, after=pages[-1].newer, limit=limit)
        assert {line.key for line in back.lines} <= {line.key for line in pages[-2].lines}
        assert back.lines[-1].key == pages[-2].lines[-1].key


@pytest.mark.parametrize("cursor", ["x", "bm9w", "W10", "WyIyMDI2IiwgMV0", "eyJhIjoxfQ", "WzEsMiwz", "!!"])
def test_a_place_that_is_none_is_refused(shelf, cursor):
    with pytest.raises(Invalid):
        page(shelf.office, "registration", before=cursor)


@pytest.mark.parametrize(("name", "more", "count"), [
    ("registration", {"service": "IZ05"}, 1), ("registration", {"state": "void"}, 1),
    ("registration", {"q": "sahrul"}, 2),
    ("registration", {"q": "2"}, 1), ("registration", {"q": "0002/2"}, 1), ("registration", {"q": "tidakada"}, 0),
    ("registration", {"state": "running"}, 1), ("registration", {"first": date(2026, 12, 1)}, 0),
    ("letters", {"state": "void"}, 1), ("letters", {"state": "inserted"}, 1),
    ("letters", {"last": date(2026, 11, 23)}, 2),
    ("letters", {"section": "trantibum"}, 1), ("incoming", {"q": "dinkes"}, 1), ("incoming", {"q": "%"}, 0),
    ("incoming", {"state": "disposed"}, 0), ("complaints", {"q": "zaini"}, 0), ("levy", {"state": "unpaid"}, 0),
])  # fmt: skip
def test_a_book_narrowed(shelf, name, more, count):
    assert len(all_lines(shelf.office, name, replace(YEAR, **more))) == count


def test_books_are_for_desks(office):
    with pytest.raises(Unknown):
        reading.book("diary")
    with pytest.raises(NotYourDesk):
        reading.for_desks("complaints", {"operator"})
    with pytest.raises(NotYourDesk):
        reading.for_desks("registration", {"kiosk", "display", "loket"})
    assert reading.for_desks("complaints", {"camat"}).title == "Buku Pengaduan"


def test_a_period_that_ends_before_it_begins_is_refused(shelf):
    with pytest.raises(Invalid):
        page(shelf.office, "letters", replace(YEAR, last=date(2025, 1, 1)))


def test_counting_is_the_length(shelf):
    for name in reading.BOOKS:
        assert shelf.office.see(reading.count, book=reading.book(name), asked=YEAR) == len(
            all_lines(shelf.office, name)
        )


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_lead_over_the_new_year(office, people, clock, limit):
    for n in range(6):
        office.do(incoming.receive, by=people["operator"], body=Receive(sender="Kades", subject=f"Surat {n}"))
        clock.forward(days=15)
    asked = replace(YEAR, last=date(2027, 12, 31))
    whole = [line.key for line in all_lines(office, "incoming", asked, limit)]
    assert whole == [(2026, 1), (2026, 2), (2026, 3), (2027, 1), (2027, 2), (2027, 3)]
    found, cursor = [], ""
    while True:
        seen = page(office, "incoming", asked, before=cursor, limit=limit)
        found += [line.key for line in seen.lines]
        if not seen.older:
            break
        cursor = seen.older
    assert found == whole[::-1]
