"""THE SOP AS ONE TABLE: who may do what to a file that waits where, and where it goes.

Source: the office's SOP "Prosedur / diagram alur pelayanan" (steps S1-S8, returns R1-R8). Worklists, buttons, the
README's table and the public ring are derived from `TABLE`; nothing else in the program compares stages. A new step is
a new row. `when` names a condition of `CONDITIONS`; `goes_to` None means the file stays where it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from office.conditions import Situation, holds
from office.errors import NoSuchStep, NotYourDesk


class Stage(StrEnum):
    """Where a file waits."""

    REGISTERED = "REGISTERED"
    RETURNED = "RETURNED"
    FIELD_VISIT = "FIELD_VISIT"
    PROCESSING = "PROCESSING"
    DRAFTING = "DRAFTING"
    KASI_PARAF = "KASI_PARAF"
    SEKCAM_PARAF = "SEKCAM_PARAF"
    CAMAT_SIGNATURE = "CAMAT_SIGNATURE"
    NUMBERING = "NUMBERING"
    RELEASING = "RELEASING"
    READY = "READY"
    HANDED_OVER = "HANDED_OVER"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


class Desk(StrEnum):
    """Who acts. Office titles stay Indonesian; `system` is timed work of the office itself."""

    LOKET = "loket"
    KASI = "kasi"
    OPERATOR = "operator"
    SEKCAM = "sekcam"
    CAMAT = "camat"
    SYSTEM = "system"


class Act(StrEnum):
    """What a desk does to a file, as the clerk says it."""

    ACCEPT = "accept"
    RETURN_INCOMPLETE = "return_incomplete"
    RESUBMIT = "resubmit"
    EXPIRE = "expire"
    RECORD_VISIT = "record_visit"
    RESCHEDULE_VISIT = "reschedule_visit"
    RETURN_TO_APPLICANT = "return_to_applicant"
    REJECT = "reject"
    PROCESS = "process"
    REQUEST_VISIT = "request_visit"
    PRINT_LETTER = "print_letter"
    PARAF = "paraf"
    SEND_BACK = "send_back"
    SIGN = "sign"
    ASSIGN_NUMBER = "assign_number"
    RELEASE = "release"
    CONFIRM_ARRIVAL = "confirm_arrival"
    HAND_OVER = "hand_over"
    CORRECT_DATA = "correct_data"
    WITHDRAW = "withdraw"
    VOID_LETTER = "void_letter"
    REPRINT = "reprint"


@dataclass(frozen=True)
class Step:
    """One row of the SOP. `needs` are names of functions in `office.files.needs`."""

    sop: str
    desk: Desk
    act: Act
    waits_at: Stage
    when: str
    goes_to: Stage | None
    needs: tuple[str, ...] = ()


_S, _D, _A = Stage, Desk, Act
BEFORE_NUMBERING = (_S.REGISTERED, _S.RETURNED, _S.FIELD_VISIT, _S.PROCESSING, _S.DRAFTING, _S.KASI_PARAF,
                    _S.SEKCAM_PARAF, _S.CAMAT_SIGNATURE)  # fmt: skip
NUMBERED = (_S.NUMBERING, _S.RELEASING, _S.READY)
ENDED = (_S.HANDED_OVER, _S.WITHDRAWN, _S.EXPIRED)
UNSIGNED = (_S.KASI_PARAF, _S.SEKCAM_PARAF, _S.CAMAT_SIGNATURE)
_SIGNERS = ((_D.CAMAT, "the camat signs"), (_D.SEKCAM, "the sekcam signs"), (_D.KASI, "the kasi signs"))
_BACK = (("to the kasi", _S.KASI_PARAF), ("a letter, to the operator", _S.DRAFTING),
         ("an endorsement, to the operator", _S.PROCESSING))  # fmt: skip

# fmt: off
TABLE: tuple[Step, ...] = (
    Step("S2e", _D.LOKET, _A.ACCEPT, _S.REGISTERED, "a visit is due", _S.FIELD_VISIT, ("documents", "visit_at")),
    Step("S2e", _D.LOKET, _A.ACCEPT, _S.REGISTERED, "no visit is due", _S.PROCESSING, ("documents",)),
    Step("S2d", _D.LOKET, _A.RETURN_INCOMPLETE, _S.REGISTERED, "", _S.RETURNED, ("missing", "note")),

    Step("S2c", _D.LOKET, _A.RESUBMIT, _S.RETURNED, "returned by the loket", _S.REGISTERED, ("known_documents",)),
    Step("R2", _D.LOKET, _A.RESUBMIT, _S.RETURNED, "returned from the field visit", _S.FIELD_VISIT,
         ("what_was_missing",)),
    Step("R2", _D.LOKET, _A.RESUBMIT, _S.RETURNED, "returned from processing", _S.PROCESSING, ("what_was_missing",)),
    Step("R8", _D.SYSTEM, _A.EXPIRE, _S.RETURNED, "", _S.EXPIRED),

    Step("S3a", _D.KASI, _A.RECORD_VISIT, _S.FIELD_VISIT, "", _S.PROCESSING, ("findings",)),
    Step("S2f", _D.KASI, _A.RESCHEDULE_VISIT, _S.FIELD_VISIT, "", None, ("visit_at", "note")),
    Step("R2", _D.KASI, _A.RETURN_TO_APPLICANT, _S.FIELD_VISIT, "", _S.RETURNED, ("missing", "note")),
    Step("R6", _D.KASI, _A.REJECT, _S.FIELD_VISIT, "", _S.DRAFTING, ("reason",)),

    Step("S3b", _D.KASI, _A.PROCESS, _S.PROCESSING, "the product is a letter", _S.DRAFTING, ("letter_fields",)),
    Step("S3b", _D.KASI, _A.PROCESS, _S.PROCESSING, "the product is an endorsement", _S.KASI_PARAF, ("letter_fields",)),
    Step("S2f", _D.KASI, _A.REQUEST_VISIT, _S.PROCESSING, "", _S.FIELD_VISIT, ("visit_at", "reason")),
    Step("R2", _D.KASI, _A.RETURN_TO_APPLICANT, _S.PROCESSING, "", _S.RETURNED, ("missing", "note")),
    Step("R6", _D.KASI, _A.REJECT, _S.PROCESSING, "", _S.DRAFTING, ("reason",)),

    Step("S4", _D.OPERATOR, _A.PRINT_LETTER, _S.DRAFTING, "", _S.KASI_PARAF, ("stored_version",)),

    Step("S5", _D.KASI, _A.PARAF, _S.KASI_PARAF, "the camat signs", _S.SEKCAM_PARAF, ("version_in_force",)),
    Step("S5", _D.KASI, _A.PARAF, _S.KASI_PARAF, "the sekcam or kasi signs", _S.CAMAT_SIGNATURE, ("version_in_force",)),
    Step("R3", _D.KASI, _A.SEND_BACK, _S.KASI_PARAF, "the product is a letter", _S.DRAFTING, ("note",)),
    Step("R3", _D.KASI, _A.SEND_BACK, _S.KASI_PARAF, "the product is an endorsement", _S.PROCESSING, ("note",)),

    Step("S6", _D.SEKCAM, _A.PARAF, _S.SEKCAM_PARAF, "", _S.CAMAT_SIGNATURE, ("version_in_force",)),
    *(Step("R4", _D.SEKCAM, _A.SEND_BACK, _S.SEKCAM_PARAF, when, to, ("note",)) for when, to in _BACK),

    *(Step("S7", desk, _A.SIGN, _S.CAMAT_SIGNATURE, when, _S.NUMBERING, ("version_in_force", "right_clock"))
      for desk, when in _SIGNERS),
    Step("S7", _D.SEKCAM, _A.SIGN, _S.CAMAT_SIGNATURE, "recorded for another signer", _S.NUMBERING,
         ("version_in_force", "recorded_for", "right_clock")),
    *(Step("R5", desk, _A.SEND_BACK, _S.CAMAT_SIGNATURE, f"{signs}, {when}", to, ("note",))
      for desk, signs in _SIGNERS for when, to in _BACK),
    *(Step("R6", desk, _A.REJECT, _S.CAMAT_SIGNATURE, when, _S.DRAFTING, ("reason",)) for desk, when in _SIGNERS),

    Step("S8a", _D.KASI, _A.ASSIGN_NUMBER, _S.NUMBERING, "", _S.RELEASING, ("right_clock",)),
    Step("S8b", _D.KASI, _A.RELEASE, _S.RELEASING, "", _S.READY, ("stamped",)),
    Step("S8b", _D.LOKET, _A.CONFIRM_ARRIVAL, _S.READY, "", None),
    Step("S8d", _D.LOKET, _A.HAND_OVER, _S.READY, "", _S.HANDED_OVER, ("receiver", "payment")),

    *(Step("A8", desk, _A.CORRECT_DATA, stage, when, to, ("changes", "reason"))
      for stage in BEFORE_NUMBERING for desk in (_D.LOKET, _D.KASI, _D.OPERATOR)
      for when, to in (("nothing printed yet", None), ("a letter was printed", _S.DRAFTING),
                       ("an endorsement was printed", _S.PROCESSING))),
    *(Step("R7", _D.LOKET, _A.WITHDRAW, stage, "", _S.WITHDRAWN, ("reason",)) for stage in BEFORE_NUMBERING),
    *(Step("R5", _D.KASI, _A.VOID_LETTER, stage, when, to, ("reason",)) for stage in NUMBERED
      for when, to in (("the product is a letter", _S.DRAFTING), ("the product is an endorsement", _S.PROCESSING))),
    *(Step("A18", _D.OPERATOR, _A.REPRINT, stage, "the signer changed", _S.KASI_PARAF) for stage in UNSIGNED),
)
# fmt: on


def find(stage: Stage, act: Act, desks: Iterable[str], situation: Situation) -> Step:
    """The one row that says what `act` does here.

    Refuses with NoSuchStep when the stage knows no such act (or no condition holds), NotYourDesk when it
    belongs to another desk; both name the desk that may.
    """
    rows = [step for step in TABLE if step.waits_at == stage and step.act == act]
    if not rows:
        raise NoSuchStep(stage=stage, act=act)
    fitting = [step for step in rows if holds(step.when, situation)]
    mine = [step for step in fitting if step.desk in set(desks)]
    if mine:
        return mine[0]
    if fitting or not any(step.desk in set(desks) for step in rows):
        owners = sorted({step.desk.value for step in (fitting or rows)})
        words = f"Tindakan ini milik meja {' atau '.join(owners)}. Minta petugas meja itu."
        raise NotYourDesk(words, desks=owners)
    raise NoSuchStep(stage=stage, act=act)


def steps_at(stage: Stage, desks: Iterable[str], situation: Situation) -> list[Step]:
    """The rows that `desks` may act on now, one per act, in the table's order: the buttons of a file's page."""
    seen: dict[Act, Step] = {}
    for step in TABLE:
        if step.waits_at == stage and step.desk in set(desks) and step.act not in seen and _offered(step, situation):
            seen[step.act] = step
    return list(seen.values())


def stages_of(act: Act) -> list[Stage]:
    """The stages at which `act` is done, in the table's order."""
    return list(dict.fromkeys(step.waits_at for step in TABLE if step.act == act))


def _offered(step: Step, situation: Situation) -> bool:
    """A choice in the body (`to`) does not hide a button."""
    return any(holds(step.when, replace(situation, to=to)) for to in (situation.to, "kasi", "operator"))


def waits_for(stage: Stage, situation: Situation) -> Desk | None:
    """The desk whose turn it is at `stage`: None when nobody's (with the applicant, or ended)."""
    if stage == Stage.CAMAT_SIGNATURE:
        return Desk(situation.signer)
    turn = [step.desk for step in TABLE if step.waits_at == stage and step.sop.startswith("S")]
    return None if stage == Stage.RETURNED or not turn else turn[0]


#: the public ring (SOP page 2): seven stations, and where a file of each stage stands (1-7)
RING = ("Pemohon", "Loket", "Verifikasi", "Paraf", "Tanda tangan", "Registrasi", "Loket")
RING_POSITION: dict[Stage, int] = {
    Stage.RETURNED: 1, Stage.REGISTERED: 2, Stage.FIELD_VISIT: 3, Stage.PROCESSING: 3, Stage.DRAFTING: 3,
    Stage.KASI_PARAF: 4, Stage.SEKCAM_PARAF: 4, Stage.CAMAT_SIGNATURE: 5, Stage.NUMBERING: 6, Stage.RELEASING: 6,
    Stage.READY: 7, Stage.HANDED_OVER: 1, Stage.WITHDRAWN: 1, Stage.EXPIRED: 1,
}  # fmt: skip
#: titles on screen
STAGE_TITLES: dict[Stage, str] = {
    Stage.REGISTERED: "Terdaftar", Stage.RETURNED: "Dikembalikan", Stage.FIELD_VISIT: "Menunggu verlap",
    Stage.PROCESSING: "Diproses", Stage.DRAFTING: "Konsep surat", Stage.KASI_PARAF: "Paraf Kasi",
    Stage.SEKCAM_PARAF: "Paraf Sekcam", Stage.CAMAT_SIGNATURE: "Tanda tangan", Stage.NUMBERING: "Penomoran",
    Stage.RELEASING: "Stempel & serah", Stage.READY: "Siap diambil", Stage.HANDED_OVER: "Diserahkan",
    Stage.WITHDRAWN: "Dibatalkan", Stage.EXPIRED: "Kedaluwarsa",
}  # fmt: skip
ACT_TITLES: dict[Act, str] = {
    Act.ACCEPT: "Terima", Act.RETURN_INCOMPLETE: "Kembalikan", Act.RESUBMIT: "Terima kelengkapan",
    Act.EXPIRE: "Nyatakan kedaluwarsa", Act.RECORD_VISIT: "Catat verifikasi lapangan",
    Act.RESCHEDULE_VISIT: "Ubah jadwal verlap", Act.RETURN_TO_APPLICANT: "Kembalikan ke pemohon",
    Act.REJECT: "Tolak permohonan", Act.PROCESS: "Proses", Act.REQUEST_VISIT: "Minta verifikasi lapangan",
    Act.PRINT_LETTER: "Cetak surat", Act.PARAF: "Paraf", Act.SEND_BACK: "Kembalikan untuk koreksi",
    Act.SIGN: "Lembar ini telah ditandatangani", Act.ASSIGN_NUMBER: "Beri nomor", Act.RELEASE: "Serahkan ke loket",
    Act.CONFIRM_ARRIVAL: "Surat diterima loket", Act.HAND_OVER: "Serahkan ke pemohon",
    Act.CORRECT_DATA: "Betulkan data", Act.WITHDRAW: "Batalkan permohonan", Act.VOID_LETTER: "Batalkan surat",
    Act.REPRINT: "Cetak ulang (penanda tangan berganti)",
}  # fmt: skip
