"""What may be done in one press: several alike files of a list, or consecutive acts on one file."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from office.files import catalogue, deadlines, letters, runs
from office.procedure import Act, Desk, Step, stages_of
from office.records.tables import File, LetterVersion, Officer
from office.records.work import Actor, Read
from office.views import file_rows, journey, worklists
from office.views.journey import DESK_NAMES

#: how a button calls an act done to {n} files, and how a run's last act is called
MANY = {
    Act.PROCESS: "Proses {n} berkas", Act.PRINT_LETTER: "Cetak {n} surat", Act.PARAF: "Paraf {n} surat",
    Act.SIGN: "Catat {n} tanda tangan", Act.ASSIGN_NUMBER: "Beri nomor {n} surat",
    Act.RELEASE: "Serahkan {n} surat ke loket",
}  # fmt: skip
ONE = {Act.PROCESS: "Proses", Act.PRINT_LETTER: "Cetak", Act.PARAF: "Paraf", Act.SIGN: "Catat tanda tangan",
       Act.ASSIGN_NUMBER: "Beri nomor", Act.RELEASE: "Serahkan"}  # fmt: skip
LAST = {Act.PRINT_LETTER: "cetak surat", Act.PARAF: "paraf {desk}", Act.ASSIGN_NUMBER: "beri nomor"}
Found = dict[str, Any]


def offered(read: Read, *, ids: Iterable[int], actor: Actor, desk: str) -> dict[int, list[Found]]:
    """For rows of a list: file -> [{run, words}], the next act and the longest run. `words` has {n} for the count."""
    files = list(read.session.scalars(select(File).where(File.id.in_(list(ids)))))
    signs = letters.signer_now(read, "").role
    services = {code: catalogue.service(read, code) for code in {file.service_code for file in files}}
    found = {}
    for file in files:
        steps = runs.ahead(read, file, services[file.service_code], actor, desk=desk, signs=signs)
        ways = [steps[:1], steps] if len(steps) > 1 else [steps[:1]]
        found[file.id] = [{"run": runs.name_of(way), "words": words(way)} for way in ways if way]
    return found


def of_file(read: Read, *, file_id: int, actor: Actor) -> list[Found]:
    """The runs of two acts and more that may be done on one file: [{run, title, hint, warning}], short to long."""
    file = read.session.get(File, file_id)
    steps = runs.ahead(read, file, catalogue.service(read, file.service_code), actor) if file else []
    return [
        {"run": runs.name_of(way), "title": title(way), "warning": warning(way), "first": way[0].act.value,
         "hint": f"{len(way)} tindakan, dicatat satu per satu"}
        for way in (steps[:n] for n in range(2, len(steps) + 1))
    ]  # fmt: skip


def review(read: Read, *, ids: Sequence[int], actor: Actor, desk: str, acts: tuple[Act, ...]) -> Found:
    """What one press would do: {fit: [rows], unfit: [{number, words}], warning, recorder, signer, words}.

    A row: {id, number, service_name, loket, file_version, version, stage_title, clock}. Files that moved meanwhile are
    unfit, with where they are now. `recorder`: the signatures would be recorded for another signer,
    `signer` by name.
    """
    found = read.session.scalars(select(File).where(File.id.in_(ids[:200])))
    files = sorted(found, key=lambda file: ids.index(file.id))
    timed = {file.id: clock for file, clock in file_rows.timed(read, files, deadlines.calendar(read))}
    names, fit, unfit, way = file_rows.service_names(read, files), list[Found](), list[Found](), list[Step]()
    for file in files:
        steps = runs.ahead(read, file, catalogue.service(read, file.service_code), actor, desk=desk)[: len(acts)]
        if tuple(step.act for step in steps) == acts:
            way = steps
            fit.append(_row(file, names[file.service_code], timed[file.id]))
        else:
            unfit.append({"number": file.registration_number, "words": journey.here(file)})
    return {"fit": fit, "unfit": unfit, **_about(read, way, fit)}


def _about(read: Read, way: list[Step], fit: list[Found]) -> Found:
    recorder = any("recorded_for" in step.needs for step in way)
    return {"warning": warning(way), "recorder": recorder, "signer": _signer(read, fit) if recorder else "",
            "words": words(way) if way else ""}  # fmt: skip


def to_record(read: Read) -> list[Found]:
    """Letters that wait for somebody else's signature: what Sekcam may record for the signer; rows of a worklist."""
    rows = [row for stage in stages_of(Act.SIGN) for row in worklists.worklist(read, desk=None, stage=stage.value)]
    return [row for row in rows if row["desk"] != Desk.SEKCAM]


def words(steps: Sequence[Step]) -> str:
    """How a button calls a run over {n} files."""
    return MANY[steps[0].act] if len(steps) == 1 else f"{title(steps)} {{n}} berkas"


def title(steps: Sequence[Step]) -> str:
    """How a run is called: "Proses dan paraf", "Proses sampai paraf Kasi"."""
    first, last = steps[0], steps[-1]
    if len(steps) == 2 and first.desk == last.desk:
        return f"{ONE[first.act]} dan {LAST[last.act].format(desk='').strip()}"
    return f"{ONE[first.act]} sampai {LAST[last.act].format(desk=DESK_NAMES[last.desk])}"


def warning(steps: Sequence[Step]) -> str:
    """What to say where one person does what two should (A21); empty otherwise."""
    if not runs.two_hats(list(steps)):
        return ""
    desks = " dan ".join(dict.fromkeys(DESK_NAMES[step.desk] for step in steps))
    return f"Anda bertindak sebagai {desks} sekaligus. Bila ada petugas lain di meja itu, serahkan kepadanya."


def neighbours(read: Read, *, file_id: int, desk: str) -> Found:
    """Where the signing list goes on from a letter: {before, after, place, count}; ids or None."""
    rows = [row["id"] for row in worklists.worklist(read, desk=desk)]
    if file_id not in rows:
        return {"before": None, "after": rows[0] if rows else None, "place": None, "count": len(rows)}
    at = rows.index(file_id)
    return {"before": rows[at - 1] if at else None, "after": rows[at + 1] if at + 1 < len(rows) else None,
            "place": at + 1, "count": len(rows)}  # fmt: skip


def stands(read: Read, *, ids: Iterable[int]) -> dict[int, Found]:
    """Where files are now: id -> {number, service_name, loket, here}."""
    files = list(read.session.scalars(select(File).where(File.id.in_(list(ids)))))
    names = file_rows.service_names(read, files)
    return {file.id: {"number": file.registration_number, "service_name": names[file.service_code],
                      "loket": file.loket, "here": journey.here(file)} for file in files}  # fmt: skip


def _signer(read: Read, fit: list[Found]) -> str:
    """The name that stands under the signature of all these versions; empty when it is not one and the same."""
    rule = (LetterVersion.file_id.in_([row["id"] for row in fit]), LetterVersion.state == "filed")
    named = select(Officer.name).join(LetterVersion, LetterVersion.signer_officer == Officer.id).where(*rule).distinct()
    names = list(read.session.scalars(named))
    return names[0] if len(names) == 1 else ""


def _row(file: File, service_name: str, clock: Found) -> Found:
    return {"id": file.id, "number": file.registration_number, "service_name": service_name, "loket": file.loket,
            "file_version": file.version, "version": file.letter_version, "clock": clock}  # fmt: skip
