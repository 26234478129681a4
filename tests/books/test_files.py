"""Books as PDF and XLSX, opened as others would open them: hostile text is printed literally, nothing is left."""

import io
import json
import os
import signal
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from office.books import reading
from office.books.shape import Line
from office.errors import NotNow, NotYourDesk
from office.records.tables import HistoryRow, Person
from printer.books import desk as desks
from printer.books import pages, sheet, spreadsheet
from printer.books.binding import Unbindable, bind
from printer.books.desk import BookFailed
from tests.books.conftest import ADMIN, YEAR
from tests.conftest import wait_for

HOSTILE = ("=CMD|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\x00\x07Budi\x1b[2J", "http://evil.example/",
           "#eval(1) *a* _b_ $x$",
           "A" * 300, "a\u202eb", "<b>&amp;", "'; DROP TABLE", "\t=1+1", "0012", "1e5")  # fmt: skip


def made(desk, book, kind, asked=YEAR, by=ADMIN):
    answer = desk.make(by=by, book=book, kind=kind, asked=asked)
    with answer.file as file:
        return answer, file.read()


def text_of(data):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def left_behind():
    return list(Path(tempfile.gettempdir()).glob(f"{desks._PREFIX}{os.getpid()}-*"))


@pytest.mark.parametrize("name", reading.BOOKS)
def test_every_book_is_a_landscape_f4_with_title_page_numbers_and_signature(shelf, name):
    answer, data = made(shelf.desk, name, "pdf")
    reader = pypdf.PdfReader(io.BytesIO(data))
    width, height = (float(edge) * 25.4 / 72 for edge in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (330, 215)
    texts = text_of(data)
    assert reading.book(name).title.upper() in texts[0] and "KECAMATAN AMBUNTEN" in texts[0]
    for n, text in enumerate(texts, 1):
        assert f"Halaman {n} dari {len(texts)}" in text
    assert "CAMAT AMBUNTEN," in texts[-1] and "NIP." in texts[-1]
    assert ("nihil" if answer.lines == 0 else f"ditutup dengan {answer.lines} (") in texts[-1]
    assert left_behind() == []


def test_what_is_void_or_inserted_says_so_on_paper(shelf):
    text = " ".join(" ".join(text_of(made(shelf.desk, "letters", "pdf")[1])).split())
    assert "BATAL: Nama salah" in text and "2.a" in text and "SISIPAN: Lupa" in text


def test_the_workbook_opens_elsewhere(shelf):
    answer, data = made(shelf.desk, "letters", "xlsx")
    (page,) = load_workbook(io.BytesIO(data)).worksheets
    head = spreadsheet.ROWS_OF_HEAD
    assert [cell.value for cell in page[head]] == [column.title for column in reading.book("letters").columns]
    rows = list(page.iter_rows(min_row=head + 1, max_row=head + answer.lines))
    assert [row[0].value for row in rows] == ["1", "2", "2.a"]
    assert [row[1].font.strike for row in rows] == [None, True, None]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", spreadsheet.FOLIO)
    assert page.print_title_rows == f"${head}:${head}" and page.page_setup.fitToHeight == 0


def test_hostile_text_stays_text_in_the_workbook(office, walk):
    desk = desks.BookDesk(office)
    walk.register("IZ04")
    for n, words in enumerate(HOSTILE):
        file = walk.register("IZ04", applicant={"name": f"Orang {n}", "nik": f"35290101010100{n:02}"})
        with office.database.write() as session:  # past the door's own cleaning: an older record, say
            session.get_one(Person, walk.row(file["id"]).applicant_id).name = words
    _, data = made(desk, "registration", "xlsx")
    (page,) = load_workbook(io.BytesIO(data)).worksheets
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f"] and not [
        cell for cell in cells if cell.hyperlink
    ]
    names = {row[3].value for row in page.iter_rows(min_row=spreadsheet.ROWS_OF_HEAD + 1) if row[3].value}
    assert {"=CMD|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "Budi[2J", "A" * 300, "=1+1", "0012", "1e5"} <= names
    text = "".join("".join(text_of(made(desk, "registration", "pdf")[1])).split())
    for words in ("=CMD|'/Ccalc'!A0", "#eval(1)*a*_b_$x$", "<b>&amp;"):
        assert words in text


def lines_of(count):
    """Lines of the register of letters whose heights differ."""
    for n in range(1, count + 1):
        cells = (str(n), f"500.16.7.4/{n:04}/435.404/2026", "23-11-2026", "Sitti " + "Aminah " * (n % 7), "Dusun",
                 "Rekomendasi", "", "Drs. H. Achmad Fauzi", "")  # fmt: skip
        yield Line((2026, "umum", n, ""), cells)


@pytest.mark.parametrize("count", [1, pages.STRETCH - 1, pages.STRETCH, pages.STRETCH + 1, 3 * pages.STRETCH + 40])
def test_stretches_bind_into_one_book_without_a_gap(office, tmp_path, count):
    book = reading.book("letters")
    frame = office.see(sheet.frame, book=book, asked=YEAR)
    path = tmp_path / "book.pdf"
    assert pages.write(book, frame, lines_of(count), path, lambda: None) == count
    texts = text_of(path.read_bytes())
    numbers = [int(word[11:15]) for text in texts for word in text.split() if word.startswith("500.16.7.4/")]
    assert numbers == list(range(1, count + 1))
    assert [f"Halaman {n} dari {len(texts)}" in text for n, text in enumerate(texts, 1)] == [True] * len(texts)
    assert all("500.16.7.4/" in text for text in texts), "no page without a line: nobody signs an empty page"
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith("stretch")] == []


def test_the_same_book_is_the_same_bytes(office, tmp_path):
    book = reading.book("letters")
    frame = office.see(sheet.frame, book=book, asked=YEAR)
    for name in ("a.pdf", "b.pdf"):
        pages.write(book, frame, lines_of(200), tmp_path / name, lambda: None)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@pytest.mark.parametrize("part", [b"", b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n0\n%%EOF\n"])
def test_what_typst_did_not_write_is_not_bound(part):
    with pytest.raises(Unbindable):
        bind([part], "x", io.BytesIO())


def test_who_took_which_book_is_on_record_and_nobody_s_name(office):
    made(desks.BookDesk(office), "letters", "xlsx", replace(YEAR, q="sahrul"))
    rows = select(HistoryRow).where(HistoryRow.event == "book_exported")
    (row,) = office.see(lambda read: read.session.scalars(rows).all())
    assert (row.actor, row.subject) == (ADMIN.ref, "book:letters")
    assert json.loads(row.facts) == {"kind": "xlsx", "first": "2026-01-01", "last": "2026-12-31", "lines": 0,
                                     "narrowed": ["q"]}  # fmt: skip


def test_a_narrowed_book_says_that_it_is_a_part(shelf):
    text = " ".join(text_of(made(shelf.desk, "letters", "pdf", replace(YEAR, state="void"))[1])[0].split())
    assert "Petikan: hanya batal" in text


def test_books_of_others_are_refused_before_anything_is_made(shelf):
    with pytest.raises(NotYourDesk):
        shelf.desk.make(by=shelf.walk.people["operator"], book="complaints", kind="pdf", asked=YEAR)
    assert left_behind() == []


def test_too_many_lines_are_refused_in_words(shelf, monkeypatch):
    monkeypatch.setitem(desks.MOST, "xlsx", 2)
    with pytest.raises(NotNow, match="lebih dari 2 baris"):
        made(shelf.desk, "registration", "xlsx")
    assert left_behind() == []


def test_a_third_book_at_once_is_asked_to_wait(shelf):
    desk = desks.BookDesk(shelf.office)
    for _ in range(desks.AT_ONCE):
        assert desk._places.acquire(blocking=False)
    with pytest.raises(NotNow, match="sedang disusun"):
        made(desk, "registration", "xlsx")
    desk._places.release()
    assert made(desk, "registration", "xlsx")[0].lines == 4


def test_a_killed_child_leaves_nothing_and_the_next_book_is_made(shelf):
    caught = []

    def ask():
        with pytest.raises(BookFailed):
            made(shelf.desk, "registration", "pdf")
        caught.append(True)

    asking = threading.Thread(target=ask)
    asking.start()
    child = wait_for(lambda: _child_of(os.getpid()), what="the child")
    os.kill(child, signal.SIGKILL)
    asking.join(60)
    assert caught and left_behind() == []
    assert made(shelf.desk, "registration", "xlsx")[0].lines == 4


def _child_of(parent):
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if b"printer.books.worker" in line and int(stat[1]) == parent:
                return int(entry.name)
    return None


def test_a_child_that_says_nothing_is_given_up(shelf):
    with pytest.raises(BookFailed):
        made(desks.BookDesk(shelf.office, patience=0.001), "registration", "pdf")
    assert left_behind() == []


def test_the_folder_of_a_hub_that_was_killed_goes_with_the_next_book(shelf):
    left = Path(tempfile.mkdtemp(prefix=f"{desks._PREFIX}999999999-"))
    (left / "book.pdf").write_bytes(b"somebody's name")
    made(shelf.desk, "registration", "xlsx")
    assert not left.exists()
