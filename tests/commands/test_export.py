"""The export is for spreadsheets: whole, without people, and nothing in it computes."""

import csv

import pytest

from office.feedback import survey
from office.feedback.questionnaire import questionnaire
from office.hall import tickets
from office.office import ANYONE
from office.procedure import Act, Stage

NAMES = ("Sahrul", "Anam", "3529010101010001", "Ambunten Timur", "sangat membantu")


@pytest.fixture
def exported(command, office, walk, people, tmp_path):
    """The three tables after a file was handed over and judged."""
    ticket = office.do(tickets.issue, by=people["kiosk"], loket=1, priority="lansia")
    office.do(tickets.cancel, by=people["loket1"], ticket_id=ticket["id"], reason="=1+1")
    file_id = walk.file(at=Stage.READY)
    done = walk.act(file_id, "loket", Act.HAND_OVER, receiver={"kind": "pemohon", "id_shown": True}, payment_proof="1")
    office.do(survey.answer, by=ANYONE, token=done["survey_token"], comment="Bu Siti sangat membantu",
              answers=dict.fromkeys(questionnaire().keys, 3))  # fmt: skip
    assert command("export", "--to", tmp_path / "out").code == 0
    return {path.stem: path for path in (tmp_path / "out").iterdir()}


def table(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_record_is_a_row(exported):
    assert {name: len(table(path)) for name, path in exported.items()} == {"antrean": 1, "berkas": 1, "survei": 1}
    (ticket,), (file,), (answer,) = (table(exported[name]) for name in ("antrean", "berkas", "survei"))
    assert (ticket["nomor"], ticket["prioritas"], ticket["keadaan"]) == ("P-001", "ya", "cancelled")
    assert (file["tahap"], file["hasil"], file["hari_kerja"]) == ("HANDED_OVER", "granted", "4")
    assert file["batas_waktu"].endswith("+07:00")
    assert {answer[key] for key in questionnaire().keys} == {"3"}


def test_nobody_is_named(exported):
    said = "".join(path.read_text("utf-8") for path in exported.values())
    assert [name for name in NAMES if name in said] == []


def test_no_cell_is_a_formula(exported):
    cells = [cell for path in exported.values() for row in table(path) for cell in row.values()]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []


def test_where_it_goes_by_itself(command, office, tmp_path):
    assert command("export").code == 0
    assert len(list((tmp_path / "exports").glob("*/*.csv"))) == 3
