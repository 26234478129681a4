"""A letter's further ways, for the tests of history and secrecy: delegation, its own words, the folder, books, agenda.

Wherever a person may write freely, somebody's name is written.
"""

from datetime import timedelta
from typing import Any

from office.books import exported
from office.books.shape import Asked
from office.files import folders, incoming, insertions, letter_prints, letter_texts
from office.files.letter_prints import PrintBody
from office.files.letter_texts import LetterTextBody
from office.office import SYSTEM, Actor, Seat
from office.people import delegations
from office.procedure import Act, Stage
from tests.walk import Walk

ADMIN = Actor("officer", 7, "admin", (Seat("admin"), Seat("supervisor")))


def go(walk: Walk) -> None:
    """All of it, after some letter has its number."""
    _delegation(walk)
    file_id = _written(walk)
    _folder(walk, file_id)
    _registers(walk)


def _delegation(walk: Walk) -> None:
    """Planned and given up; then one that begins and ends."""
    office, about = walk.office, {"role": "sekcam", "style": "a.n.", "basis": "Suka-suka: SP Zulaikha"}
    later = office.clock() + timedelta(days=1)
    for begins in (later, None):
        row = office.do(delegations.begin, by=ADMIN, from_at=begins, **about)
        office.do(delegations.end, by=ADMIN, delegation_id=row["id"])
    office.do(delegations.tell_turns, by=SYSTEM)


def _written(walk: Walk) -> int:
    """The operator writes into the letter, prints it, and the printer refuses once."""
    office, operator = walk.office, walk.people["operator"]
    file_id = walk.file(at=Stage.DRAFTING, visit=False)
    text = office.see(letter_texts.look, file_id=file_id, actor=operator)
    words = LetterTextBody(parts={text["parts"][0]["id"]: "Suka-suka: Zulaikha benar warga kami."}, seen=0)
    office.do(letter_texts.write, by=operator, file_id=file_id, body=words)
    for desk, act in (("operator", Act.PRINT_LETTER), ("kasi", Act.PARAF), ("sekcam", Act.PARAF)):
        walk.act(file_id, desk, act)
    for verb in (letter_prints.note, letter_prints.fail):
        office.do(verb, by=operator, version_id=_version(walk, file_id), body=PrintBody())
    return file_id


def _version(walk: Walk, file_id: int) -> int:
    from office.views import file_page

    found = walk.office.see(file_page.file, file_id=file_id, actor=walk.people["operator"])
    return int(next(one["id"] for one in found["letters"] if one["in_force"]))


def _folder(walk: Walk, file_id: int) -> None:
    """Carried out by somebody, counted in."""
    out = folders.CountOut.model_validate({"sheets": [{"file": file_id, "version": 1}], "bearer": "Bambang Pramudya"})
    folder = walk.office.do(folders.count_out, by=walk.people["sekcam"], body=out)
    back: dict[str, Any] = {"sheets": [{"file": file_id, "state": "signed"}], "note": "Suka-suka: kata Kurniawati"}
    told = folders.CountIn.model_validate(back)
    walk.office.do(folders.count_in, by=walk.people["sekcam"], folder_id=folder["id"], body=told)


def _registers(walk: Walk) -> None:
    """A letter that came in, a number put in between and given up, a book taken along."""
    office, people = walk.office, walk.people
    came = incoming.Receive(sender="Hartono Wiryo", subject="Suka-suka: perihal Zulaikha")
    letter = office.do(incoming.receive, by=people["operator"], body=came)["id"]
    said = incoming.Dispose(disposition="Suka-suka: Bambang hadir")
    office.do(incoming.dispose, by=people["sekcam"], letter=letter, body=said)
    office.do(incoming.void, by=people["operator"], letter=letter, reason="Suka-suka: milik Kurniawati")
    _sisipan(walk)
    today = office.clock().astimezone(office.zone).date()
    asked = Asked(today, today, q="Zulaikha")
    office.do(exported.export, by=people["supervisor"], book="letters", kind="pdf", asked=asked, lines=1)


def _sisipan(walk: Walk) -> None:
    """A letter of days ago is remembered: its number stands behind one of last week."""
    office = walk.office
    day = (office.clock() - timedelta(days=1)).astimezone(office.zone).date()
    told = insertions.Insert(letter_date=day, reason="Suka-suka: kata Hartono", service="NP03",
                             subject="Pengantar Zulaikha", recipient="Bambang Pramudya")  # fmt: skip
    place = office.see(insertions.look, body=told)
    made = office.do(insertions.insert, by=ADMIN, body=told.model_copy(update={"seen": place.number}))
    office.do(insertions.void, by=ADMIN, letter=made["id"], reason="Suka-suka: Zulaikha batal")
