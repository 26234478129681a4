"""Files by words, newest first, in bounded work: what a million files and a very common name must not slow down.

Every typed word is a prefix: a range of the index. A rare word's files are walked, the other words looked up in each.
Where even the rarest word is common, the newest files are walked instead: the list is full before long. Only where that
is not so, or the word is common beyond measure, is more work done, or older files left out and that said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from office.files import finding
from office.records.tables import File, SearchWord, ServiceRow
from office.records.work import Read

#: files of one word that are looked through; a word with more is common beyond measure
COMMON = 60_000
#: newest files that are walked
WALKED = 30_000
#: a beginning of a service's name must be this long to mean it
LEAST_OF_SERVICE = 3
#: after every word that begins alike
_END = "\U0010ffff"

Rules = Sequence[ColumnElement[bool]]


@dataclass(frozen=True)
class Word:
    """One typed word: what names begin with, or services whose name has it."""

    starts: str
    services: tuple[str, ...] = ()

    def fits(self, column: Any) -> ColumnElement[bool]:
        """Whether a word of the index is meant."""
        begun = and_(column >= self.starts, column < self.starts + _END)
        return or_(begun, column.in_(self.services)) if self.services else begun


def words(read: Read, typed: Sequence[str]) -> list[Word]:
    """`typed` with the services each word may mean; a word that only begins another one is left to it."""
    rows = read.session.execute(select(ServiceRow.code, ServiceRow.name, ServiceRow.definition)).all()
    known = {code: finding.split(f"{code} {name} {definition['short_name']}") for code, name, definition in rows}
    alone = [word for word in typed if not any(other != word and other.startswith(word) for other in typed)]
    return [
        Word(word, tuple(finding.service(code) for code, own in known.items() if any(map(partial(_means, word), own))))
        for word in alone
    ]


def newest(read: Read, wanted: Sequence[Word], *, narrow: Rules = (), limit: int) -> tuple[list[int], bool]:
    """(files.id of the newest `limit` files that have all `wanted` words, whether older ones may have been left out).

    `narrow`: rules on `File` that a file must fit too.
    """
    if not wanted:
        return [], False
    sizes = {word: _size(read, word) for word in wanted}
    rarest, *others = sorted(wanted, key=lambda word: sizes[word])
    size, last = sizes[rarest], read.session.scalar(select(func.max(File.id))) or 0
    if size > COMMON or size * size > limit * last:
        # among so many, `limit` are met sooner on the way back than by going through all of them
        ids = _walk(read, wanted, narrow, last, limit + 1)
        if len(ids) > limit or size > COMMON:
            return ids[:limit], len(ids) > limit or last > WALKED
    ids = list(read.session.scalars(_having(rarest, others, narrow).limit(limit + 1))) if size else []
    return ids[:limit], len(ids) > limit


def _size(read: Read, word: Word) -> int:
    """How many files have the word, counted no further than `COMMON`."""
    some = select(SearchWord.file_id).where(word.fits(SearchWord.word)).limit(COMMON + 1).subquery()
    return read.session.scalar(select(func.count()).select_from(some)) or 0


def _having(rarest: Word, others: Sequence[Word], narrow: Rules) -> Any:
    file_id = SearchWord.file_id
    found = select(file_id).where(rarest.fits(SearchWord.word), *(_also(word, file_id) for word in others))
    if narrow:
        found = found.where(exists().where(File.id == file_id, *narrow))
    return found.distinct().order_by(file_id.desc())


def _walk(read: Read, wanted: Sequence[Word], narrow: Rules, last: int, limit: int) -> list[int]:
    rules = [File.id > last - WALKED, *(_also(word, File.id) for word in wanted), *narrow]
    return list(read.session.scalars(select(File.id).where(*rules).order_by(File.id.desc()).limit(limit)))


def _also(word: Word, file_id: Any) -> ColumnElement[bool]:
    other = aliased(SearchWord)
    return exists().where(other.file_id == file_id, word.fits(other.word))


def _means(word: str, own: str) -> bool:
    return own == word or (len(word) >= LEAST_OF_SERVICE and own.startswith(word))
