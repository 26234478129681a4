"""Several acts in one press: each its own act, what is refused is told, and a repeated press does nothing twice."""

import json
from typing import Any

import pytest

from office.files import letters as versions
from office.files import runs
from office.files.bodies import BODIES
from office.office import Actor, Office, Seat
from office.people import delegations
from office.procedure import Act, Stage
from office.records import settings
from office.records.tables import HistoryRow, Mark, Request
from office.views import seen_before, short_ways
from printer.letters import many
from printer.letters.many import Named
from tests.walk import Walk

#: one person who is Kasi, operator and Sekcam (A21)
ALONE = Actor("officer", 3, "Abd. Rahman", (Seat("kasi"), Seat("operator"), Seat("sekcam")))


def acts_of(office: Office, file_id: int) -> list[tuple[str, str]]:
    rule = {"subject": f"file:{file_id}", "event": "file_act"}
    rows = office.see(
        lambda read: [row.facts for row in read.session.query(HistoryRow).filter_by(**rule).order_by(HistoryRow.seq)]
    )
    return [(facts["act"], facts["desk"]) for facts in map(json.loads, rows)]


def do(walk: Walk, who: Actor, run: str, *files: Named, key: str = "k", **given: Any) -> list[many.Outcome]:
    return many.do_many(walk.letters, by=who, key=key, files=files, acts=runs.read_name(run), given=given)


def named(walk: Walk, file_id: int) -> Named:
    row = walk.row(file_id)
    return Named(id=file_id, file_version=row.version, version=row.letter_version)


def four_eyes(office: Office) -> None:
    def change(now: settings.Settings) -> settings.Settings:
        return now.model_copy(update={"files": now.files.model_copy(update={"four_eyes": True})})

    with office.database.write() as session:
        settings.change(session, change)


class TestRuns:
    def offered(self, walk: Walk, file_id: int, who: Actor) -> list[str]:
        return [one["run"] for one in walk.office.see(short_ways.of_file, file_id=file_id, actor=who)]

    def test_each_desk_of_one_person_is_recorded_by_itself(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.PROCESSING, service="NP07")
        runs_ = self.offered(walk, file_id, ALONE)
        assert runs_ == ["process+print_letter", "process+print_letter+paraf", "process+print_letter+paraf+paraf"]
        first = named(walk, file_id)
        assert do(walk, ALONE, runs_[-1], first)[0].ok
        assert (walk.row(file_id).stage, walk.row(file_id).letter_version) == (Stage.CAMAT_SIGNATURE, 1)
        assert acts_of(walk.office, file_id)[-4:] == [("process", "kasi"), ("print_letter", "operator"),
                                                      ("paraf", "kasi"), ("paraf", "sekcam")]  # fmt: skip

    def test_pressed_twice_it_counts_once(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.PROCESSING, service="NP07")
        first = named(walk, file_id)
        assert [do(walk, ALONE, "process+print_letter+paraf", first)[0].ok for _ in range(2)] == [True, True]
        assert acts_of(walk.office, file_id)[-3:] == [
            ("process", "kasi"),
            ("print_letter", "operator"),
            ("paraf", "kasi"),
        ]
        assert walk.row(file_id).letter_version == 1

    def test_it_says_that_one_person_does_what_two_should(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.PROCESSING, service="NP07")
        found = walk.office.see(short_ways.of_file, file_id=file_id, actor=ALONE)
        assert [one["title"] for one in found] == ["Proses sampai cetak surat", "Proses sampai paraf Kasi",
                                                   "Proses sampai paraf Sekcam"]  # fmt: skip
        assert "Kasi dan Operator sekaligus" in found[0]["warning"]

    def test_four_eyes_forbid_it(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.PROCESSING, service="NP07")
        four_eyes(walk.office)
        assert self.offered(walk, file_id, ALONE) == []
        refused = do(walk, ALONE, "process+print_letter", named(walk, file_id))[0]
        assert (refused.done, refused.refusal and refused.refusal.detail) == ((), runs.FOUR_EYES)
        assert walk.row(file_id).stage == Stage.PROCESSING

    def test_an_endorsement_reaches_the_signature_in_two_presses(self, walk: Walk, people: dict[str, Actor]) -> None:
        file_id = walk.file(at=Stage.PROCESSING, service="NP01")
        four_eyes(walk.office)  # one desk, so two eyes are enough
        found = walk.office.see(short_ways.of_file, file_id=file_id, actor=people["kasi"])
        assert [(one["run"], one["title"], one["warning"]) for one in found] == [
            ("process+paraf", "Proses dan paraf", "")
        ]
        assert do(walk, people["kasi"], "process+paraf", named(walk, file_id))[0].ok
        assert do(walk, people["sekcam"], "paraf", named(walk, file_id))[0].ok
        assert walk.row(file_id).stage == Stage.CAMAT_SIGNATURE

    def test_the_pen_the_stamp_and_papers_are_never_run_into(self, walk: Walk) -> None:
        everybody = Actor(
            "officer", 3, "Satu orang", tuple(Seat(desk) for desk in ("kasi", "operator", "sekcam", "camat"))
        )
        file_id = walk.file(at=Stage.DRAFTING, service="NP07")
        assert self.offered(walk, file_id, everybody)[-1] == "print_letter+paraf+paraf"
        walk.act(file_id, "operator", Act.PRINT_LETTER)
        for stage in (Stage.KASI_PARAF, Stage.SEKCAM_PARAF):
            walk.step(file_id, stage, {"requirements": []})
        assert self.offered(walk, file_id, everybody) == ["sign+assign_number"]

    @pytest.mark.parametrize("name", ["", "hand_over", "process+sign", "paraf+process", "x", "process+"])
    def test_what_does_not_follow_is_refused(self, name: str) -> None:
        with pytest.raises(runs.NoSuchRun):
            runs.read_name(name)


class TestSeveral:
    def test_one_that_moved_is_told_by_number_and_the_others_are_done(
        self, walk: Walk, people: dict[str, Actor]
    ) -> None:
        ids = [walk.file(at=Stage.SEKCAM_PARAF, service="NP07") for _ in range(3)]
        seen = [named(walk, file_id) for file_id in ids]
        walk.act(ids[1], "sekcam", Act.PARAF)
        outcomes = do(walk, people["sekcam"], "paraf", *seen)
        assert [one.ok for one in outcomes] == [True, False, True]
        assert outcomes[1].number == walk.row(ids[1]).registration_number
        assert outcomes[1].refusal is not None and outcomes[1].refusal.code == "file_has_moved"
        assert {walk.row(file_id).stage for file_id in ids} == {Stage.CAMAT_SIGNATURE}
        keys = walk.office.see(lambda read: {row.key for row in read.session.query(Request)})
        assert {f"k-{ids[0]}", f"k-{ids[2]}"} <= keys and f"k-{ids[1]}" not in keys
        assert [one.ok for one in do(walk, people["sekcam"], "paraf", *seen)] == [True, False, True]

    def test_a_new_version_meanwhile_is_not_initialled(self, walk: Walk, people: dict[str, Actor]) -> None:
        file_id = walk.file(at=Stage.KASI_PARAF, service="NP07")
        seen = named(walk, file_id).model_copy(update={"file_version": None})
        walk.act(file_id, "kasi", Act.SEND_BACK, note="Ganti.")
        walk.act(file_id, "operator", Act.PRINT_LETTER)
        outcome = do(walk, people["kasi"], "paraf", seen)[0]
        assert outcome.refusal is not None and outcome.refusal.code == "version_void"

    def test_numbers_and_stamps(self, walk: Walk, people: dict[str, Actor]) -> None:
        ids = [walk.file(at=Stage.NUMBERING, service=code) for code in ("NP07", "IZ04")]
        numbers = [
            one.answer["letter_number"]
            for one in do(walk, people["kasi"], "assign_number", *[Named(id=n) for n in ids])
        ]
        assert len(set(numbers)) == 2
        wanted = [Named(id=file_id) for file_id in ids]
        assert not any(one.ok for one in do(walk, people["kasi"], "release", *wanted, key="a"))
        done = do(walk, people["kasi"], "release", *wanted, key="b", stamped=True, archive_location="Lemari 2")
        assert all(one.ok for one in done) and {walk.row(file_id).stage for file_id in ids} == {Stage.READY}

    def test_a_recorder_records_the_signatures_of_several(self, walk: Walk, people: dict[str, Actor]) -> None:
        ids = [walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07") for _ in range(2)]
        signer = "Drs. H. Achmad Fauzi, M.Si."
        assert all(
            one.ok for one in do(walk, people["sekcam"], "sign", *[named(walk, n) for n in ids], recorded_for=signer)
        )
        assert {walk.row(file_id).stage for file_id in ids} == {Stage.NUMBERING}

    def test_the_signer_himself_is_no_recorder(self, walk: Walk, people: dict[str, Actor]) -> None:
        file_id = walk.file(at=Stage.CAMAT_SIGNATURE, service="NP07")
        do(walk, people["camat"], "sign", named(walk, file_id), recorded_for="Orang lain")
        mark = walk.office.see(lambda read: read.session.query(Mark).filter_by(kind="signature").one())
        assert (mark.recorded_for, mark.name) == (None, "camat")


#: where a letter may be while the signer changes, and an endorsement among them
IN_FLIGHT = ((Stage.KASI_PARAF, "NP07"), (Stage.SEKCAM_PARAF, "NP03"), (Stage.CAMAT_SIGNATURE, "IZ04"),
             (Stage.SEKCAM_PARAF, "NP01"))  # fmt: skip


def test_a_delegation_begins_and_ends_with_files_in_flight(walk: Walk, people: dict[str, Actor]) -> None:
    """One press prints all of them again, each time; the paraf that is missing is asked."""
    office, system = walk.office, Actor("system", seats=(Seat("system"),))
    ids = [walk.file(at=stage, service=service) for stage, service in IN_FLIGHT]
    given = office.do(delegations.begin, by=system, role="sekcam", style="Plh.", basis="SP 1/2026")["id"]
    reprint(walk, people, ids, key="begin")
    assert {(walk.row(n).stage, walk.row(n).letter_version, walk.row(n).signer) for n in ids} == {
        (Stage.KASI_PARAF, 2, "sekcam")}  # fmt: skip
    for file_id in ids[:3]:
        walk.act(file_id, "kasi", Act.PARAF)
    assert {walk.row(file_id).stage for file_id in ids[:3]} == {Stage.CAMAT_SIGNATURE}
    office.do(delegations.end, by=system, delegation_id=given)
    reprint(walk, people, ids, key="end")
    assert {(walk.row(n).stage, walk.row(n).letter_version, walk.row(n).signer) for n in ids} == {
        (Stage.KASI_PARAF, 3, "camat")}  # fmt: skip
    assert office.see(versions.waiting_for_reprint) == []
    assert all(walk.act(file_id, "kasi", Act.PARAF)["stage"] == Stage.SEKCAM_PARAF for file_id in ids)


def reprint(walk: Walk, people: dict[str, Actor], ids: list[int], *, key: str) -> None:
    assert walk.office.see(versions.waiting_for_reprint) == ids
    outcomes = do(walk, people["operator"], "reprint", *[Named(id=n) for n in ids], key=key)
    assert [one.ok for one in outcomes] == [True] * len(ids)


class TestChanges:
    def changes(self, walk: Walk, file_id: int, desk: str) -> Any:
        last = walk.office.see(seen_before.last, file_id=file_id, desk=desk)
        return last and {**last, "groups": walk.letters.changes(last["old"], last["new"])}

    def test_a_desk_sees_what_is_new_since_it_initialled(self, walk: Walk, people: dict[str, Actor]) -> None:
        file_id = walk.file(at=Stage.SEKCAM_PARAF, service="IZ05")
        assert self.changes(walk, file_id, "kasi") is None, "one version: nothing to compare"
        walk.act(file_id, "sekcam", Act.SEND_BACK, note="Luas jalan 60 m².", to="operator")
        name = next(key for key, value in walk.row(file_id).fields.items() if value == "120")
        walk.act(file_id, "operator", Act.CORRECT_DATA, changes={"fields": {name: "60"}}, reason="Salah ukur.")
        walk.act(file_id, "operator", Act.PRINT_LETTER)
        found = self.changes(walk, file_id, "kasi")
        assert (found["n"], found["why"]) == (1, "paraf") and found["note"] == "Luas jalan 60 m²."
        rows = {(group["title"], row["before"], row["after"]) for group in found["groups"] for row in group["rows"]}
        assert ("Isian", "120", "60") in rows
        walk.act(file_id, "kasi", Act.PARAF)
        again = self.changes(walk, file_id, "sekcam")
        assert (again["n"], again["why"]) == (1, "kembali")
        assert self.changes(walk, file_id, "camat") is None

    def test_an_unchanged_reprint_says_so(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.KASI_PARAF, service="NP07")
        walk.act(file_id, "kasi", Act.SEND_BACK, note="Cetak lebih terang.")
        walk.act(file_id, "operator", Act.PRINT_LETTER)
        assert self.changes(walk, file_id, "kasi")["groups"] == []


def test_a_body_for_all_keeps_only_what_an_act_knows() -> None:
    body = many.body_of(Act.RELEASE, {"stamped": True, "recorded_for": "x", "note": "y"})
    assert body == BODIES[Act.RELEASE](stamped=True)
