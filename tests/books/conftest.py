"""An office whose books have something of everything in them."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from office.books.shape import Asked
from office.feedback import complaints
from office.feedback.bodies import Complain
from office.files import blocks, incoming, insertions
from office.files.incoming import Receive
from office.files.insertions import Insert
from office.office import Actor, Office, Seat
from office.procedure import Act, Stage
from office.records.database import Database
from office.records.vault import Vault
from printer.books.desk import BookDesk
from printer.letters.desk import LetterDesk
from printer.letters.store import LetterStore
from tests.conftest import Clock, people
from tests.walk import Walk

ADMIN = Actor("officer", 7, "Dewi", (Seat("admin"), Seat("supervisor")))
YEAR = Asked(date(2026, 1, 1), date(2026, 12, 31))


@dataclass
class Shelf:
    """An office, its book desk, and whoever works there; read by a module's tests, changed by none."""

    office: Office
    desk: BookDesk
    walk: Walk


@pytest.fixture(scope="module")
def shelf(founded, press, tmp_path_factory):
    """Two letters, one voided; a sisipan; a spoilt line; a levy; a complaint whose complainant stays unnamed."""
    folder, clock = tmp_path_factory.mktemp("books"), Clock()
    (folder / "office.db").write_bytes(founded.read_bytes())
    database = Database(f"sqlite:///{folder / 'office.db'}")
    vault = Vault.open_file(folder / "office.key")
    office = Office(database, vault, zone=ZoneInfo("Asia/Jakarta"), clock=clock)
    walk = Walk(office, LetterDesk(office, press, LetterStore(folder / "letters")), people.__wrapped__())
    fill(office, walk, clock)
    yield Shelf(office, BookDesk(office), walk)
    database.close()


def fill(office, walk, clock):
    walk.file(at=Stage.HANDED_OVER, service="IZ05")
    voided = walk.file(at=Stage.RELEASING, service="NP07")
    walk.act(voided, "kasi", Act.VOID_LETTER, reason="Nama salah")
    block = office.do(blocks.reserve, by=ADMIN, series="registration", count=2, loket=1)
    office.do(blocks.declare_unused, by=ADMIN, block=block["id"], numbers=[block["first"]], reason="Lembar basah")
    clock.forward(days=2)
    told = Insert(letter_date=date(2026, 11, 24), reason="Lupa", service="NP03", subject="Pengantar pindah",
                  recipient="Dukcapil")  # fmt: skip
    place = office.see(insertions.look, body=told)
    office.do(insertions.insert, by=ADMIN, body=told.model_copy(update={"seen": place.number}))
    office.do(incoming.receive, by=walk.people["operator"], body=Receive(sender="Dinkes", subject="Undangan"))
    secret = Complain(about="waktu", words="Lama menunggu.", name="Ahmad Zaini", confidential=True)
    office.do(complaints.receive, by=walk.people["loket1"], body=secret)
