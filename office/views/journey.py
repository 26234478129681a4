"""A file's journey: what was done to it so far, as history has it, and the stations that are left."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from office.conditions import Situation, holds
from office.people import staff
from office.procedure import ENDED, TABLE, Act, Desk, Stage, Step
from office.records.tables import File, FileNote, HistoryRow, LetterNumber, LetterVersion, Mark, Visit
from office.records.work import Read

#: what the clock wrote by itself: no act of a person
TOLD = {"file_due_soon": "soon", "file_overdue": "late"}
RESULTS = {"sesuai": "sesuai", "tidak_sesuai": "tidak sesuai", "bersyarat": "sesuai dengan syarat"}
SHEETS = {"signed": "sudah ditandatangani", "unsigned": "belum ditandatangani", "missing": "tidak ada di map"}
DESK_NAMES = {
    "loket": "Loket",
    "kasi": "Kasi",
    "operator": "Operator",
    "sekcam": "Sekcam",
    "camat": "Camat",
    "system": "Sistem",
}
DONE = {
    "file_due_soon": "Tenggat sudah dekat, meja diingatkan", "file_overdue": "Lewat tenggat, meja diingatkan",
    "file_registered": "Terdaftar", "file_attached": "Lampiran ditambahkan", "file_detached": "Lampiran dihapus",
    "file_archived": "Tempat arsip dicatat", "sheet_out": "Lembar masuk map tanda tangan",
    "sheet_back": "Lembar kembali dari map",
    Act.ACCEPT: "Diterima lengkap", Act.RETURN_INCOMPLETE: "Dikembalikan: belum lengkap",
    Act.RESUBMIT: "Kelengkapan diterima", Act.EXPIRE: "Kedaluwarsa", Act.RECORD_VISIT: "Diverifikasi di lapangan",
    Act.RESCHEDULE_VISIT: "Jadwal verlap diubah", Act.RETURN_TO_APPLICANT: "Dikembalikan ke pemohon",
    Act.REJECT: "Permohonan ditolak", Act.PROCESS: "Diproses", Act.REQUEST_VISIT: "Verlap diminta",
    Act.PRINT_LETTER: "Surat dicetak", Act.PARAF: "Paraf {desk}", Act.SEND_BACK: "Dikembalikan {desk}",
    Act.SIGN: "Ditandatangani", Act.ASSIGN_NUMBER: "Diberi nomor", Act.RELEASE: "Distempel, ke loket",
    Act.CONFIRM_ARRIVAL: "Diterima di loket", Act.HAND_OVER: "Diserahkan ke pemohon",
    Act.CORRECT_DATA: "Data dibetulkan", Act.WITHDRAW: "Permohonan dibatalkan", Act.VOID_LETTER: "Surat dibatalkan",
    Act.REPRINT: "Surat dicetak ulang",
}  # fmt: skip
#: what a station is called while the file waits there, and while it is still to come
WAITING = {
    Stage.REGISTERED: "Menunggu diperiksa loket", Stage.RETURNED: "Menunggu kelengkapan pemohon",
    Stage.FIELD_VISIT: "Menunggu verifikasi lapangan", Stage.PROCESSING: "Menunggu diproses Kasi",
    Stage.DRAFTING: "Menunggu dicetak operator", Stage.KASI_PARAF: "Menunggu paraf Kasi",
    Stage.SEKCAM_PARAF: "Menunggu paraf Sekcam", Stage.CAMAT_SIGNATURE: "Menunggu tanda tangan {signer}",
    Stage.NUMBERING: "Menunggu nomor surat", Stage.RELEASING: "Menunggu stempel",
    Stage.READY: "Siap diambil di Loket {loket}", Stage.HANDED_OVER: "Sudah diserahkan",
    Stage.WITHDRAWN: "Permohonan dibatalkan", Stage.EXPIRED: "Kedaluwarsa",
}  # fmt: skip
TO_COME = {
    Stage.REGISTERED: "Pemeriksaan loket", Stage.FIELD_VISIT: "Verifikasi lapangan", Stage.PROCESSING: "Diproses Kasi",
    Stage.DRAFTING: "Konsep surat", Stage.KASI_PARAF: "Paraf Kasi", Stage.SEKCAM_PARAF: "Paraf Sekcam",
    Stage.CAMAT_SIGNATURE: "Tanda tangan {signer}", Stage.NUMBERING: "Penomoran", Stage.RELEASING: "Stempel & serah",
    Stage.READY: "Siap diambil di Loket {loket}", Stage.HANDED_OVER: "Diserahkan ke pemohon",
}  # fmt: skip


def of(read: Read, file: File) -> list[dict[str, Any]]:
    """What was done to `file`, oldest first: {seq, act, title, by, desk, at, after, note, detail, tone, ended}.

    `after`: the stage it led to. `tone`: done | back, and soon | late where the clock itself spoke. `ended`: a paraf or
    signature that lost its force. Notes come from `file_notes`: history itself carries no words of people.
    """
    rule = (HistoryRow.subject == f"file:{file.id}", HistoryRow.event != "version_rendered")
    rows = list(read.session.scalars(select(HistoryRow).where(*rule).order_by(HistoryRow.seq)))
    told = [_Told(row, json.loads(row.facts)) for row in rows]
    names = {row.actor: staff.name_of(read, row.actor) for row in rows}
    traces = _Traces(read, file)
    notes = _notes(read, file, told)
    return _gathered([_entry(read, one, names, traces, notes) for one in told])


def _gathered(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Photos added one after the other by one person are one line: "Lampiran ditambahkan 6 lampiran"."""
    found: list[dict[str, Any]] = []
    count = 1
    for entry in entries:
        same = found and all(found[-1][name] == entry[name] for name in ("act", "by_ref"))
        if same and entry["act"] == "file_attached":
            count += 1
            found[-1] = {**entry, "detail": f"{count} lampiran"}
        else:
            count = 1
            found.append(entry)
    return found


def ahead(file: File, now: Situation) -> list[str]:
    """The titles of the stations that are left on the straight way from where the file waits."""
    stage, titles = _onward(Stage(file.stage), now), []
    while stage is not None:
        titles.append(_fill(TO_COME[stage], file))
        stage = _onward(stage, now)
    return titles


def here(file: File) -> str:
    """What the file waits for, in words."""
    return _fill(WAITING[Stage(file.stage)], file)


def place(file: File) -> str:
    """Where the file lies, in words: "di meja Sekcam", "di pemohon", "di Loket 1"; empty once it has ended."""
    if Stage(file.stage) in ENDED:
        return ""
    if file.desk is None:
        return "di pemohon"
    return f"di Loket {file.loket}" if file.desk == Desk.LOKET else f"di meja {DESK_NAMES[file.desk]}"


@dataclass(frozen=True)
class _Told:
    row: HistoryRow
    facts: dict[str, Any]

    @property
    def act(self) -> str:
        return str(self.facts.get("act", self.row.event))

    @property
    def back(self) -> bool:
        if self.act == Act.RETURN_INCOMPLETE:
            return True
        return str(self.facts.get("sop", "")).startswith("R") and self.act != Act.RESUBMIT

    @property
    def tone(self) -> str:
        return TOLD.get(self.act) or ("back" if self.back else "done")


class _Traces:
    """What the acts left in other tables: written in the same act, so at the same moment."""

    def __init__(self, read: Read, file: File) -> None:
        def rows(table: Any, *order: Any) -> list[Any]:
            return list(read.session.scalars(select(table).where(table.file_id == file.id).order_by(*order)))

        self.marks: dict[datetime, Mark] = {mark.at: mark for mark in rows(Mark, Mark.id)}
        self.versions: dict[datetime | None, LetterVersion] = {
            v.filed_at: v for v in rows(LetterVersion, LetterVersion.n)
        }
        self.visits: list[Visit] = [v for v in rows(Visit, Visit.id) if v.state == "recorded"]
        self.voided: list[LetterNumber] = [n for n in rows(LetterNumber, LetterNumber.id) if n.state == "void"]


def _entry(read: Read, one: _Told, names: dict[str, str], traces: _Traces, notes: dict[int, str]) -> dict[str, Any]:
    row, desk = one.row, one.facts.get("desk")
    mark = traces.marks.get(row.at)
    title = DONE.get(one.act, one.act).format(desk=DESK_NAMES.get(str(desk), ""))
    return {
        "seq": row.seq, "act": one.act, "title": title, "by": names[row.actor], "by_ref": row.actor, "desk": desk,
        "at": read.iso(row.at), "after": one.facts.get("after"), "note": notes.get(row.seq),
        "detail": _detail(one, traces), "tone": one.tone, "ended": bool(mark and mark.ended_at),
        "version": _version(one, traces),
    }  # fmt: skip


def _version(one: _Told, traces: _Traces) -> int | None:
    filed = traces.versions.get(one.row.at)
    return one.facts.get("letter_version") or (filed.n if filed else None)


def _detail(one: _Told, traces: _Traces) -> str:
    """What else is worth knowing: the version, the number, the result of a visit, who signed."""
    mark = traces.marks.get(one.row.at)
    version = _version(one, traces)
    parts = [
        f"versi {version}" if version else "",
        str(one.facts["number"]) if one.act == Act.ASSIGN_NUMBER else "",
        RESULTS.get(one.facts.get("result", ""), ""),
        f"oleh {mark.recorded_for}, dicatat {mark.name}" if mark and mark.recorded_for else "",
        SHEETS.get(one.facts.get("state", ""), ""),
        f"map {folder}" if (folder := one.facts.get("folder")) else "",
        "sudah batal" if mark and mark.ended_at else "",
    ]
    return " · ".join(part for part in parts if part)


def _notes(read: Read, file: File, told: list[_Told]) -> dict[int, str]:
    """seq -> what the desk wrote with that act."""
    rows = read.session.scalars(select(FileNote).where(FileNote.file_id == file.id))
    words = {row.file_version: row.words for row in rows}
    return {one.row.seq: words[n] for one in told if (n := one.facts.get("file_version")) in words}


def _onward(stage: Stage, now: Situation) -> Stage | None:
    """Where the straight way leads from `stage`: the first step of the SOP itself whose condition holds."""
    steps = (step for step in TABLE if step.waits_at == stage and _forward(step) and holds(step.when, now))
    return next((step.goes_to for step in steps if step.goes_to), None)


def _forward(step: Step) -> bool:
    return step.sop.startswith("S") or step.act == Act.RESUBMIT


def _fill(words: str, file: File) -> str:
    return words.format(loket=file.loket, signer=DESK_NAMES.get(file.signer, file.signer))
