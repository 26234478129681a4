"""Moments and spans as an officer reads them out: "Senin pukul 09.41", "1 hari kerja 2 jam"."""

from datetime import datetime, timedelta

from office.files.clock import OfficeCalendar, ran
from office.records.work import Read
from office.views import clocks
from office.words import dates


def said(read: Read, moment: datetime) -> str:
    """A moment seen from now: "hari ini pukul 09.41", "Jumat pukul 08.30", "2 Des pukul 08.30"."""
    at = moment.astimezone(read.zone)
    return f"{clocks.near_day(at.date(), read.today)} pukul {dates.clock_text(at)}"


def worked(start: datetime, end: datetime, days: OfficeCalendar) -> timedelta:
    """Working time in which the system ran; what was done outside office hours counts as it passed, within its day."""
    within = ran(start, end, days)
    if within or days.local(start).date() != days.local(end).date():
        return within
    return max(end - start, timedelta(0))


def span(time: timedelta) -> str:
    """Working time in words: "35 menit", "2 jam 10 menit", "1 hari kerja 2 jam"; under a minute: "sebentar"."""
    minutes = int(time.total_seconds()) // 60
    if not minutes:
        return "sebentar"
    full, rest = divmod(minutes, clocks.DAY_MINUTES)
    if not full:
        return dates.span_text(timedelta(minutes=rest))
    hours = f" {rest // 60} jam" if rest >= 60 else ""
    return f"{full} hari kerja{hours}"
