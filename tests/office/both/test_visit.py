"""One visit with several files, and one bearer with several letters (SOP S2, S8d), on either database."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from office.errors import AlreadyDone, NeedsMissing, Refusal, Unknown
from office.files import files, needs
from office.files.bodies import BODIES, HandOverMany
from office.hall import tickets
from office.office import Actor, Office
from office.procedure import Act, Stage
from office.records.tables import File, Handover, HandoverFile, Person, PrintJob, SurveyToken, TicketFile
from office.views import counter_files, intake
from printer.letters.desk import LetterDesk
from printer.letters.press import LetterPress
from printer.letters.store import LetterStore
from tests.walk import Walk

KK, KTP = "NP02", "NP01"
SITTI = {"name": "Sitti Aminah", "nik": "3529094104880004", "village": "Ambunten Tengah"}
RIDWAN = {"name": "Moh. Ridwan", "nik": "3529011203770008", "relation": "Kepala Desa", "letter": True}
BEARER = {"kind": "kuasa", "name": "Moh. Ridwan", "relation": "Kepala Desa", "id_shown": True, "letter": True}


@pytest.fixture
def walk(office: Office, press: LetterPress, people: dict[str, Actor], tmp_path: Path) -> Walk:
    return Walk(office, LetterDesk(office, press, LetterStore(tmp_path / "letters")), people)


@pytest.fixture
def ticket(office: Office, people: dict[str, Actor]) -> int:
    """Served at Loket 2."""
    office.do(tickets.issue, by=people["kiosk"], loket=2)
    called = office.do(tickets.call_next, by=people["loket2"], loket=2)
    return int(office.do(tickets.serve, by=people["loket2"], ticket_id=called["id"])["id"])


def found(walk: Walk, table: Any) -> list[Any]:
    return walk.office.see(lambda read: list(read.session.scalars(select(table).order_by(table.__table__.c[0]))))


def slips(walk: Walk, kind: str) -> list[dict[str, Any]]:
    return [job.facts for job in found(walk, PrintJob) if job.kind == kind]


class TestOneVisit:
    def test_the_same_person_and_the_same_bearer_are_named_by_a_file(self, walk: Walk, ticket: int) -> None:
        first = walk.register(KK, applicant=SITTI, proxy=RIDWAN, ticket=ticket)["id"]
        again = {"applicant": None, "applicant_of": first, "same_bearer": {"file": first, "relation": "Kepala Desa"}}
        second = walk.row(walk.register(KTP, ticket=ticket, **again)["id"])
        other = walk.row(walk.register(KK, ticket=ticket, applicant={"name": "Halimah"},
                                       same_bearer={"file": first, "relation": "tetangga"})["id"])  # fmt: skip
        one = walk.row(first)
        assert (second.applicant_id, second.proxy_id) == (one.applicant_id, one.proxy_id)
        assert (other.proxy_id, other.proxy_relation, other.proxy_letter) == (one.proxy_id, "tetangga", None)
        assert len(found(walk, Person)) == 3

    def test_who_came_himself_may_bring_the_next_one(self, walk: Walk, ticket: int) -> None:
        own = walk.row(walk.register(KK, applicant=SITTI, ticket=ticket)["id"])
        brought = walk.register(KK, applicant={"name": "Halimah"}, ticket=ticket,
                                same_bearer={"file": own.id, "relation": "ibu"})["id"]  # fmt: skip
        assert walk.row(brought).proxy_id == own.applicant_id

    @pytest.mark.parametrize("unknown", [{"applicant": None, "applicant_of": 99}, {"same_bearer": {"file": 99}}])
    def test_a_file_that_does_not_exist_names_nobody(self, walk: Walk, unknown: dict[str, Any]) -> None:
        with pytest.raises(Unknown):
            walk.register(KK, **unknown)
        assert found(walk, File) == []

    def test_a_surat_kuasa_that_was_seen_is_not_asked_again(self, walk: Walk, ticket: int) -> None:
        made = walk.register(KK, applicant=SITTI, proxy=RIDWAN, ticket=ticket)
        assert walk.row(made["id"]).proxy_letter is True
        assert walk.office.see(needs.ticked, file_id=made["id"]) == {"surat_kuasa": True}
        papers = [paper["id"] for paper in made["requirements"] if paper["mandatory"]]
        assert walk.act(made["id"], "loket", Act.ACCEPT, documents=papers)["stage"] == Stage.PROCESSING

    def test_the_visit_lists_what_was_done_in_it(self, walk: Walk, office: Office, ticket: int) -> None:
        old = walk.file(at=Stage.RETURNED, service=KTP)
        outside = walk.register(KK, applicant={"name": "Halimah"})["id"]
        missing = [name for name, there in office.see(needs.ticked, file_id=old).items() if not there]
        one = walk.register(KK, applicant=SITTI, ticket=ticket)["id"]
        walk.act(old, "loket", Act.RESUBMIT, documents=missing)
        walk.act(one, "loket", Act.RETURN_INCOMPLETE, missing=["kk_lama"], note="KK lama belum dibawa.")
        rows = office.see(counter_files.of_visit, ticket_id=ticket)
        assert outside not in [row["id"] for row in rows]
        assert [(row["id"], row["did"]) for row in rows if row["id"] != old] == [(one, "Dikembalikan")]
        assert "KK lama" in rows[1]["words"], "what is missing stands in the list"

    def test_another_desk_s_act_is_no_part_of_a_visit(self, walk: Walk, ticket: int) -> None:
        made = walk.register(KK, applicant=SITTI, ticket=ticket)
        papers = [paper["id"] for paper in made["requirements"] if paper["mandatory"]]
        walk.act(made["id"], "loket", Act.ACCEPT, documents=papers)
        walk.act(made["id"], "kasi", Act.PROCESS)
        assert [row.act for row in found(walk, TicketFile)] == ["register", "accept"]

    def test_the_same_person_is_registered_once_for_a_service(self, walk: Walk, ticket: int) -> None:
        first = walk.register(KK, applicant={"name": "Sitti Aminah"}, ticket=ticket)
        with pytest.raises(AlreadyDone) as told:
            walk.register(KK, applicant={"name": "sitti aminah"}, ticket=ticket)
        assert (told.value.code, told.value.extra["file"]) == ("already_registered", first["id"])
        assert first["registration_number"] in told.value.detail
        assert walk.register(KTP, applicant={"name": "Sitti Aminah"}, ticket=ticket)["id"]

    def test_namesakes_are_told_apart_by_their_nik(self, walk: Walk, ticket: int) -> None:
        walk.register(KK, applicant=SITTI, ticket=ticket)
        assert walk.register(KK, applicant={**SITTI, "nik": "3529094104880005"}, ticket=ticket)["id"]


class TestPapers:
    def test_a_conditional_paper_that_is_needed_must_be_there(self, walk: Walk) -> None:
        made = walk.register(KK, applicant=SITTI)
        papers = [paper["id"] for paper in made["requirements"] if paper["mandatory"]]
        with pytest.raises(NeedsMissing) as told:
            walk.act(made["id"], "loket", Act.ACCEPT, documents=papers, needed=["akta_lahir"])
        assert told.value.extra["missing"] == ["akta_lahir"]
        done = walk.act(made["id"], "loket", Act.ACCEPT, documents=[*papers, "akta_lahir"], needed=["akta_lahir"])
        assert done["stage"] == Stage.PROCESSING

    def test_one_that_is_missing_is_asked_again_and_then_kept(self, walk: Walk, office: Office) -> None:
        made = walk.register(KK, applicant=SITTI)
        walk.act(made["id"], "loket", Act.RETURN_INCOMPLETE, missing=["akta_lahir"], note="Akta belum dibawa.")
        assert [one["label"] for one in slips(walk, "deficiency")[0]["missing"]] == [
            "Surat keterangan lahir/akta kelahiran"
        ]
        asked = [one["id"] for one in office.see(intake.file, file_id=made["id"])["checklist"] if one["asked"]]
        assert asked == ["akta_lahir"], "what was there is not asked again"
        walk.act(made["id"], "loket", Act.RESUBMIT, documents=asked)
        assert office.see(needs.ticked, file_id=made["id"])["akta_lahir"] is True


class TestOneBearer:
    def hand(self, walk: Walk, ids: list[int], **more: Any) -> Any:
        body = HandOverMany.model_validate({"files": ids, "receiver": BEARER, **more})
        return walk.office.do(files.hand_over_many, by=walk.people["loket2"], body=body)

    def test_letters_of_several_people_go_with_one_slip(self, walk: Walk) -> None:
        ids = [walk.file(at=Stage.READY, service=KTP), walk.file(at=Stage.READY, service=KK)]
        given = self.hand(walk, ids, sheet_counts={ids[1]: 3})
        assert {walk.row(one).stage for one in ids} == {Stage.HANDED_OVER}
        assert [row.sheets for row in found(walk, HandoverFile)] == [1, 3]
        assert [file["sheets"] for file in slips(walk, "handover")[0]["files"]] == [1, 3]
        assert slips(walk, "handover")[0]["receiver"]["power_of_attorney"] == "sudah diperlihatkan"
        assert len(found(walk, SurveyToken)) == 1 and given["handover_number"] == "0001/2026"

    def test_who_takes_letters_of_several_people_is_their_proxy(self, walk: Walk) -> None:
        own = walk.file(at=Stage.READY, service=KTP)
        other = walk.file(at=Stage.READY, service=KK)
        with walk.office.database.write() as session:
            stranger = Person(name="Halimah", created_at=walk.office.clock())
            session.add(stranger)
            session.flush()
            session.get_one(File, other).applicant_id = stranger.id
        with pytest.raises(NeedsMissing, match="beberapa orang"):
            self.hand(walk, [own, other], receiver={"kind": "pemohon", "id_shown": True})
        assert found(walk, Handover) == []
        assert self.hand(walk, [own, other])["files"]

    def test_a_thumbprint_has_a_witness_on_the_slip_and_in_the_records(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.READY, service=KTP)
        receiver = {"kind": "pemohon", "id_shown": True}
        with pytest.raises(NeedsMissing) as told:
            walk.act(file_id, "loket", Act.HAND_OVER, receiver=receiver, mark="cap_jempol")
        assert told.value.extra["missing"] == ["witness"]
        walk.act(file_id, "loket", Act.HAND_OVER, receiver=receiver, mark="cap_jempol", witness={"name": "Suharto Adi"})
        row = found(walk, Handover)[0]
        saw = walk.office.see(lambda read: read.session.get_one(Person, row.witness_id).name)
        assert (row.mark, saw) == ("cap_jempol", "Suharto Adi")
        told_on_paper = slips(walk, "handover")[0]["receiver"]
        assert (told_on_paper["thumbprint"], told_on_paper["witness"]) == (True, "S*** A***")

    def test_a_signature_needs_nobody_beside(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.READY, service=KTP)
        walk.act(file_id, "loket", Act.HAND_OVER, receiver={"kind": "pemohon", "id_shown": True})
        assert [(row.mark, row.witness_id) for row in found(walk, Handover)] == [("tanda_tangan", None)]

    @pytest.mark.parametrize(("changed", "missing"), [
        ({"letter": False}, ["letter"]), ({"relation": None}, ["relation"]), ({"id_shown": False}, ["receiver"]),
        ({"id_shown": False, "letter": False, "name": None}, ["receiver", "relation", "letter"]),
    ])  # fmt: skip
    def test_all_that_is_missing_of_the_bearer_is_said_at_once(
        self, walk: Walk, changed: dict[str, Any], missing: list[str]
    ) -> None:
        file_id = walk.file(at=Stage.READY, service=KTP)
        with pytest.raises(NeedsMissing) as told:
            self.hand(walk, [file_id], receiver={**BEARER, **changed})
        assert told.value.extra["missing"] == missing

    def test_a_proxy_s_nik_is_whole_or_refused(self) -> None:
        with pytest.raises(ValueError, match="16 angka"):
            BODIES[Act.HAND_OVER].model_validate({"receiver": {**BEARER, "nik": "123"}})

    def test_two_lokets_hand_over_the_same_letter_once(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.READY, service=KTP)
        self.hand(walk, [file_id])
        with pytest.raises(Refusal):
            walk.act(file_id, "loket", Act.HAND_OVER, receiver={"kind": "pemohon", "id_shown": True})
        assert len(found(walk, Handover)) == 1


def test_whoever_comes_again_is_found_by_everything_on_the_resi(walk: Walk, office: Office) -> None:
    file_id = walk.file(at=Stage.READY, service=KTP)
    row = walk.row(file_id)
    letter = office.see(counter_files.of_ids, ids=[file_id])[0]["letter_number"]
    for q in (row.registration_number, str(row.seq), "Sahrul", "3529010101010001", letter):
        assert [one["id"] for one in office.see(counter_files.found, q=q)] == [file_id], q
    assert office.see(counter_files.of_person, nik="3529010101010001")[0]["words"] == "Siap diserahkan"
    assert office.see(counter_files.found, q="999.9/0001/x/2026") == []
