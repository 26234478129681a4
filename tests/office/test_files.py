"""A file's ways back and its numbers: nothing skipped, nothing signed that is not in force, no desk passed over."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select

from office.errors import (
    ClockWrong,
    FileHasMoved,
    Invalid,
    NeedsMissing,
    NoSuchStep,
    NotYourDesk,
    PaymentMissing,
    Refusal,
    VersionVoid,
    WrongLoket,
)
from office.files import deadlines, files, letters
from office.files.bodies import BODIES, HandOverMany
from office.hall import tickets
from office.office import SYSTEM, Actor, Office, Seat
from office.people import delegations
from office.procedure import Act, Stage
from office.records.tables import (
    Archive,
    File,
    Handover,
    LetterNumber,
    LetterVersion,
    Mark,
    NumberSeries,
    PrintJob,
    SurveyToken,
    Table,
    Visit,
)
from office.views import file_page, verify, worklists
from printer.letters.desk import LetterDesk
from tests.walk import RECEIVER, Walk

UNSIGNED = (Stage.KASI_PARAF, Stage.SEKCAM_PARAF, Stage.CAMAT_SIGNATURE)
LETTER, ENDORSEMENT, LEVY = "IZ04", "NP01", "IZ05"


@pytest.fixture(autouse=True)
def everything_adds_up(office: Office) -> Any:
    """After each of these tests the office's own check finds nothing wrong."""
    yield
    wrong = [finding.line for finding in office.see(verify.findings) if finding.faults]
    assert wrong == []


def found(walk: Walk, table: type[Table], **where: Any) -> list[Any]:
    """The rows of a table with these values, by id."""
    query = select(table).filter_by(**where).order_by(*table.__table__.primary_key.columns)
    return list(walk.office.see(lambda read: read.session.scalars(query).all()))


def parafs(walk: Walk, file_id: int) -> list[tuple[str, str]]:
    """(kind, desk) of the marks that hold."""
    return [(m.kind, m.desk) for m in found(walk, Mark, file_id=file_id) if m.ended_at is None]


def clock_of(walk: Walk, file_id: int) -> str:
    return walk.office.see(lambda read: deadlines.of(read, read.session.get_one(File, file_id)))["clock"]


class TestNumbers:
    def test_registrations_that_fail_leave_no_gap(self, walk: Walk) -> None:
        first = walk.register()["registration_number"]
        for broken in (
            {"fields": {"tanggal_acara": "besok"}},
            {"fields": {"apa_ini": "x"}},
            {"ticket": 999},
            {"service": "ZZ"},
        ):
            with pytest.raises(Refusal):
                walk.register(**({"service": LETTER} | broken))
        with pytest.raises(WrongLoket):
            walk.office.do(files.register, by=walk.people["loket2"], body=_register(LETTER))
        assert (first, walk.register()["registration_number"]) == ("0001/1/11/2026", "0002/1/11/2026")
        assert [(f.year, f.seq) for f in found(walk, File)] == [(2026, 1), (2026, 2)]

    def test_registrations_restart_with_the_year(self, walk: Walk) -> None:
        walk.register()
        walk.office.clock.forward(days=60)
        assert walk.register()["registration_number"] == "0001/1/01/2027"

    def test_a_voided_number_stays_in_the_register_and_is_not_given_again(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.RELEASING)
        walk.act(file_id, "kasi", Act.VOID_LETTER, reason="Salah nama.")
        assert walk.row(file_id).stage == Stage.DRAFTING
        other = walk.file(at=Stage.RELEASING)
        for stage in (Stage.DRAFTING, *UNSIGNED, Stage.NUMBERING):
            walk.step(file_id, stage, {"requirements": []})
        numbers = found(walk, LetterNumber)
        assert [(n.seq, n.file_id, n.state, n.reason) for n in numbers] == [
            (1, file_id, "void", "Salah nama."), (2, other, "used", None), (3, file_id, "used", None)
        ]  # fmt: skip
        assert len({n.number for n in numbers}) == 3

    def test_a_numbering_that_is_refused_takes_its_number_back(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.NUMBERING)
        seen = walk.row(file_id).version
        walk.act(file_id, "kasi", Act.ASSIGN_NUMBER, file_version=seen)
        with pytest.raises(FileHasMoved):
            walk.act(file_id, "kasi", Act.ASSIGN_NUMBER, file_version=seen)
        with pytest.raises(NoSuchStep):
            walk.act(file_id, "kasi", Act.ASSIGN_NUMBER)
        assert [n.seq for n in found(walk, LetterNumber)] == [1]
        assert [s.last for s in found(walk, NumberSeries) if s.name.startswith("letter:")] == [1]

    def test_the_letter_s_date_is_the_day_of_numbering(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.NUMBERING)
        walk.office.clock.forward(days=3)
        answer = walk.act(file_id, "kasi", Act.ASSIGN_NUMBER)
        assert answer["letter_date"] == "2026-11-26"
        assert answer["letter_number"].endswith("/001/435.000/2026")


class TestVersions:
    @pytest.mark.parametrize("stage", UNSIGNED)
    @pytest.mark.parametrize("desk", ["loket", "kasi", "operator"])
    def test_corrected_data_void_every_version_and_mark(self, walk: Walk, stage: Stage, desk: str) -> None:
        file_id = walk.file(at=stage)
        answer = walk.act(file_id, desk, Act.CORRECT_DATA, changes={"name": "Sahrul Anam Jaya"}, reason="Salah ketik.")
        assert (answer["stage"], answer["version"]) == (Stage.DRAFTING, None)
        assert [v.state for v in found(walk, LetterVersion, file_id=file_id)] == ["void"]
        assert parafs(walk, file_id) == []
        walk.act(file_id, "operator", Act.PRINT_LETTER)
        assert [v.state for v in found(walk, LetterVersion, file_id=file_id)] == ["void", "filed"]
        for old in (1,):
            with pytest.raises(VersionVoid):
                walk.act(file_id, "kasi", Act.PARAF, version=old)

    def test_before_anything_is_printed_a_correction_moves_nothing(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.PROCESSING)
        assert (
            walk.act(file_id, "kasi", Act.CORRECT_DATA, changes={"village": "Tambuko"}, reason="x")["stage"]
            == "PROCESSING"
        )

    def test_a_correction_names_what_it_may_correct(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.PROCESSING)
        for changes in (
            {"stage": "READY"},
            {"fields": {"hantu": "1"}},
            {"fields": "x"},
            {"fields": {"jam_mulai": "siang"}},
        ):
            with pytest.raises(Invalid):
                walk.act(file_id, "kasi", Act.CORRECT_DATA, changes=changes, reason="x")
        with pytest.raises(ValidationError):
            walk.act(file_id, "kasi", Act.CORRECT_DATA, changes={"nik": "123"}, reason="x")
        assert walk.row(file_id).stage == Stage.PROCESSING

    def test_a_new_version_asks_for_every_paraf_again(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.SEKCAM_PARAF)
        assert parafs(walk, file_id) == [("paraf", "kasi")]
        walk.act(file_id, "sekcam", Act.SEND_BACK, note="Salah ketik.", to="operator")
        assert walk.row(file_id).stage == Stage.DRAFTING
        assert walk.act(file_id, "operator", Act.PRINT_LETTER)["version"] == 2
        assert parafs(walk, file_id) == []
        assert walk.row(file_id).stage == Stage.KASI_PARAF

    def test_a_version_named_must_be_the_one_in_force(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.KASI_PARAF)
        for version in (0, 2, 99):
            with pytest.raises(VersionVoid):
                walk.act(file_id, "kasi", Act.PARAF, version=version)
        with pytest.raises(NeedsMissing):
            walk.act(file_id, "kasi", Act.PARAF, version=None)

    def test_a_mark_names_the_hash_of_its_version(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.NUMBERING)
        (version,) = found(walk, LetterVersion, file_id=file_id)
        marks = found(walk, Mark, file_id=file_id)
        assert [(m.kind, m.desk, m.sha256) for m in marks] == [
            ("paraf", "kasi", version.sha256),
            ("paraf", "sekcam", version.sha256),
            ("signature", "camat", version.sha256),
        ]

    def test_a_stored_version_is_filed_as_it_was_rendered(self, walk: Walk, letters: LetterDesk) -> None:
        file_id = walk.file(at=Stage.DRAFTING)
        kept = letters.render(by=walk.people["operator"], key="r", file_id=file_id)
        assert kept["version"] == 1 and walk.row(file_id).stage == Stage.DRAFTING
        assert walk.act(file_id, "operator", Act.PRINT_LETTER, version=1)["version"] == 1
        (version,) = found(walk, LetterVersion, file_id=file_id)
        assert (version.sha256, version.state) == (kept["sha256"], "filed")

    def test_a_version_that_was_never_rendered_cannot_be_filed(self, walk: Walk) -> None:
        with pytest.raises(NeedsMissing):
            walk.act(walk.file(at=Stage.DRAFTING), "operator", Act.PRINT_LETTER, version=3)

    @pytest.mark.parametrize("stage", [Stage.NUMBERING, Stage.RELEASING, Stage.READY, Stage.HANDED_OVER])
    def test_nothing_is_rendered_after_the_signature(self, walk: Walk, letters: LetterDesk, stage: Stage) -> None:
        file_id = walk.file(at=stage)
        for attempt in (lambda: letters.render(by=walk.people["operator"], key="r", file_id=file_id),
                        lambda: walk.act(file_id, "operator", Act.PRINT_LETTER),
                        lambda: walk.act(file_id, "operator", Act.REPRINT)):  # fmt: skip
            with pytest.raises((NoSuchStep, NotYourDesk)):
                attempt()
        assert len(found(walk, LetterVersion, file_id=file_id)) == 1

    def test_a_letter_of_a_file_that_moved_while_it_was_rendered_is_not_filed(
        self, walk: Walk, letters: LetterDesk
    ) -> None:
        file_id = walk.file(at=Stage.DRAFTING)
        made = letters._make(file_id, None)
        walk.act(file_id, "kasi", Act.CORRECT_DATA, changes={"village": "Tambuko"}, reason="x")
        with pytest.raises(FileHasMoved):
            walk.office.do(files.act, by=walk.people["operator"], file_id=file_id, act=Act.PRINT_LETTER,
                           body=BODIES[Act.PRINT_LETTER](), aside={"made": made})  # fmt: skip
        assert found(walk, LetterVersion, file_id=file_id) == []


class TestSendingBack:
    def test_the_sekcam_to_the_kasi_with_the_same_version(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.SEKCAM_PARAF)
        answer = walk.act(file_id, "sekcam", Act.SEND_BACK, note="Periksa lagi.", to="kasi")
        assert (answer["stage"], answer["version"]) == (Stage.KASI_PARAF, 1)
        assert parafs(walk, file_id) == [], "the Kasi's own paraf is withdrawn and asked again"
        walk.act(file_id, "kasi", Act.PARAF)
        assert parafs(walk, file_id) == [("paraf", "kasi")]

    @pytest.mark.parametrize(("to", "stage"), [("kasi", Stage.KASI_PARAF), ("operator", Stage.DRAFTING)])
    def test_the_camat_as_he_chooses(self, walk: Walk, to: str, stage: Stage) -> None:
        file_id = walk.file(at=Stage.CAMAT_SIGNATURE)
        assert walk.act(file_id, "camat", Act.SEND_BACK, note="Periksa lagi.", to=to)["stage"] == stage
        assert walk.row(file_id).note == "Periksa lagi."

    def test_every_desk_s_paraf_is_on_the_sheet_once(self, walk: Walk, letters: LetterDesk) -> None:
        """Sent back by the Camat with the same version: who initials again does not initial twice."""
        file_id = walk.file(at=Stage.CAMAT_SIGNATURE)
        walk.act(file_id, "camat", Act.SEND_BACK, note="Periksa lagi.", to="kasi")
        for stage in (Stage.KASI_PARAF, Stage.SEKCAM_PARAF, Stage.CAMAT_SIGNATURE, Stage.NUMBERING):
            walk.step(file_id, stage, {"requirements": []})
        assert Counter(parafs(walk, file_id)) == {
            ("paraf", "kasi"): 1,
            ("paraf", "sekcam"): 1,
            ("signature", "camat"): 1,
        }
        from printer.letters.desk import _archive_facts

        _, archive = walk.office.see(_archive_facts, file_id=file_id)
        assert [p.desk for p in archive.parafs] == ["Kasi", "Sekcam"]

    @pytest.mark.parametrize("desk", ["kasi", "sekcam", "camat"])
    def test_a_note_is_asked_for(self, walk: Walk, desk: str) -> None:
        file_id = walk.file(at=dict(zip(("kasi", "sekcam", "camat"), UNSIGNED, strict=True))[desk])
        with pytest.raises(NeedsMissing):
            walk.act(file_id, desk, Act.SEND_BACK, note="  ")


class TestDelegation:
    def begin(self, walk: Walk, role: str = "sekcam", style: str = "a.n.") -> int:
        return int(walk.office.do(delegations.begin, by=SYSTEM, role=role, style=style, basis="SP 12/2026")["id"])

    @pytest.mark.parametrize("stage", UNSIGNED)
    def test_another_signer_means_a_reprint(self, walk: Walk, stage: Stage) -> None:
        file_id = walk.file(at=stage)
        with pytest.raises((NoSuchStep, NotYourDesk)):
            walk.act(file_id, "operator", Act.REPRINT)
        self.begin(walk)
        assert walk.office.see(letters.waiting_for_reprint) == [file_id]
        answer = walk.act(file_id, "operator", Act.REPRINT)
        assert (answer["stage"], answer["version"], parafs(walk, file_id)) == (Stage.KASI_PARAF, 2, [])
        assert (walk.row(file_id).signer, walk.office.see(letters.waiting_for_reprint)) == ("sekcam", [])
        assert found(walk, LetterVersion, file_id=file_id)[1].signer_line.startswith("a.n. CAMAT")

    def test_the_sekcam_as_signer_does_not_initial(self, walk: Walk) -> None:
        self.begin(walk)
        file_id = walk.file(at=Stage.KASI_PARAF)
        assert walk.act(file_id, "kasi", Act.PARAF)["stage"] == Stage.CAMAT_SIGNATURE
        assert walk.row(file_id).desk == "sekcam"
        with pytest.raises(NotYourDesk):
            walk.act(file_id, "camat", Act.SIGN)
        assert walk.act(file_id, "sekcam", Act.SIGN)["stage"] == Stage.NUMBERING
        assert parafs(walk, file_id) == [("paraf", "kasi"), ("signature", "sekcam")]

    def test_when_it_ends_the_sekcam_s_paraf_is_asked(self, walk: Walk) -> None:
        delegation = self.begin(walk, style="Plh.")
        file_id = walk.file(at=Stage.CAMAT_SIGNATURE)
        walk.office.do(delegations.end, by=SYSTEM, delegation_id=delegation)
        walk.act(file_id, "operator", Act.REPRINT)
        assert walk.act(file_id, "kasi", Act.PARAF)["stage"] == Stage.SEKCAM_PARAF
        assert walk.act(file_id, "sekcam", Act.PARAF)["stage"] == Stage.CAMAT_SIGNATURE
        assert walk.act(file_id, "camat", Act.SIGN)["stage"] == Stage.NUMBERING

    def test_the_kasi_may_sign_when_both_are_away(self, walk: Walk) -> None:
        self.begin(walk, role="kasi", style="Plh.")
        file_id = walk.file(at=Stage.KASI_PARAF)
        assert walk.act(file_id, "kasi", Act.PARAF)["stage"] == Stage.CAMAT_SIGNATURE
        with pytest.raises(NotYourDesk):
            walk.act(file_id, "camat", Act.SIGN)
        assert walk.act(file_id, "kasi", Act.SIGN)["stage"] == Stage.NUMBERING

    def test_a_sheet_that_names_another_signer_is_not_signed(self, walk: Walk) -> None:
        """The delegation began after the print: the sheet says CAMAT, so the sekcam does not sign it as his own."""
        file_id = walk.file(at=Stage.CAMAT_SIGNATURE)
        self.begin(walk)
        assert walk.row(file_id).signer == "camat"
        with pytest.raises(NeedsMissing, match="siapa yang menandatangani"):
            walk.act(file_id, "sekcam", Act.SIGN)

    def test_a_recorder_is_named_beside_the_signer(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.CAMAT_SIGNATURE)
        walk.act(file_id, "sekcam", Act.SIGN, recorded_for="Drs. H. Achmad Fauzi")
        mark = found(walk, Mark, file_id=file_id, kind="signature")[0]
        assert (mark.desk, mark.by, mark.recorded_for) == ("camat", "officer:5", "Drs. H. Achmad Fauzi")


class TestClock:
    def test_it_rests_while_the_file_is_with_the_applicant(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.PROCESSING)
        accepted = walk.row(file_id).accepted_at
        walk.act(file_id, "kasi", Act.RETURN_TO_APPLICANT, missing=["formulir"], note="Kurang.")
        assert (walk.row(file_id).stage, clock_of(walk, file_id)) == (Stage.RETURNED, "paused")
        due = self.due(walk, file_id)
        walk.office.clock.forward(days=7)
        walk.act(file_id, "loket", Act.RESUBMIT, documents=["formulir"])
        assert (walk.row(file_id).stage, clock_of(walk, file_id)) == (Stage.PROCESSING, "running")
        assert self.due(walk, file_id) > due
        assert (walk.row(file_id).accepted_at, walk.row(file_id).revision) == (accepted, 2)

    def due(self, walk: Walk, file_id: int) -> str:
        return walk.office.see(lambda read: deadlines.of(read, read.session.get_one(File, file_id)))["due_at"]

    def test_a_return_by_the_loket_does_not_start_it(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.RETURNED)
        assert clock_of(walk, file_id) == "not_started"
        walk.act(file_id, "loket", Act.RESUBMIT, documents=["formulir"])
        assert (walk.row(file_id).stage, clock_of(walk, file_id)) == (Stage.REGISTERED, "not_started")

    def test_a_second_return_goes_back_to_where_it_came_from_and_repeats_no_visit(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.PROCESSING)
        assert walk.row(file_id).visit_recorded
        for _ in range(2):
            walk.act(file_id, "kasi", Act.RETURN_TO_APPLICANT, missing=["ktp_pemohon"], note="Kurang.")
            with pytest.raises(NeedsMissing) as refused:
                walk.act(file_id, "loket", Act.RESUBMIT, documents=["formulir"])
            assert refused.value.extra["missing"] == ["ktp_pemohon"], "only what was missing is asked again"
            walk.act(file_id, "loket", Act.RESUBMIT, documents=["ktp_pemohon"])
            assert walk.row(file_id).stage == Stage.PROCESSING
        assert len(walk.row(file_id).pauses) == 2

    def test_it_stops_at_ready_and_runs_again_when_the_letter_is_voided(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.READY)
        assert clock_of(walk, file_id) == "stopped"
        before = self.due(walk, file_id)
        walk.office.clock.forward(days=7)
        walk.act(file_id, "kasi", Act.VOID_LETTER, reason="Salah.")
        assert clock_of(walk, file_id) == "running"
        assert self.due(walk, file_id) > before, "the days it lay ready do not count against the office"
        assert walk.row(file_id).ready_at is None

    def test_a_decided_visit_makes_it_four_days(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.PROCESSING, visit=False)
        one_day = self.due(walk, file_id)
        assert walk.row(file_id).sla_days == 1
        walk.act(file_id, "kasi", Act.REQUEST_VISIT, visit_at="2026-11-25T10:00:00+07:00", reason="Perlu dilihat.")
        assert (walk.row(file_id).sla_days, walk.row(file_id).stage) == (4, Stage.FIELD_VISIT)
        assert self.due(walk, file_id) > one_day

    def test_a_moved_visit_leaves_one_planned(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.FIELD_VISIT)
        walk.act(file_id, "kasi", Act.RESCHEDULE_VISIT, visit_at="2026-11-26T10:00:00", note="Hujan.")
        assert [v.state for v in found(walk, Visit, file_id=file_id)] == ["moved", "planned"]
        assert found(walk, Visit, file_id=file_id)[1].visit_at.isoformat() == "2026-11-26T03:00:00+00:00", "office time"

    def test_a_returned_file_expires_after_its_last_day_and_not_on_it(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.RETURNED)
        walk.office.clock.forward(days=30)
        assert walk.office.do(files.expire, by=SYSTEM) == {"expired": []}
        walk.office.clock.forward(days=1)
        assert walk.office.do(files.expire, by=SYSTEM) == {"expired": [file_id]}

    @pytest.mark.parametrize(("stage", "desk", "act"), [
        (Stage.CAMAT_SIGNATURE, "camat", Act.SIGN), (Stage.NUMBERING, "kasi", Act.ASSIGN_NUMBER)
    ])  # fmt: skip
    def test_a_wrong_clock_stops_signing_and_numbering_but_no_ticket(
        self, walk: Walk, stage: Stage, desk: str, act: Act
    ) -> None:
        file_id = walk.file(at=stage)
        walk.office.clock.forward(hours=-1)
        with pytest.raises(ClockWrong):
            walk.act(file_id, desk, act)
        assert walk.row(file_id).stage == stage
        made = walk.office.do(tickets.issue, by=walk.people["kiosk"], loket=1)
        assert walk.office.do(tickets.call_next, by=walk.people["loket1"], loket=1)["id"] == made["id"]
        walk.office.clock.forward(minutes=59)
        walk.act(file_id, desk, act)

    def test_a_wrong_clock_stays_wrong_after_tickets_were_given_by_it(self, walk: Walk) -> None:
        """The newest row's time is not the latest: a ticket taken meanwhile must not make the clock look right."""
        file_id = walk.file(at=Stage.NUMBERING)
        walk.office.clock.forward(days=-2)
        walk.office.do(tickets.issue, by=walk.people["kiosk"], loket=1)
        with pytest.raises(ClockWrong):
            walk.act(file_id, "kasi", Act.ASSIGN_NUMBER)


class TestEndorsement:
    def test_process_itself_makes_version_one(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.PROCESSING, service=ENDORSEMENT)
        answer = walk.act(file_id, "kasi", Act.PROCESS)
        assert (answer["stage"], answer["version"]) == (Stage.KASI_PARAF, 1)
        assert found(walk, LetterVersion, file_id=file_id)[0].kind in ("legalisasi", "pengesahan")

    @pytest.mark.parametrize(("stage", "desk", "body"), [
        (Stage.KASI_PARAF, "kasi", {}), (Stage.SEKCAM_PARAF, "sekcam", {"to": "operator"}),
        (Stage.CAMAT_SIGNATURE, "camat", {"to": "operator"}),
    ])  # fmt: skip
    def test_sent_back_it_returns_to_the_kasi_s_processing(
        self, walk: Walk, stage: Stage, desk: str, body: Any
    ) -> None:
        file_id = walk.file(at=stage, service=ENDORSEMENT)
        assert walk.act(file_id, desk, Act.SEND_BACK, note="Salah cap.", **body)["stage"] == Stage.PROCESSING
        assert walk.act(file_id, "kasi", Act.PROCESS)["version"] == 2
        assert parafs(walk, file_id) == []

    @pytest.mark.parametrize("stage", [Stage.NUMBERING, Stage.READY])
    def test_voided_it_returns_to_processing(self, walk: Walk, stage: Stage) -> None:
        file_id = walk.file(at=stage, service=ENDORSEMENT)
        assert walk.act(file_id, "kasi", Act.VOID_LETTER, reason="Salah.")["stage"] == Stage.PROCESSING

    def test_only_its_rejection_is_drafted(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.PROCESSING, service=ENDORSEMENT)
        assert walk.act(file_id, "kasi", Act.REJECT, reason="Bukan warga sini.")["stage"] == Stage.DRAFTING
        walk.act(file_id, "operator", Act.PRINT_LETTER)
        assert found(walk, LetterVersion, file_id=file_id)[0].kind == "penolakan"
        assert walk.act(file_id, "kasi", Act.SEND_BACK, note="Salah ketik.")["stage"] == Stage.DRAFTING

    def test_rejected_after_its_sheet_was_made_it_is_a_letter(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.CAMAT_SIGNATURE, service=ENDORSEMENT)
        assert walk.act(file_id, "camat", Act.REJECT, reason="Tidak dapat.")["stage"] == Stage.DRAFTING
        assert walk.act(file_id, "operator", Act.PRINT_LETTER)["stage"] == Stage.KASI_PARAF


class TestRejection:
    @pytest.mark.parametrize(("stage", "desk"), [
        (Stage.FIELD_VISIT, "kasi"), (Stage.PROCESSING, "kasi"), (Stage.CAMAT_SIGNATURE, "camat")
    ])  # fmt: skip
    def test_it_is_a_letter_like_any_other(self, walk: Walk, stage: Stage, desk: str) -> None:
        file_id = walk.file(at=stage, service=LEVY)
        walk.act(file_id, desk, Act.REJECT, reason="Jalan utama.")
        assert walk.row(file_id).outcome == "rejected"
        for waits in (Stage.DRAFTING, *UNSIGNED, Stage.NUMBERING, Stage.RELEASING):
            walk.step(file_id, waits, {"requirements": []})
        assert (walk.row(file_id).stage, clock_of(walk, file_id)) == (Stage.READY, "stopped")
        last = found(walk, LetterVersion, file_id=file_id)[-1]
        assert (last.kind, last.skd_sha) == ("penolakan", None), "nothing is levied on a refusal"
        assert walk.act(file_id, "loket", Act.HAND_OVER, receiver=RECEIVER)["stage"] == Stage.HANDED_OVER


class TestHandover:
    def ask(self, walk: Walk, ids: list[int], by: str = "loket1", **more: Any) -> Any:
        body = HandOverMany.model_validate({"files": ids, "receiver": RECEIVER, **more})
        return walk.office.do(files.hand_over_many, by=walk.people[by], body=body)

    def test_several_letters_are_one_act(self, walk: Walk) -> None:
        ids = [walk.file(at=Stage.READY), walk.file(at=Stage.READY, service=ENDORSEMENT)]
        answer = self.ask(walk, [*ids, ids[0]])
        assert [file["stage"] for file in answer["files"]] == [Stage.HANDED_OVER] * 2
        assert (len(found(walk, Handover)), len(found(walk, SurveyToken))) == (1, 1)
        assert [job.subject for job in found(walk, PrintJob, kind="handover")] == ["handover:1"] * 2, (
            "two sheets of one slip"
        )

    def test_one_that_is_not_ready_keeps_all(self, walk: Walk) -> None:
        ready, early = walk.file(at=Stage.READY), walk.file(at=Stage.RELEASING)
        with pytest.raises(Refusal):
            self.ask(walk, [ready, early])
        assert (walk.row(ready).stage, found(walk, Handover), found(walk, SurveyToken)) == (Stage.READY, [], [])
        assert self.ask(walk, [ready])["handover_number"] == "0001/2026"

    def test_a_levy_is_paid_before_the_letter_goes(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.READY, service=LEVY)
        assert found(walk, LetterVersion, file_id=file_id)[0].skd_sha
        with pytest.raises(PaymentMissing):
            self.ask(walk, [file_id])
        assert self.ask(walk, [file_id], payment_proofs={file_id: "STS-1"})["files"][0]["stage"] == Stage.HANDED_OVER

    def test_it_may_be_at_any_loket(self, walk: Walk) -> None:
        assert self.ask(walk, [walk.file(at=Stage.READY)], by="loket2")["files"]

    @pytest.mark.parametrize("receiver", [
        None, {"kind": "pemohon", "id_shown": False}, {"kind": "kuasa", "name": "Siti", "id_shown": True},
        {"kind": "kuasa", "relation": "istri", "id_shown": True},
    ])  # fmt: skip
    def test_who_takes_it_is_known(self, walk: Walk, receiver: Any) -> None:
        file_id = walk.file(at=Stage.READY)
        with pytest.raises(NeedsMissing):
            walk.act(file_id, "loket", Act.HAND_OVER, receiver=receiver)
        assert found(walk, Handover) == []

    def test_the_archive_may_follow(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.HANDED_OVER)
        walk.office.do(files.archive, by=walk.people["kasi"], file_id=file_id, location="Lemari 2")
        walk.office.do(files.archive, by=walk.people["kasi"], file_id=file_id, location="Lemari 3")
        assert [row.location for row in found(walk, Archive)] == ["Lemari 3"]


class TestDesks:
    def kasi(self, section: str | None) -> Actor:
        return Actor("officer", 30, "kasi", (Seat("kasi", section=section),))

    def test_a_kasi_acts_on_his_section_s_files_only(self, walk: Walk) -> None:
        file_id = walk.file(at=Stage.PROCESSING)
        mine, other = self.kasi(walk.row(file_id).section), self.kasi("kesra")
        for attempt in (
            lambda: walk.act(file_id, other, Act.PROCESS),
            lambda: walk.office.see(file_page.file, file_id=file_id, actor=other),
            lambda: walk.office.do(files.archive, by=other, file_id=file_id, location="Lemari 1"),
        ):
            with pytest.raises(NotYourDesk):
                attempt()
        assert [f["id"] for f in self.listed(walk, "kesra")] == []
        assert [f["id"] for f in self.listed(walk, walk.row(file_id).section)] == [file_id]
        assert walk.act(file_id, mine, Act.PROCESS)["stage"] == Stage.DRAFTING

    def listed(self, walk: Walk, section: str) -> Any:
        return walk.office.see(worklists.worklist, desk="kasi", section=section)

    def test_two_desks_of_one_person_are_each_used(self, walk: Walk) -> None:
        both = Actor("officer", 31, "rangkap", (Seat("kasi", section="kesra"), Seat("sekcam")))
        file_id = walk.file(at=Stage.SEKCAM_PARAF)
        assert walk.act(file_id, both, Act.PARAF)["stage"] == Stage.CAMAT_SIGNATURE
        kasi_paraf = walk.file(at=Stage.KASI_PARAF)
        with pytest.raises(NotYourDesk):
            walk.act(kasi_paraf, both, Act.PARAF)

    @pytest.mark.parametrize(("stage", "desk", "act"), [
        (Stage.KASI_PARAF, "kasi", Act.PARAF), (Stage.SEKCAM_PARAF, "sekcam", Act.PARAF),
        (Stage.CAMAT_SIGNATURE, "camat", Act.SIGN), (Stage.CAMAT_SIGNATURE, "sekcam", Act.SIGN),
    ])  # fmt: skip
    def test_no_machine_initials_or_signs_in_an_office_of_its_own(
        self, walk: Walk, stage: Stage, desk: str, act: Act
    ) -> None:
        file_id = walk.file(at=stage)
        machine = Actor("token", 3, "API", (Seat(desk),))
        more = {"recorded_for": "Camat"} if (desk, act) == ("sekcam", Act.SIGN) else {}
        walk.office.example = False
        with pytest.raises(NotYourDesk, match="Token mesin"):
            walk.act(file_id, machine, act, **more)
        walk.office.example = True
        walk.act(file_id, machine, act, **more)

    def test_a_proxy_brings_the_letter_of_attorney(self, walk: Walk) -> None:
        made = walk.register(proxy={"name": "Bambang", "relation": "anak"})
        mandatory = [r["id"] for r in made["requirements"] if r["mandatory"]]
        with pytest.raises(NeedsMissing) as refused:
            walk.act(made["id"], "loket", Act.ACCEPT, documents=mandatory)
        assert refused.value.extra["missing"] == ["surat_kuasa"]


class TestOnce:
    """One key, one act: also where a letter is rendered on the way."""

    @pytest.mark.parametrize(("stage", "desk", "act", "service"), [
        (Stage.DRAFTING, "operator", Act.PRINT_LETTER, LETTER), (Stage.PROCESSING, "kasi", Act.PROCESS, ENDORSEMENT),
    ])  # fmt: skip
    def test_an_act_that_renders(
        self, walk: Walk, letters: LetterDesk, stage: Stage, desk: str, act: Act, service: str
    ) -> None:
        file_id = walk.file(at=stage, service=service)

        def ask() -> Any:
            return letters.act(by=walk.who(desk, service), key="k", file_id=file_id, act=act, body=BODIES[act]())

        first = ask()
        for stage_now in UNSIGNED:
            assert dict(ask()) == dict(first)
            walk.step(file_id, stage_now, {"requirements": []})
        again = ask()
        assert (again.repeated, dict(again)) == (True, dict(first))
        assert len(found(walk, LetterVersion, file_id=file_id)) == 1

    def test_a_reprint(self, walk: Walk, letters: LetterDesk) -> None:
        file_id = walk.file(at=Stage.SEKCAM_PARAF)
        walk.office.do(delegations.begin, by=SYSTEM, role="sekcam", style="Plh.", basis="SP 12/2026")

        def ask() -> Any:
            return letters.act(
                by=walk.people["operator"], key="k", file_id=file_id, act=Act.REPRINT, body=BODIES[Act.REPRINT]()
            )

        first = ask()
        walk.act(file_id, "kasi", Act.PARAF)
        walk.act(file_id, "sekcam", Act.SIGN)
        assert (ask().repeated, dict(ask())) == (True, dict(first))
        assert len(found(walk, LetterVersion, file_id=file_id)) == 2

    def test_a_version_rendered_beforehand(self, walk: Walk, letters: LetterDesk) -> None:
        file_id = walk.file(at=Stage.DRAFTING)

        def ask() -> Any:
            return letters.render(by=walk.people["operator"], key="k", file_id=file_id)

        first = ask()
        assert (ask().repeated, dict(ask())) == (True, dict(first))
        walk.act(file_id, "operator", Act.PRINT_LETTER, version=1)
        walk.act(file_id, "kasi", Act.PARAF)
        assert (ask().repeated, dict(ask())) == (True, dict(first))
        assert len(found(walk, LetterVersion, file_id=file_id)) == 1

    def test_a_handover_gives_one_survey_code(self, walk: Walk, letters: LetterDesk) -> None:
        file_id = walk.file(at=Stage.READY)
        body = BODIES[Act.HAND_OVER].model_validate({"receiver": RECEIVER})
        asked = {"by": walk.people["loket1"], "key": "k", "file_id": file_id, "act": Act.HAND_OVER, "body": body}
        first, again = letters.act(**asked), letters.act(**asked)
        assert (again.repeated, again["survey_token"]) == (True, first["survey_token"])
        assert walk.office.see(lambda read: read.session.scalar(select(func.count()).select_from(SurveyToken))) == 1

    def test_one_ticket_one_application_of_a_service(self, walk: Walk) -> None:
        ticket = walk.office.do(tickets.issue, by=walk.people["kiosk"], loket=1)["id"]
        walk.office.do(tickets.call_next, by=walk.people["loket1"], loket=1)
        walk.register(ticket=ticket)
        with pytest.raises(Refusal) as refused:
            walk.register(ticket=ticket)
        assert refused.value.code == "already_registered"
        assert walk.office.see(lambda read: read.session.get(File, 1).ticket_id) == ticket


def _register(service: str) -> Any:
    from office.files.bodies import Register

    return Register.model_validate({"service": service, "applicant": {"name": "Sahrul Anam"}})


def test_registering_serves_the_ticket_that_was_called(walk: Walk) -> None:
    ticket = walk.office.do(tickets.issue, by=walk.people["kiosk"], loket=1)["id"]
    walk.office.do(tickets.call_next, by=walk.people["loket1"], loket=1)
    walk.register(ticket=ticket)
    from office.records.tables import Ticket

    assert found(walk, Ticket)[0].state == "serving"


def test_a_withdrawn_file_s_letter_is_void(walk: Walk) -> None:
    file_id = walk.file(at=Stage.SEKCAM_PARAF)
    walk.act(file_id, "loket", Act.WITHDRAW, reason="Batal.")
    assert [v.state for v in found(walk, LetterVersion)] == ["void"]
    assert parafs(walk, file_id) == []
    assert walk.row(file_id).ended_at is not None
    assert walk.row(file_id).ended_at - walk.row(file_id).registered_at < timedelta(minutes=5)
