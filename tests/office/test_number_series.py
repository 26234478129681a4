"""The letter register whatever happens to it: never a number twice, never one skipped. Random weeks of an office."""

import itertools
from collections import defaultdict
from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from office.errors import Refusal
from office.files import blocks, catalogue, insertions, number_setting, registers
from office.files.insertions import Insert
from office.files.number_setting import Numbers
from office.office import Actor, Office, Seat, verb
from office.records.database import Database
from office.records.tables import BlockNumber, File, LetterNumber, LetterVersion, Person
from office.records.vault import Vault
from office.records.work import Paper, Work
from office.views import block_invariants, invariants, register_invariants
from tests.conftest import MONDAY, Clock

ALL = Actor("officer", 7, "semua", (Seat("kasi"), Seat("supervisor"), Seat("admin")))
SERVICES = ("IZ04", "NP03", "NP07")
NUMBER, VOID, INSERT, RESERVE, UNUSED, PAPER, TIME = "number", "void", "insert", "reserve", "unused", "paper", "time"
STEP = st.tuples(st.sampled_from([NUMBER, NUMBER, NUMBER, VOID, INSERT, INSERT, RESERVE, UNUSED, PAPER, TIME]),
                 st.integers(0, 40), st.sampled_from(SERVICES))  # fmt: skip
fresh = itertools.count()


@verb("test.number", "kasi")
def number(work: Work, *, service: str, paper: int | None = None) -> dict:
    """A file as it stands at the numbering, and the register's own numbering of it."""
    known, n = catalogue.service(work, service), next(fresh)
    person = Person(name="Uji", created_at=work.now)
    work.session.add(person)
    work.session.flush()
    file = File(
        registration_number=f"uji-{n}", year=1, seq=n, track_index=str(n), track_sealed="", service_code=service,
        section=known.section, loket=known.loket, applicant_id=person.id, stage="NUMBERING", fields={}, levy=[],
        sla_days=1, pauses=[], moved_at=work.now, registered_at=work.now,
    )  # fmt: skip
    work.session.add(file)
    work.session.flush()
    version = LetterVersion(file_id=file.id, n=1, sha256="", letter_sha="", content_sha="", kind=known.kind,
                            signer="camat", signer_line="", made_by="", made_at=work.now)  # fmt: skip
    work.session.add(version)
    work.session.flush()
    if paper:
        work.paper = Paper(paper, work.today)
        series = f"letter:{registers.book_of(work.settings.numbers, known)}"
        blocks.require_open(work, series, work.today.year, paper)
    row = registers.letter(work, file, known, version)
    if paper:
        blocks.use(work, series, work.today.year, paper, f"file:{file.id}")
    return {"file": file.id, "number": row.number}


@verb("test.void", "kasi")
def void(work: Work, *, file: int) -> dict:
    registers.void_letter(work, work.session.get_one(File, file), "salah cetak")
    return {}


class Register:
    """One office and what was done to its register."""

    def __init__(self, path, one_book):
        self.clock = Clock(MONDAY)
        self.database = Database(f"sqlite:///{path}")
        self.office = Office(self.database, Vault(b"k" * 32), zone=ZoneInfo("Asia/Jakarta"), clock=self.clock)
        self.files = []
        if not one_book:
            rules = self.office.see(lambda read: read.settings.numbers)
            changed = Numbers(**{**rules.model_dump(), "one_book": False})
            self.office.do(number_setting.change, by=ALL, body=changed)

    def book(self, service):
        return self.office.see(lambda read: registers.book_of(read.settings.numbers, catalogue.service(read, service)))

    def step(self, what, n, service):
        """One step; a refusal is a step too, and must leave nothing behind."""
        try:
            getattr(self, what)(n, service)
        except Refusal:
            return

    def number(self, n, service):
        self.files.append(self.office.do(number, by=ALL, service=service)["file"])

    def void(self, n, service):
        if self.files:
            self.office.do(void, by=ALL, file=self.files[n % len(self.files)])

    def insert(self, n, service):
        day = self.clock.now.date() - timedelta(days=n % 12)
        told = Insert(letter_date=day, reason="Lupa", service=service, subject="Perihal", recipient="Seseorang")
        place = self.office.see(insertions.look, body=told)
        self.office.do(insertions.insert, by=ALL, body=told.model_copy(update={"seen": place.number}))

    def reserve(self, n, service):
        self.office.do(blocks.reserve, by=ALL, series=f"letter:{self.book(service)}", count=1 + n % 4)

    def unused(self, n, service):
        if row := self._open(service, n):
            self.office.do(blocks.declare_unused, by=ALL, block=row.block_id, numbers=[row.number], reason="Rusak")

    def paper(self, n, service):
        if row := self._open(service, n):
            made = self.office.do(number, by=ALL, service=service, paper=row.number)
            self.files.append(made["file"])

    def time(self, n, service):
        self.clock.forward(days=n)  # forty days on end pass the new year

    def _open(self, service, n):
        rule = (BlockNumber.series == f"letter:{self.book(service)}", BlockNumber.state == "open")
        rows = self.office.see(lambda read: read.session.scalars(select(BlockNumber).where(*rule)).all())
        return rows[n % len(rows)] if rows else None

    def holds(self):
        """Every book of every year is 1…n, each once; sisipan beside it; no number twice."""
        rows = self.office.see(lambda read: read.session.scalars(select(LetterNumber)).all())
        reserved = self.office.see(lambda read: read.session.scalars(select(BlockNumber)).all())
        assert len({row.number for row in rows}) == len(rows)
        given = defaultdict(list)
        for row in rows:
            if not row.suffix:
                given[f"letter:{row.book}", row.year].append(row.seq)
        for row in reserved:
            if row.state in ("open", "void"):
                given[row.series, int(row.period)].append(row.number)
        for found in given.values():
            assert sorted(found) == list(range(1, len(found) + 1))
        gaps = list(
            self.office.see(lambda read: list(invariants._gaps(read, block_invariants.letters(read), "letter:")))
        )
        assert gaps == []
        assert self.office.see(lambda read: list(register_invariants.insertions(read))) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=4, max_size=30), one_book=st.booleans())
def test_the_letter_register_is_gapless_whatever_happens(founded, tmp_path_factory, steps, one_book):
    path = tmp_path_factory.mktemp("register") / "office.db"
    path.write_bytes(founded.read_bytes())
    register = Register(path, one_book)
    try:
        for what, n, service in [(NUMBER, 0, "IZ04"), (NUMBER, 0, "NP03"), (TIME, 3, "IZ04"), *steps]:
            register.step(what, n, service)
        register.holds()
    finally:
        register.database.close()
