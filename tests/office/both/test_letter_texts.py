"""The words of a letter on either database: kept, printed, brought back; the office's wording; copies on record."""

from pathlib import Path

import pytest

from office.errors import FileHasMoved
from office.files import letter_prints, letter_texts, letter_wordings
from office.files.letter_prints import PrintBody
from office.files.letter_texts import LetterTextBody
from office.files.letter_wordings import WordingBody
from office.office import Actor, Office
from office.procedure import Act, Stage
from office.records.tables import LetterVersion
from printer.letters.desk import LetterDesk
from printer.letters.press import LetterPress
from printer.letters.store import LetterStore
from tests.walk import Walk


@pytest.fixture
def walk(office: Office, press: LetterPress, people: dict[str, Actor], tmp_path: Path) -> Walk:
    return Walk(office, LetterDesk(office, press, LetterStore(tmp_path / "letters")), people)


def closing(office: Office, people: dict[str, Actor], file_id: int) -> str:
    found = office.see(letter_texts.look, file_id=file_id, actor=people["operator"])["parts"]
    return str(next(part["text"] for part in found if part["id"] == "closing"))


def write(office: Office, people: dict[str, Actor], file_id: int, words: str, seen: int) -> None:
    body = LetterTextBody(parts={"closing": words}, seen=seen)
    office.do(letter_texts.write, by=people["operator"], file_id=file_id, body=body)


def test_words_from_the_wording_to_the_paper(office: Office, people: dict[str, Actor], walk: Walk) -> None:
    body = WordingBody(parts={"closing": "Demikian {nama}."})
    office.do(letter_wordings.change, by=people["supervisor"], service="IZ04", kind="rekomendasi", body=body)
    file_id = walk.file(at=Stage.DRAFTING, visit=False)
    assert closing(office, people, file_id) == "Demikian Sahrul Anam."
    write(office, people, file_id, "Satu.", seen=0)
    walk.letters.render(by=people["operator"], key="r", file_id=file_id)
    write(office, people, file_id, "Dua.", seen=1)
    with pytest.raises(FileHasMoved):
        write(office, people, file_id, "Tiga.", seen=1)
    walk.act(file_id, "operator", Act.PRINT_LETTER, version=1)
    assert closing(office, people, file_id) == "Satu."
    version = office.see(lambda read: read.session.query(LetterVersion).filter_by(file_id=file_id).one().id)
    walk.letters.sheets.print(by=people["operator"], key="p", version_id=version, body=PrintBody(copies=2))
    assert [one["copies"] for one in office.see(letter_prints.of_version, version_id=version)] == [2]
