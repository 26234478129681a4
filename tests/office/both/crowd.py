"""Many at once: processes with threads in them, all let go at the same moment, each with its own Office."""

import importlib
import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

from office.errors import Refusal
from office.office import Actor, Office
from office.records.database import Database
from office.records.vault import Vault
from tests.conftest import Clock


@dataclass(frozen=True)
class Job:
    """One act: its function by name (`office.hall.tickets:issue`), who, key and body; done `times` in a row."""

    act: str
    by: Actor
    body: dict[str, Any] = field(default_factory=dict)
    key: str | None = None
    times: int = 1


@dataclass(frozen=True)
class Told:
    """What one doing of a job came to: an answer, or the code of a refusal."""

    by: str
    answer: dict[str, Any] | None
    repeated: bool = False
    refused: str | None = None


class Crowd:
    """Processes that wait for jobs. Started once: importing the office takes longer than using it."""

    def __init__(self, processes: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._gate = context.Barrier(processes)
        self._lines: list[Connection] = []
        self._processes = []
        for _ in range(processes):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, self._gate), daemon=True)
            process.start()
            theirs.close()
            self._lines.append(ours)
            self._processes.append(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for line, process in zip(self._lines, self._processes, strict=True):
            line.send(None)
            process.join(10)

    def run(self, url: str, key: Path, jobs: list[Job]) -> list[Told]:
        """Every job in a thread of its own, spread over the processes; what each came to."""
        for n, line in enumerate(self._lines):
            line.send((url, key, jobs[n :: len(self._lines)]))
        found = [line.recv() for line in self._lines]
        if trouble := [words for words in found if isinstance(words, str)]:
            self._gate.reset()
            raise AssertionError(trouble)
        return [told for part in found for told in part]


def _serve(line: Connection, gate: Any) -> None:
    while (asked := line.recv()) is not None:
        url, key, jobs = asked
        try:
            line.send(_work(url, key, jobs, gate))
        except Exception as error:  # told to the test, which fails with it
            gate.abort()
            line.send(repr(error))


def _work(url: str, key: Path, jobs: list[Job], gate: Any) -> list[Told]:
    database = Database(url)
    office = Office(database, Vault.open_file(key), zone=ZoneInfo("Asia/Jakarta"), clock=Clock())
    start = threading.Barrier(len(jobs) + 1)
    try:
        with ThreadPoolExecutor(max_workers=max(1, len(jobs))) as pool:
            running = [pool.submit(_do, office, job, start) for job in jobs]
            gate.wait(60)
            start.wait(60)
            return [told for done in running for told in done.result(120)]
    finally:
        database.close()


def _do(office: Office, job: Job, start: threading.Barrier) -> list[Told]:
    module, _, name = job.act.partition(":")
    act = getattr(importlib.import_module(module), name)
    start.wait(60)
    return [_once(office, act, job) for _ in range(job.times)]


def _once(office: Office, act: Any, job: Job) -> Told:
    try:
        answer = office.do(act, by=job.by, key=job.key, **job.body)
    except Refusal as refusal:
        return Told(job.by.ref, None, refused=refusal.code)
    return Told(job.by.ref, dict(answer), answer.repeated)
