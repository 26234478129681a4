"""Every (stage, act, desk): what the table allows works, everything else is refused by name and changes nothing."""

import pytest
from sqlalchemy import func, select

from office.conditions import CONDITIONS, Situation, holds
from office.errors import NeedsMissing, NoSuchStep, NotYourDesk, Refusal
from office.files import files
from office.files.bodies import BODIES
from office.procedure import ENDED, TABLE, Act, Desk, Stage, find, steps_at
from office.records.tables import File, HistoryRow
from tests.walk import RECEIVER, Walk

DESKS = ("loket", "kasi", "operator", "sekcam", "camat")
#: a stage that only a waiting applicant's deadline leads to
REACHED = [stage for stage in Stage if stage != Stage.EXPIRED]
FULL: dict[Act, dict] = {
    Act.ACCEPT: {"visit_at": "2026-11-24T10:00:00+07:00"},
    Act.RETURN_INCOMPLETE: {"missing": ["formulir"], "note": "Belum ada."},
    Act.RESUBMIT: {"documents": ["formulir"]},
    Act.RECORD_VISIT: {"result": "sesuai", "findings": "Sesuai.", "at": "2026-11-24T11:00:00+07:00"},
    Act.RESCHEDULE_VISIT: {"visit_at": "2026-11-25T10:00:00+07:00", "note": "Hujan."},
    Act.RETURN_TO_APPLICANT: {"missing": ["formulir"], "note": "Diperbaiki."},
    Act.REJECT: {"reason": "Tidak sesuai."},
    Act.REQUEST_VISIT: {"visit_at": "2026-11-25T10:00:00+07:00", "reason": "Perlu."},
    Act.SEND_BACK: {"note": "Salah ketik."}, Act.RELEASE: {"stamped": True}, Act.HAND_OVER: {"receiver": RECEIVER},
    Act.CORRECT_DATA: {"changes": {"village": "Ambunten Tengah"}, "reason": "Salah tulis."},
    Act.WITHDRAW: {"reason": "Batal."}, Act.VOID_LETTER: {"reason": "Salah."},
}  # fmt: skip


def allowed(stage: Stage, act: Act, desk: str) -> bool:
    """Whether the table holds a row; reprint only when the signer changed, sign and reject for the camat as signer."""
    rows = [s for s in TABLE if (s.waits_at, s.act, s.desk) == (stage, act, desk)]
    situation = Situation(has_version=stage in (Stage.KASI_PARAF, Stage.SEKCAM_PARAF, Stage.CAMAT_SIGNATURE), to="kasi",
                          visit_needed=True,
                          visit_recorded=stage not in (Stage.REGISTERED, Stage.RETURNED))  # fmt: skip
    return any(holds(row.when, situation) for row in rows)


@pytest.mark.parametrize("stage", REACHED)
def test_what_the_table_does_not_allow_is_refused_by_name(walk: Walk, stage: Stage) -> None:
    file_id = walk.file(at=stage)
    before = (walk.row(file_id).version, rows_of_history(walk))
    for act in Act:
        for desk in DESKS:
            if allowed(stage, act, desk):
                continue
            with pytest.raises((NoSuchStep, NotYourDesk)) as refused:
                walk.act(file_id, desk, act, **FULL.get(act, {}))
            has_row = any((s.waits_at, s.act) == (stage, act) for s in TABLE)
            assert refused.type is (NotYourDesk if has_row and act != Act.REPRINT else refused.type)
            assert has_row or refused.type is NoSuchStep
    assert (walk.row(file_id).version, rows_of_history(walk)) == before


@pytest.mark.parametrize(("stage", "act", "desk"), sorted(
    {(s.waits_at, s.act, s.desk) for s in TABLE if s.desk != Desk.SYSTEM and allowed(s.waits_at, s.act, s.desk)}
))  # fmt: skip
def test_every_row_of_the_table_works(walk: Walk, stage: Stage, act: Act, desk: Desk) -> None:
    file_id = walk.file(at=stage)
    before = walk.row(file_id)
    body = dict(FULL.get(act, {}))
    if act == Act.ACCEPT:
        body["documents"] = ["formulir", "pengantar_desa", "ktp_pemohon", "kk_pemohon"]
    if act == Act.SIGN and desk != Desk.CAMAT:
        body["recorded_for"] = "Camat"
    answer = walk.act(file_id, desk, act, **body)
    goes_to = {s.goes_to or stage for s in TABLE if (s.waits_at, s.act, s.desk) == (stage, act, desk)}
    assert answer["stage"] in goes_to
    assert walk.row(file_id).version == before.version + 1


def test_a_step_s_needs_are_asked_for_by_name(walk: Walk) -> None:
    stages = (Stage.REGISTERED, Stage.FIELD_VISIT, Stage.PROCESSING, Stage.KASI_PARAF, Stage.RELEASING, Stage.READY)
    for stage in stages:
        file_id = walk.file(at=stage)
        for step in {s.act: s for s in TABLE if s.waits_at == stage and s.needs and s.desk != Desk.SYSTEM}.values():
            if step.act in (Act.PARAF, Act.SIGN, Act.REPRINT, Act.PROCESS, Act.CORRECT_DATA):
                continue
            with pytest.raises(Refusal) as refused:
                walk.act(file_id, step.desk, step.act)
            assert refused.type is NeedsMissing and refused.value.extra["missing"], (stage, step.act)


def test_a_returned_file_expires_only_by_the_office_itself(walk: Walk, people: dict) -> None:
    file_id = walk.file(at=Stage.RETURNED)
    with pytest.raises(NotYourDesk):
        walk.act(file_id, people["loket1"], Act.EXPIRE)
    from office.office import SYSTEM

    walk.office.clock.forward(days=40)
    assert walk.office.do(files.expire, by=SYSTEM)["expired"] == [file_id]
    assert walk.row(file_id).stage == Stage.EXPIRED


def test_nothing_happens_to_an_ended_file(walk: Walk) -> None:
    file_id = walk.file(at=Stage.HANDED_OVER)
    for act in Act:
        with pytest.raises(NoSuchStep):
            walk.act(file_id, "kasi", act, **FULL.get(act, {}))


def test_every_condition_is_used_and_every_act_has_a_body() -> None:
    used = {name for step in TABLE for name in CONDITIONS if name and name in step.when}
    assert used == set(CONDITIONS) - {""}
    assert set(BODIES) == set(Act)


def test_exactly_one_row_holds_wherever_the_table_offers_a_choice() -> None:
    for signer in ("camat", "sekcam", "kasi"):
        for to in ("kasi", "operator"):
            for endorsement in (False, True):
                situation = Situation(signer=signer, to=to, endorsement=endorsement, has_version=True)
                for step in TABLE:
                    twins = [s for s in TABLE if (s.waits_at, s.act, s.desk) == (step.waits_at, step.act, step.desk)]
                    assert sum(holds(twin.when, situation) for twin in twins) <= 1, (step, situation)


def test_the_buttons_are_the_table(walk: Walk) -> None:
    for stage in Stage:
        for desk in DESKS:
            offered = {s.act for s in steps_at(stage, [desk], Situation())}
            assert offered <= {s.act for s in TABLE if s.waits_at == stage and s.desk == desk}
            assert not (stage in ENDED and offered)


def test_the_owner_of_a_step_is_named() -> None:
    with pytest.raises(NotYourDesk, match="sekcam"):
        find(Stage.SEKCAM_PARAF, Act.PARAF, ["kasi"], Situation())


def rows_of_history(walk: Walk) -> int:
    return walk.office.see(lambda read: read.session.scalar(select(func.count()).select_from(HistoryRow)))


def test_a_lost_race_is_told(walk: Walk) -> None:
    file_id = walk.file(at=Stage.KASI_PARAF)
    seen = walk.row(file_id).version
    walk.act(file_id, "kasi", Act.PARAF, file_version=seen)
    with pytest.raises(Refusal) as refused:
        walk.act(file_id, "kasi", Act.PARAF, file_version=seen)
    assert refused.value.code == "file_has_moved"
    assert walk.office.see(lambda read: read.session.get_one(File, file_id)).stage == Stage.SEKCAM_PARAF
