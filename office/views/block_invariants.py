"""What reserved numbers must add up to: each is a file, a letter, declared unused, or still open on its sheet."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, literal, select, union_all

from office.records.tables import BlockNumber, File, LetterNumber, NumberBlock
from office.records.work import Read

#: series, period, how many, smallest, largest
Extent = tuple[str, str, int, int, int]


def registrations(read: Read) -> list[Extent]:
    """The registration series by year, the numbers of blocks included that no file has."""
    given = select(literal("registration").label("series"), cast(File.year, String).label("period"),
                   File.seq.label("number"))  # fmt: skip
    return _extents(read, given, "registration")


def letters(read: Read) -> list[Extent]:
    """The letter books by year, the same way."""
    given = select(literal("letter:").concat(LetterNumber.book).label("series"),
                   cast(LetterNumber.year, String).label("period"), LetterNumber.seq.label("number"))  # fmt: skip
    given = given.where(LetterNumber.suffix == "")  # a sisipan stands beside the series
    return _extents(read, given, "letter:")


def _extents(read: Read, given: Any, prefix: str) -> list[Extent]:
    unused = select(BlockNumber.series, BlockNumber.period, BlockNumber.number).where(
        BlockNumber.series.startswith(prefix, autoescape=True), BlockNumber.state.in_(("open", "void"))
    )
    # not a union of sets: a number that is a file and open on a sheet counts twice, and so is found
    every = union_all(given, unused).subquery()
    shape, number = (every.c.series, every.c.period), every.c.number
    rows = read.session.execute(
        select(*shape, func.count(number), func.min(number), func.max(number)).group_by(*shape).order_by(*shape)
    )
    return [(series, period, count, smallest, largest) for series, period, count, smallest, largest in rows]


def blocks(read: Read) -> Iterator[str]:
    """A block is whole, and what a number of it was used for has that number."""
    held = select(func.count()).where(BlockNumber.block_id == NumberBlock.id).correlate(NumberBlock).scalar_subquery()
    for block in read.session.scalars(select(NumberBlock).where(held != NumberBlock.last - NumberBlock.first + 1)):
        yield f"lembar {block.id} ({block.series} {block.first}-{block.last}) tidak utuh"
    file = _is(File.year, File.seq, File.id) & (BlockNumber.series == "registration")
    letter = (_is(LetterNumber.year, LetterNumber.seq, LetterNumber.file_id)
              & (BlockNumber.series == literal("letter:").concat(LetterNumber.book)))  # fmt: skip
    lost = select(BlockNumber).where(
        BlockNumber.state == "used",
        ~exists().where(file).select_from(File) & ~exists().where(letter).select_from(LetterNumber),
    )
    for row in read.session.scalars(lost.order_by(BlockNumber.series, BlockNumber.period, BlockNumber.number)):
        yield f"{row.series} {row.period} nomor {row.number}: lembar menyebut {row.subject}, register tidak"


def _is(year: Any, number: Any, file_id: Any) -> ColumnElement[bool]:
    return and_(cast(year, String) == BlockNumber.period, number == BlockNumber.number,
                BlockNumber.subject == literal("file:").concat(file_id))  # fmt: skip
