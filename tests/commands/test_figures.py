"""`sla due` and `skm compute`: the calculations that anybody may check."""

import csv
import json

import pytest
import yaml

from tests.rules.places import VECTORS

with (VECTORS / "sla_vectors.csv").open(encoding="utf-8", newline="") as _file:
    DUE = list(csv.DictReader(_file))
SKM = {v["id"][:2]: v for v in yaml.safe_load((VECTORS / "skm_test_vectors.yaml").read_text("utf-8"))["vectors"]}


@pytest.mark.parametrize("row", DUE, ids=lambda row: row["id"])
def test_due_times_of_the_office(command, row):
    paused = [word for day in row["wholly_paused_days"].split(";") if day for word in ("--paused", day)]
    done = command("sla", "due", "--accepted", row["accepted_complete_at"], "--days", row["sla_working_days"], *paused)
    assert (done.code, done.out) == (0, f"{row['due_at']}:00+07:00\n")


def test_paused_days_may_be_named_one_by_one(command):
    asked = ("sla", "due", "--accepted", "2026-11-23T09:00", "--days", "4")
    assert command(*asked).out == "2026-11-26T16:00:00+07:00\n"
    paused = ("--paused", "2026-11-24", "--paused", "2026-11-25")
    assert command(*asked, *paused).out == "2026-11-30T16:00:00+07:00\n"


def test_a_time_with_an_offset_is_that_moment(command):
    asked = ("sla", "due", "--days", "1", "--accepted")
    assert command(*asked, "2026-11-24T04:59:00+00:00").out == "2026-11-24T16:00:00+07:00\n"
    assert command(*asked, "2026-11-24T05:00:00Z").out == "2026-11-25T16:00:00+07:00\n"


def test_another_zone_has_its_own_office_time(process):
    done = process("sla", "due", "--accepted", "2026-11-24T09:00", "--days", "1", PENDOPO_TIMEZONE="Asia/Jayapura")
    assert (done.code, done.out) == (0, "2026-11-24T16:00:00+09:00\n")


def test_years_that_nobody_has_entered_know_their_holidays(command):
    """1 June 2029 (Pancasila) is a Friday; the shipped list ends in 2027."""
    done = command("sla", "due", "--accepted", "2029-05-31T13:00", "--days", "1")
    assert done.out == "2029-06-04T16:00:00+07:00\n"


def test_the_office_s_own_calendar_goes_before_the_shipped_one(command, office):
    from datetime import date

    from office.records.tables import CalendarDay

    with office.database.write() as session:
        session.add(CalendarDay(day=date(2026, 11, 24), kind="tutup", name="Hari jadi", source="kantor"))
    assert command("sla", "due", "--accepted", "2026-11-24T09:00", "--days", "1").out == "2026-11-25T16:00:00+07:00\n"


@pytest.mark.parametrize(
    "words",
    [("--accepted", "kemarin", "--days", "1"), ("--accepted", "2026-11-24T09:00", "--days", "0"),
     ("--accepted", "2026-11-24T09:00", "--days", "1", "--paused", "24-11-2026"), ("--days", "1"),
     ("--accepted", "9999-12-31T09:00", "--days", "4")],
)  # fmt: skip
def test_what_cannot_be_computed_is_said(command, words):
    done = command("sla", "due", *words)
    assert (done.code, done.out) == (2, "")
    assert done.err


def test_published_indices(command, tmp_path):
    file = tmp_path / "skm.csv"
    for name, ikm, grade in (("V3", 91.25, "A"), ("V4", 85.0, "B"), ("V5", 100.0, "A")):
        rows = SKM[name]["rows"]
        head = ",".join(f"U{n}" for n in range(1, len(rows[0]) + 1))
        file.write_text("\n".join([head, *(",".join(map(str, row)) for row in rows)]), encoding="utf-8")
        found = json.loads(command("skm", "compute", file).out)
        assert (found["n"], found["ikm"], found["grade"]) == (SKM[name]["n"], ikm, grade)


def test_means_and_weights(command, tmp_path):
    file = tmp_path / "means.csv"
    file.write_text("U1;U2;U3\n3,70;3,80;3,00\n", encoding="utf-8")
    found = json.loads(command("skm", "compute", file, "--means", "--weights", "r2").out)
    assert (found["n"], found["ikm"], found["index"], list(found["means"])) == (None, 86.63, 3.465, ["U1", "U2", "U3"])
    assert json.loads(command("skm", "compute", file, "--means").out)["ikm"] == 87.5


def test_from_standard_input_and_what_is_wrong_by_line(process):
    assert json.loads(process("skm", "compute", "-", say="U1,U2\n4,3\n").out)["ikm"] == 87.5
    done = process("skm", "compute", "-", say="U1,U2\n4,5\n")
    assert (done.code, done.out) == (1, "")
    assert "Baris 2, kolom U2: nilai 5" in done.err
    assert "Traceback" not in done.err


def test_a_file_that_is_not_there_or_not_text(command, tmp_path):
    assert command("skm", "compute", tmp_path / "none.csv").code == 2
    (tmp_path / "x.csv").write_bytes(b"U1\n\xff\xfe")
    done = command("skm", "compute", tmp_path / "x.csv")
    assert (done.code, "UTF-8" in done.err) == (2, True)
