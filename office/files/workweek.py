"""Office hours of a week, by weekday."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class DayHours:
    """Office hours of one day; the break, if any, lies inside them and is not working time."""

    opens: time
    closes: time
    rest: tuple[time, time] | None = None


#: office hours by weekday, Monday = 0; a weekday that is missing is a day off
Week = Mapping[int, DayHours]
_MON_THU = DayHours(time(7, 30), time(16), (time(12), time(13)))
_FRIDAY = DayHours(time(7, 30), time(16, 30), (time(11, 30), time(13)))
_FASTING = DayHours(time(8), time(15), (time(12), time(12, 30)))
_FASTING_FRIDAY = DayHours(time(8), time(15, 30), (time(11, 30), time(12, 30)))
#: Perpres 21/2023: 37 h 30 min a week, 32 h 30 min in Ramadan
REGULAR: Week = {**dict.fromkeys(range(4), _MON_THU), 4: _FRIDAY}
RAMADAN: Week = {**dict.fromkeys(range(4), _FASTING), 4: _FASTING_FRIDAY}
