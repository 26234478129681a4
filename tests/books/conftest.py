"""An office whose books have something of everything in them."""

from datetime import date

import pytest

from office.books.shape import Asked
from office.feedback import complaints
from office.feedback.bodies import Complain
from office.files import blocks, incoming, insertions
from office.files.incoming import Receive
from office.files.insertions import Insert
from office.office import Actor, Seat
from office.procedure import Act, Stage
from printer.books.desk import BookDesk

ADMIN = Actor("officer", 7, "Dewi", (Seat("admin"), Seat("supervisor")))
YEAR = Asked(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def desk(office):
    return BookDesk(office)


@pytest.fixture
def written(office, walk, clock):
    """Two letters, one voided; a sisipan; a spoilt line; a levy; a complaint whose complainant stays unnamed."""
    kept = walk.file(at=Stage.HANDED_OVER, service="IZ05")
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
    return {"kept": kept, "voided": voided}
