"""Gapless number series. The number is raised in the transaction that uses it: a rollback takes it back."""

from datetime import date

from sqlalchemy import text

from office.records.work import Work

_NEXT = text(
    "INSERT INTO number_series (name, period, last) VALUES (:name, :period, :by) "
    "ON CONFLICT (name, period) DO UPDATE SET last = number_series.last + excluded.last RETURNING last"
)


def next_number(work: Work, name: str, period: str | int | date, *, by: int = 1) -> int:
    """The next number of series `name` in `period` (a day or a year): 1, 2, … without gap or double.

    With `by` > 1 as many are taken at once; the answer is the last of them.
    """
    return int(work.session.execute(_NEXT, {"name": name, "period": str(period), "by": by}).scalar_one())
