"""An office after years: files, tickets, people and history in proportion, in the form the real acts leave them.

The hash chain is not computed: its hashes are only as long as real ones.
"""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from office.files import finding
from office.records.tables import Person
from office.records.vault import Vault
from tests.bench.bulk import Filler, Row

#: table -> columns that are filled
COLUMNS = {
    "days": "day state opened_at closed_at",
    "persons": "id name nik_sealed nik_index address village phone created_at",
    "files": "id registration_number year seq track_index track_sealed service_code section loket applicant_id "
    "proxy_id ticket_id stage desk version revision outcome fields levy visit_needed visit_recorded accepted_at "
    "sla_days pauses ready_at signer letter_version moved_at registered_at ended_at",
    "file_documents": "file_id requirement present checked_by checked_at",
    "search_words": "word file_id",
    "letter_versions": "id file_id n sha256 letter_sha content_sha kind signer signer_line state made_by made_at",
    "letter_numbers": "id book year seq number letter_date file_id version_id state given_by given_at",
    "marks": "id file_id version_id sha256 kind desk by name at",
    "handovers": "id number receiver_kind receiver_id loket by at",
    "handover_files": "handover_id file_id sheets",
    "survey_answers": "id day service_code answers profile assisted",
    "tickets": "id day series number label token loket purpose service_code lang state calls issued_by issued_at "
    "first_called_at served_at finished_at version",
    "calls": "id day ticket_id number loket text again state at ended_at",
    "ticket_files": "id ticket_id file_id act at",
    "history": "seq at day event actor subject facts on_board prev_hash hash",
    "print_jobs": "id idem_key content_hash printer_id kind subject facts copy_no state created_at ended_at",
}
#: a day's work, and the files on the desks at the end of it, whatever the years before
FILES_A_DAY, OPEN = 400, 400
#: tickets to a file
TICKETS = 5
#: letters that nobody came for: one file in a thousand
UNCOLLECTED = 1000
#: a year's numbers
A_YEAR = 100_000
#: (service, section, loket)
SERVICES = (("IZ04", "trantibum", 1), ("IZ05", "trantibum", 1), ("IZ09", "pelayanan_umum", 1),
            ("NP03", "pelayanan_umum", 2), ("NP07", "pelayanan_umum", 2))  # fmt: skip
STAGES = (("REGISTERED", "loket"), ("PROCESSING", "kasi"), ("DRAFTING", "operator"), ("KASI_PARAF", "kasi"),
          ("SEKCAM_PARAF", "sekcam"), ("CAMAT_SIGNATURE", "camat"), ("READY", "loket"))  # fmt: skip
ACTS = (("REGISTERED", "PROCESSING", "accept", "loket"), ("PROCESSING", "DRAFTING", "process", "kasi"),
        ("DRAFTING", "KASI_PARAF", "print_letter", "operator"), ("KASI_PARAF", "SEKCAM_PARAF", "paraf", "kasi"),
        ("SEKCAM_PARAF", "CAMAT_SIGNATURE", "paraf", "sekcam"), ("CAMAT_SIGNATURE", "NUMBERING", "sign", "camat"),
        ("NUMBERING", "RELEASING", "assign_number", "kasi"), ("RELEASING", "READY", "release", "kasi"))  # fmt: skip
VISIT = ("ticket_issued", "ticket_called", "ticket_serving")
MARKS = (("paraf", "kasi"), ("paraf", "sekcam"), ("signature", "camat"))
VILLAGES = ("Ambunten Barat", "Ambunten Tengah", "Ambunten Timur", "Belluk Ares", "Belluk Kenek", "Belluk Raja",
            "Bukabu", "Campor Barat", "Campor Timur", "Keles", "Sogian", "Tambaagung Ares", "Tambaagung Barat",
            "Tambaagung Tengah", "Tambaagung Timur")  # fmt: skip
#: very common first names with how many in a hundred bear them; all others are rarer
COMMON = {"Moh.": 9, "Siti": 7, "Ach.": 4, "Abd.": 4, "Nur": 4, "Sitti": 3, "Muhammad": 3, "Sri": 2, "Hj.": 2}
PARTS = ("ma", "ri", "ha", "sa", "nu", "ra", "la", "di", "fa", "ti", "za", "na", "ro", "hi", "mu", "ah", "in", "ul")
HASH = "0" * 64


class Years:
    """`files` files and what belongs to them, on the days before `end`."""

    def __init__(self, files: int, end: date, vault: Vault) -> None:
        self.files, self.vault = files, vault
        days = -(-files // FILES_A_DAY)
        self._calendar = [end - timedelta(days=days - n) for n in range(days)]
        self._luck = random.Random(7)
        self._names = list(self._people(max(files * 4 // 5, 1)))
        self._split: dict[str, list[str]] = {}
        self._sealed = vault.seal("3529010101010001")

    def fill(self, filler: Filler) -> None:
        """All tables, one after the other, row by row."""
        for table, columns in COLUMNS.items():
            filler.fill(table, columns, getattr(self, f"_{table}")())

    def sample(self) -> dict[str, Any]:
        """What is looked for: an old file of somebody with a rare name, and its numbers."""
        rare = (n for n in range(max(self.files // 3, 1), self.files + 1)
                if n % 10 and self._person(n) % 3 and not self._name(n).startswith(tuple(COMMON)))  # fmt: skip
        n = next(rare)
        person = self._person(n)
        return {"file": n, "name": self._name(n), "nik": self._nik(person), "number": self._registration(n),
                "phone": self._phone(person)[-6:], "village": self._village(person)}  # fmt: skip

    # who

    def _people(self, count: int) -> Iterator[str]:
        """Names: a common first name or a rare one, and one or two more words."""
        names, weights = list(COMMON), list(COMMON.values())
        for _ in range(count):
            common = self._luck.random() * 100 < sum(weights)
            first = self._luck.choices(names, weights)[0] if common else self._word(3)
            yield " ".join([first, self._word(2), *([self._word(3)] if self._luck.random() < 0.5 else [])])

    def _word(self, parts: int) -> str:
        return "".join(self._luck.choices(PARTS, k=parts)).title()

    def _nik(self, person: int) -> str:
        return f"35290{person:011}"

    def _phone(self, person: int) -> str:
        """Given by two of three."""
        return f"08{(person * 7919) % 10**10:010}" if person % 3 else ""

    def _village(self, person: int) -> str:
        return VILLAGES[person % len(VILLAGES)]

    def _person(self, file: int) -> int:
        """Who asks: newer files belong to newer people, some ask often."""
        return min(file * 4 // 5 + 1, len(self._names)) if file % 5 else max(1, file * 2 // 5)

    def _bearer(self, file: int) -> int | None:
        """One file in ten is brought by somebody else."""
        return (file * 3) % len(self._names) + 1 if file % 10 == 0 else None

    def _name(self, file: int) -> str:
        return self._names[self._person(file) - 1]

    # when

    def _day(self, file: int) -> date:
        return self._calendar[(file - 1) // FILES_A_DAY]

    def _at(self, file: int, later: int = 0) -> str:
        return _stamp(self._day(file), file % 400 + later)

    def _ended(self, file: int) -> bool:
        """Whether a file is over; the newest are on the desks."""
        return file <= self.files - OPEN and file % UNCOLLECTED != 0

    def _written(self) -> range:
        """Files that have a letter."""
        return range(1, self.files - OPEN + 1)

    # the tables

    def _persons(self) -> Iterator[Row]:
        since = _stamp(self._calendar[0], 0)
        for n, name in enumerate(self._names, 1):
            nik = self.vault.index("nik", self._nik(n))
            yield n, name, self._sealed, nik, f"Dusun {n % 9}", self._village(n), self._phone(n) or None, since

    def _registration(self, n: int) -> str:
        year, number = divmod(n - 1, A_YEAR)
        return f"{number + 1:04}/{SERVICES[n % len(SERVICES)][2]}/{self._day(n).month:02}/{2000 + year}"

    def _files(self) -> Iterator[Row]:
        fields = json.dumps({"acara": "Hajatan"})
        for n in range(1, self.files + 1):
            year, number = divmod(n - 1, A_YEAR)
            service, section, loket = SERVICES[n % len(SERVICES)]
            stage, desk = self._where(n)
            came, moved, done = self._at(n), self._at(n, 60), stage in ("READY", "HANDED_OVER")
            yield (
                n, self._registration(n), 2000 + year, number + 1, f"{n:064x}", self._sealed, service, section, loket,
                self._person(n), self._bearer(n), n * TICKETS, stage, desk, 9, 1, "granted", fields, "[]", 0, 0,
                None if stage == "REGISTERED" else came, 1, "[]", moved if done else None, "camat", 1 if done else None,
                moved, came, None if desk else moved,
            )  # fmt: skip

    def _where(self, n: int) -> tuple[str, str | None]:
        if self._ended(n):
            return "HANDED_OVER", None
        return STAGES[n % len(STAGES)] if n > self.files - OPEN else ("READY", "loket")

    def _file_documents(self) -> Iterator[Row]:
        for n in range(1, self.files + 1):
            for name in ("formulir", "ktp_pemohon"):
                yield n, name, 1, "officer:1", self._at(n)

    def _search_words(self) -> list[Row]:
        return sorted((word, n) for n in range(1, self.files + 1) for word in self._words(n))

    def _words(self, n: int) -> set[str]:
        """As `finding.words` says them; a name is split once."""
        applicant, bearer = self._person(n), self._bearer(n)
        people = [Person(phone=self._phone(one)) if one else None for one in (applicant, bearer)]
        texts = [self._name(n), self._village(applicant), *([self._names[bearer - 1]] if bearer else [])]
        return finding.words(SERVICES[n % len(SERVICES)][0], *people).union(*map(self._words_of, texts))

    def _words_of(self, text: str) -> list[str]:
        if text not in self._split:
            self._split[text] = finding.split(text)
        return self._split[text]

    def _letter_versions(self) -> Iterator[Row]:
        for n in self._written():
            yield n, n, 1, HASH, HASH, HASH, "izin", "camat", "CAMAT AMBUNTEN", "filed", "officer:4", self._at(n, 20)

    def _letter_numbers(self) -> Iterator[Row]:
        for n in self._written():
            year, number = divmod(n - 1, A_YEAR)
            written = f"300/{number + 1:03}/435.000/{2000 + year}"
            yield (n, "umum", 2000 + year, number + 1, written, str(self._day(n)), n, n, "used", "officer:3",
                   self._at(n, 40))  # fmt: skip

    def _marks(self) -> Iterator[Row]:
        for n in self._written():
            for k, (kind, desk) in enumerate(MARKS):
                yield n * 3 + k, n, n, HASH, kind, desk, "officer:5", "Drs. Moh. Ilyas", self._at(n, 30 + k)

    def _handovers(self) -> Iterator[Row]:
        for n in filter(self._ended, self._written()):
            year, number = divmod(n - 1, A_YEAR)
            yield n, f"{number + 1:04}/{2000 + year}", "pemohon", self._person(n), 1, "officer:1", self._at(n, 60)

    def _handover_files(self) -> Iterator[Row]:
        return ((n, n, 1) for n in filter(self._ended, self._written()))

    def _survey_answers(self) -> Iterator[Row]:
        answers = json.dumps({"waktu": 4})
        return ((f"{n:016}", str(self._day(n)), "IZ04", answers, "{}", 0) for n in self._written() if n % 5 == 0)

    def _days(self) -> Iterator[Row]:
        return ((str(day), "closed", _stamp(day, 0), _stamp(day, 479)) for day in self._calendar)

    def _place(self, ticket: int) -> tuple[date, str, int]:
        """A ticket's day, series and number: loket 1 and 2 by turns."""
        day, place = divmod(ticket - 1, FILES_A_DAY * TICKETS)
        return self._calendar[day], "AB"[place % 2], place // 2 + 1

    def _tickets(self) -> Iterator[Row]:
        for n in range(1, self.files * TICKETS + 1):
            day, series, number = self._place(n)
            issued, called, served, ended = (_stamp(day, number // 3 + later) for later in (0, 10, 11, 18))
            came = n % 20 != 0
            yield (
                n, str(day), series, number, f"{series}-{number:03}", f"token-{n:017}", "AB".index(series) + 1,
                "collect" if n % 4 == 0 else "new", SERVICES[n % len(SERVICES)][0], "id", "done" if came else "no_show",
                1, "officer:8", issued, called, served if came else None, ended, 4,
            )  # fmt: skip

    def _calls(self) -> Iterator[Row]:
        for n in range(1, self.files * TICKETS + 1):
            day, series, number = self._place(n)
            at, label, loket = _stamp(day, number // 3 + 10), f"{series}-{number:03}", "AB".index(series) + 1
            yield n, str(day), n, label, loket, f"Nomor antrean {label}, silakan menuju loket", 0, "played", at, at

    def _ticket_files(self) -> Iterator[Row]:
        return ((n, n * TICKETS, n, "register", self._at(n)) for n in range(1, self.files + 1))

    def _history(self) -> Iterator[Row]:
        """Of every file nine acts, of its ticket the three moves of the visit: twelve rows to a file."""
        facts = [
            json.dumps({"act": act, "sop": "S", "desk": desk, "before": before, "after": after, "file_version": 2,
                        "revision": 1, "number": "300/001/435.000/2026"}) for before, after, act, desk in ACTS
        ]  # fmt: skip
        seq = 0
        for n in range(1, self.files + 1):
            at, day, file, ticket = self._at(n), str(self._day(n)), f"file:{n}", f"ticket:{n * TICKETS}"
            rows = [(event, ticket, '{"loket":1,"number":"A-001"}', 1) for event in VISIT]
            rows += [("file_registered", file, "{}", 0), *(("file_act", file, told, 0) for told in facts)]
            for event, subject, told, board in rows:
                seq += 1
                yield seq, at, day, event, "officer:3", subject, told, board, HASH, HASH

    def _print_jobs(self) -> Iterator[Row]:
        for n in range(1, self.files * TICKETS + 1):
            day, _, number = self._place(n)
            at, state = _stamp(day, number // 3), "printed" if n % 200 else "expired"
            yield n, f"ticket:{n}:1", HASH[:16], 1, "ticket", f"ticket:{n}", "{}", 1, state, at, at


def _stamp(day: date, minute: int) -> str:
    """A moment of the office's day, as both databases read it."""
    hour, rest = divmod(30 + minute % 480, 60)
    return f"{day} {hour:02}:{rest:02}:00.000000"
