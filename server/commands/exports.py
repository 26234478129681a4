"""`export`: the office's figures as CSV for a spreadsheet or the regency, without personal data."""

import csv
import os
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from office.feedback.questionnaire import questionnaire
from office.files import deadlines
from office.records.tables import File, SurveyAnswer, Ticket
from office.records.work import Read
from office.words.clean import clean
from server.commands import opening
from server.commands.shape import Commands, command
from server.config import Config

Rows = Iterator[list[Any]]
TICKETS = ("hari", "nomor", "loket", "keperluan", "layanan", "prioritas", "keadaan", "panggilan", "diambil",
           "dipanggil", "dilayani", "selesai")  # fmt: skip
FILES = ("nomor_pendaftaran", "layanan", "seksi", "loket", "tahap", "hasil", "verifikasi_lapangan", "revisi",
         "hari_kerja", "terdaftar", "diterima_lengkap", "batas_waktu", "siap", "berakhir")  # fmt: skip


def add_to(commands: Commands) -> None:
    """The export."""
    parser = command(commands, "export", "tulis antrean, berkas, dan survei sebagai CSV tanpa data pribadi", _export)
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="folder tujuan (bawaan: DATA/exports/WAKTU)")


def _export(asked: Namespace, config: Config) -> int:
    os.umask(0o077)
    stamp = datetime.now(config.zone).strftime("%Y-%m-%dT%H%M%S")
    folder: Path = asked.to or config.data / "exports" / stamp
    folder.mkdir(parents=True, exist_ok=True)
    with opening.opened(config) as office:
        for name, rows in TABLES.items():
            count = office.see(_write, path=folder / f"{name}.csv", rows=rows)
            print(f"{folder / name}.csv: {count} baris")
    return 0


def _write(read: Read, *, path: Path, rows: Callable[[Read], Rows]) -> int:
    """The rows as UTF-8 CSV with the mark that spreadsheets look for; how many, without the head."""
    count = -1
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for row in rows(read):
            writer.writerow([_cell(value) for value in row])
            count += 1
    return count


def _cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return value
    text = clean(value, limit=1000)
    return f"'{text}" if text[:1] in "=+-@" and text else text


def _tickets(read: Read) -> Rows:
    yield list(TICKETS)
    for row in _stream(read, select(Ticket).order_by(Ticket.id)):
        times = (row.issued_at, row.first_called_at, row.served_at, row.finished_at)
        yield [row.day.isoformat(), row.label, row.loket, row.purpose, row.service_code,
               "ya" if row.priority else "tidak", row.state, row.calls, *map(read.iso, times)]  # fmt: skip


def _files(read: Read) -> Rows:
    yield list(FILES)
    calendar = deadlines.calendar(read)
    for row in _stream(read, select(File).order_by(File.id)):
        due = deadlines.of(read, row, calendar)["due_at"]
        yield [row.registration_number, row.service_code, row.section, row.loket, row.stage, row.outcome,
               "ya" if row.visit_needed else "tidak", row.revision, row.sla_days, read.iso(row.registered_at),
               read.iso(row.accepted_at), due, read.iso(row.ready_at), read.iso(row.ended_at)]  # fmt: skip


def _surveys(read: Read) -> Rows:
    """Answers without the free words, in which people name people; in no order of time."""
    keys = questionnaire().keys
    yield ["hari", "layanan", *keys]
    for row in _stream(read, select(SurveyAnswer).order_by(SurveyAnswer.day, SurveyAnswer.id)):
        yield [row.day.isoformat(), row.service_code, *(row.answers.get(key) for key in keys)]


def _stream(read: Read, query: Any) -> Iterable[Any]:
    return read.session.scalars(query.execution_options(yield_per=1000))


TABLES: dict[str, Callable[[Read], Rows]] = {"antrean": _tickets, "berkas": _files, "survei": _surveys}
