"""What the registers must add up to beside their gapless numbers: inserted numbers, the agenda of letters that came."""

import json
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import func, select

from office.files.incoming import SERIES
from office.files.insertions import SUFFIXES
from office.records.tables import BlockNumber, HistoryRow, IncomingLetter, LetterNumber, NumberSeries
from office.records.work import Read


def insertions(read: Read) -> Iterator[str]:
    """A sisipan stands behind a number of the series, is the next letter there, and is one that history knows."""
    rows = list(read.session.scalars(select(LetterNumber).where(LetterNumber.suffix != "").order_by(LetterNumber.id)))
    behind: dict[tuple[str, int, int], list[LetterNumber]] = defaultdict(list)
    for row in rows:
        behind[row.book, row.year, row.seq].append(row)
    for (book, year, seq), found in behind.items():
        suffixes = "".join(sorted(row.suffix for row in found))
        if suffixes != SUFFIXES[: len(found)]:
            yield f"{book} {year} nomor {seq}: sisipan {suffixes} tidak urut"
        if not _in_series(read, book, year, seq):
            yield f"{found[0].number}: sisipan di belakang nomor yang tidak ada"
    told: dict[object, object] = {fact["number"]: fact["after"] for fact in _told(read)}
    kept: dict[object, object] = {row.number: row.seq for row in rows}
    for number in sorted(told.keys() | kept.keys(), key=str):
        if told.get(number) != kept.get(number):
            yield f"{number}: sisipan tidak sama dengan riwayatnya"
    yield from (f"{row.number}: sisipan tanpa alasan" for row in rows if not row.inserted_why)


def _in_series(read: Read, book: str, year: int, seq: int) -> bool:
    given = select(LetterNumber.id).where(LetterNumber.book == book, LetterNumber.year == year,
                                          LetterNumber.seq == seq, LetterNumber.suffix == "")  # fmt: skip
    if read.session.scalar(given) is not None:
        return True
    return read.session.get(BlockNumber, (f"letter:{book}", str(year), seq)) is not None


def _told(read: Read) -> Iterator[dict[str, object]]:
    rows = read.session.scalars(select(HistoryRow.facts).where(HistoryRow.event == "number_inserted"))
    return (json.loads(facts) for facts in rows)


def incoming(read: Read) -> Iterator[str]:
    """1…n in every year of the agenda, and n what the counter says."""
    counters = select(NumberSeries.period, NumberSeries.last).where(NumberSeries.name == SERIES)
    last = {row.period: row.last for row in read.session.execute(counters)}
    extent = func.count(), func.min(IncomingLetter.seq), func.max(IncomingLetter.seq)
    for year, count, smallest, largest in read.session.execute(
        select(IncomingLetter.year, *extent).group_by(IncomingLetter.year)
    ):
        n = last.pop(str(year), 0)
        if (smallest, largest, count) != (1, n, n):
            yield f"agenda masuk {year}: {count} nomor, {smallest} sampai {largest}, pencacah {n}"
    yield from (f"agenda masuk {year}: pencacah {n}, padahal tidak ada nomor" for year, n in last.items())
