"""The hours by which files' deadlines run, as the office itself sets them: office hours, breaks, Ramadan, cut-off."""

from collections.abc import Mapping
from datetime import time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from office.files import workweek
from office.files.workweek import DayHours, Week

Weekday = Annotated[int, Field(ge=1, le=7)]
#: a time of the office's day; a zone that came along means nothing here
Clock = Annotated[time, AfterValidator(lambda at: at.replace(tzinfo=None))]


class WorkDay(BaseModel):
    """Office hours of a weekday in office time; `rest` is the break, no working time."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    opens: Clock
    closes: Clock
    rest: tuple[Clock, Clock] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "WorkDay":
        if self.opens >= self.closes:
            raise ValueError("Urutkan jamnya: mulai kerja dahulu, lalu selesai.")
        if self.rest and not self.opens <= self.rest[0] < self.rest[1] <= self.closes:
            raise ValueError("Istirahat harus di dalam jam kerja, mulai sebelum selesai.")
        if self.rest == (self.opens, self.closes):
            raise ValueError("Sisakan jam kerja di luar istirahat.")
        return self


def _days(week: Week) -> dict[int, WorkDay]:
    return {day + 1: WorkDay(opens=hours.opens, closes=hours.closes, rest=hours.rest) for day, hours in week.items()}


class FileClock(BaseModel):
    """The office's own setting; as founded: Perpres 21/2023 and a cut-off at noon (SOP S2e).

    `regular` and `ramadan` by weekday, 1 = Monday … 7 = Sunday; a weekday that is missing is a day off, in Ramadan
    too. A file complete before `cut_off` counts that day as its first. A file turns amber on the day it is due, and
    before that once less than `amber_minutes` of working time are left.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    regular: dict[Weekday, WorkDay] = Field(default_factory=lambda: _days(workweek.REGULAR))
    ramadan: dict[Weekday, WorkDay] = Field(default_factory=lambda: _days(workweek.RAMADAN))
    cut_off: Clock = time(12)
    amber_minutes: int = Field(240, ge=0, le=2400)

    @model_validator(mode="after")
    def _whole(self) -> "FileClock":
        if not self.regular:
            raise ValueError("Pilih paling sedikit satu hari kerja.")
        if self.regular.keys() != self.ramadan.keys():
            raise ValueError("Isi jam biasa dan jam Ramadan untuk setiap hari kerja.")
        if not min(day.opens for day in self.regular.values()) < self.cut_off <= self._latest():
            raise ValueError("Batas hari pertama harus di dalam jam kerja.")
        return self

    def _latest(self) -> time:
        return max(day.closes for day in self.regular.values())

    def week(self, *, ramadan: bool = False) -> Week:
        """Office hours by weekday as the clock reads them, Monday = 0."""
        return _week(self.ramadan if ramadan else self.regular)


def _week(days: Mapping[int, WorkDay]) -> Week:
    return {number - 1: DayHours(day.opens, day.closes, day.rest) for number, day in days.items()}
