"""Reading survey answers from a CSV: one respondent a row, or one row of means.

Columns are U1…Un or the elements' keys. Commas, semicolons and tabs separate (Indonesian spreadsheets write
semicolons); a header may be missing; other columns (number, date, service) are left out; an empty cell is an
unanswered question.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from office.feedback.questionnaire import questionnaire
from office.feedback.skm import Answers, AnswersInvalid
from office.words.numerals import parse_number

_COLUMN = re.compile(r"U\s?(\d+)", re.IGNORECASE)
#: problems told at once
_TOLD = 5


@dataclass(frozen=True)
class _Table:
    #: element name by column
    columns: dict[int, str]
    #: line number in the file, cells
    rows: list[tuple[int, list[str]]]
    #: cells in the first line
    width: int


def parse_csv(text: str, means: bool = False) -> Answers:
    """The answers in `text`. Refuses `AnswersInvalid`, naming line and column of what cannot be used."""
    table = _table(text)
    return _means(table) if means else _answers(table)


def _table(text: str) -> _Table:
    plain = text.removeprefix("\ufeff")
    lines = [(number, line) for number, line in enumerate(plain.splitlines(), 1) if line.strip(" ,;\t")]
    if not lines:
        raise AnswersInvalid("Berkas CSV kosong. Isi satu baris judul U1, U2, … dan satu baris tiap responden.")
    mark = next((mark for mark in ";\t" if mark in lines[0][1]), ",")
    rows = [(number, next(csv.reader([line], delimiter=mark))) for number, line in lines]
    first = [cell.strip() for cell in rows[0][1]]
    if all(_is_number(cell) for cell in first if cell):
        return _Table({column: f"U{column + 1}" for column in range(len(first))}, rows, len(first))
    return _Table(_columns(first), rows[1:], len(first))


def _is_number(cell: str) -> bool:
    try:
        parse_number(cell)
    except ValueError:
        return False
    return True


def _columns(header: Sequence[str]) -> dict[int, str]:
    keys = questionnaire().keys
    named = {}
    for column, title in enumerate(header):
        if match := _COLUMN.fullmatch(title):
            named[column] = f"U{int(match[1])}"
        elif title.lower() in keys:
            named[column] = title.lower()
    if not named:
        raise AnswersInvalid("Baris judul tidak memuat kolom unsur. Beri nama kolomnya U1, U2, dan seterusnya.")
    if len(set(named.values())) < len(named):
        raise AnswersInvalid("Baris judul memuat unsur yang sama dua kali. Perbaiki judul kolomnya.")
    numbers = sorted(int(name[1:]) for name in named.values() if name[1:].isdigit())
    if numbers and numbers != list(range(1, len(numbers) + 1)):
        raise AnswersInvalid(f"Kolom unsur harus U1 sampai U{numbers[-1]} tanpa yang terlewat. Lengkapi kolomnya.")
    return named


def _answers(table: _Table) -> Answers:
    problems: list[str] = []
    respondents: list[dict[str, int | None]] = []
    for line, cells in table.rows:
        problems += _too_wide(line, cells, table)
        respondents.append({name: _score(line, name, cell, problems) for name, cell in _cells(cells, table)})
    if problems:
        raise AnswersInvalid(_told(problems), problems=problems)
    return Answers.of_rows(respondents, list(table.columns.values()))


def _cells(cells: Sequence[str], table: _Table) -> Iterator[tuple[str, str]]:
    for column, name in table.columns.items():
        yield name, cells[column].strip() if column < len(cells) else ""


def _too_wide(line: int, cells: Sequence[str], table: _Table) -> list[str]:
    beyond = any(cell.strip() for cell in cells[table.width :])
    return [f"Baris {line}: ada {len(cells)} kolom, padahal baris pertama {table.width}."] if beyond else []


def _score(line: int, name: str, cell: str, problems: list[str]) -> int | None:
    if not cell:
        return None
    if cell in ("1", "2", "3", "4"):
        return int(cell)
    problems.append(f"Baris {line}, kolom {name}: nilai {cell} bukan 1, 2, 3, atau 4.")
    return None


def _told(problems: Sequence[str]) -> str:
    more = f" Masih ada {len(problems) - _TOLD} lagi." if len(problems) > _TOLD else ""
    return " ".join(problems[:_TOLD]) + more + " Perbaiki lalu ulangi."


def _means(table: _Table) -> Answers:
    if len(table.rows) != 1:
        raise AnswersInvalid(f"Berkas rata-rata harus berisi satu baris nilai, bukan {len(table.rows)}.")
    line, cells = table.rows[0]
    return Answers.of_means({name: _mean(line, name, cell) for name, cell in _cells(cells, table)})


def _mean(line: int, name: str, cell: str) -> Decimal:
    try:
        value = Decimal(cell.replace(",", "."))
    except ArithmeticError:
        value = Decimal("NaN")
    if not value.is_finite() or not 1 <= value <= 4:
        said = f"Baris {line}, kolom {name}: rata-rata {cell or 'kosong'} bukan angka 1 sampai 4."
        raise AnswersInvalid(f"{said} Perbaiki lalu ulangi.")
    return value
