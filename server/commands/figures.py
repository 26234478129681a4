"""`skm compute` and `sla due`: the office's two calculations, for anybody who wants to check them."""

import json
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from office.feedback import skm
from office.feedback.skm_csv import parse_csv
from office.files import calendar_file, clock, deadlines
from office.files.clock import OfficeCalendar
from server.commands import opening
from server.commands.shape import Commands, command, group
from server.config import Config

#: fewer working days than any year has: how many years of holidays a due time may pass
FEWEST_WORKING_DAYS = 200


def add_to(commands: Commands) -> None:
    """The satisfaction index and the working-day clock."""
    index = group(commands, "skm", "survei kepuasan masyarakat")
    compute = command(index, "compute", "hitung IKM dari berkas CSV; mencetak JSON", _compute)
    compute.add_argument("file", metavar="BERKAS.csv", help="satu responden sebaris, kolom U1 … Un; - = masukan baku")
    compute.add_argument("--weights", choices=("exact", "r3", "r2"), default="exact", help="pembulatan bobot")
    compute.add_argument("--means", action="store_true", help="berkas berisi satu baris rata-rata")
    days = group(commands, "sla", "batas waktu berkas")
    due = command(days, "due", "batas waktu menurut hari kerja; mencetak waktu ISO", _due)
    due.add_argument("--accepted", type=_moment, required=True, metavar="ISO", help="kapan berkas diterima lengkap")
    due.add_argument("--days", type=_count, required=True, metavar="N", help="hari kerja yang dijanjikan")
    due.add_argument("--paused", type=_date, action="append", default=[], metavar="TANGGAL",
                     help="hari yang seluruhnya di pemohon; dapat diulang")  # fmt: skip


def _compute(asked: Namespace, _config: Config) -> int:
    found = skm.compute(parse_csv(_text(asked.file), asked.means), asked.weights)
    print(json.dumps(found.plain(), ensure_ascii=False))
    return 0


def _text(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as problem:
        raise opening.NotReady(f"Berkas {name} tidak dapat dibaca: {problem.strerror}.") from problem
    except UnicodeDecodeError as problem:
        raise opening.NotReady(f"Berkas {name} bukan UTF-8. Simpan ulang sebagai CSV UTF-8.") from problem


def _due(asked: Namespace, config: Config) -> int:
    accepted = asked.accepted if asked.accepted.tzinfo else asked.accepted.replace(tzinfo=config.zone)
    years = range(accepted.year, accepted.year + 2 + asked.days // FEWEST_WORKING_DAYS)
    try:
        calendar = _calendar(config, years)
        due = clock.due_at(accepted, asked.days, calendar, calendar.lost | frozenset(asked.paused))
    except (ValueError, OverflowError) as problem:
        raise opening.NotReady(f"Batas waktu tidak dapat dihitung: {problem}.") from problem
    print(due.isoformat(timespec="seconds"))
    return 0


def _calendar(config: Config, years: Iterable[int]) -> OfficeCalendar:
    """The office's own calendar; where there is no office, the shipped one."""
    try:
        with opening.opened(config) as office:
            found: OfficeCalendar = office.see(deadlines.calendar)
            return found
    except opening.NotReady:
        return calendar_file.load_calendar(zone=config.timezone, holidays=_shipped(years))


def _shipped(years: Iterable[int]) -> dict[date, object]:
    """The shipped days off; those of later years from the `holidays` package."""
    listed = calendar_file.load_holidays()
    known = {day.year for day in listed}
    later = [year for year in years if year not in known]
    return {**listed, **(calendar_file.library_holidays(later) if later else {})}


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("tulis waktu ISO, misalnya 2026-11-24T09:00") from None


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("tulis tanggal ISO, misalnya 2026-11-24") from None


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 365:
        raise ArgumentTypeError("tulis 1 sampai 365")
    return int(text)
