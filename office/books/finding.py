"""The box "cari" of a book: a number of it, or words by which its files are known."""

import re
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_

from office.books.shape import Asked
from office.files import finding
from office.records.tables import File, SearchWord
from office.words.clean import clean

LONGEST = 80
#: after every word that begins alike
_END = "\U0010ffff"
_NUMBER = re.compile(r"[0-9]{1,7}")


def of_files(asked: Asked, file_id: Any, seq: Any, number: Any) -> list[ColumnElement[bool]]:
    """Rules for rows of files: a bare number is one of the series, one with a slash part of it, all else words."""
    text = clean(asked.q, limit=LONGEST)
    if not text:
        return []
    if _NUMBER.fullmatch(text):
        return [seq == int(text)]
    if "/" in text:
        return [contains(number, text)]
    words = [_has(file_id, word) for word in finding.split(text)[:6]]
    return [and_(*words)] if words else []


def in_columns(asked: Asked, seq: Any, *columns: Any) -> list[ColumnElement[bool]]:
    """Rules for a book without files: the number, or every word in one of the columns."""
    text = clean(asked.q, limit=LONGEST)
    if not text:
        return []
    if _NUMBER.fullmatch(text):
        return [or_(seq == int(text), *(contains(column, text) for column in columns))]
    return [or_(*(contains(column, word) for column in columns)) for word in text.split()[:6]]


def contains(column: Any, text: str) -> ColumnElement[bool]:
    """Whether the column's text has `text` in it, whatever the case."""
    return func.lower(column).contains(text.lower(), autoescape=True)


def _has(file_id: Any, word: str) -> ColumnElement[bool]:
    rule = (SearchWord.file_id == file_id, SearchWord.word >= word, SearchWord.word < word + _END)
    return exists().where(*rule)


def file_rules(asked: Asked) -> list[ColumnElement[bool]]:
    """A Kasi's section, a service."""
    rules: list[ColumnElement[bool]] = [File.section == asked.section] if asked.section else []
    return [*rules, File.service_code == asked.service] if asked.service else rules
