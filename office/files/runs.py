"""Short ways: acts that one officer may do one after the other in one press (A21), from the procedure's table.

A run is named by its acts: `process+print_letter+paraf`. Each of its acts goes through the door by itself, under its
own desk. What is done with the pen, the stamp or the resident's papers is never run into: a run stops before it.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from office.conditions import Situation
from office.errors import NotYourDesk, Refusal
from office.files import catalogue, letters
from office.files.services import Service
from office.procedure import Act, Stage, Step, steps_at
from office.records.tables import File
from office.records.work import Actor, Read

#: what a run may begin with, and what may follow without anything more to be typed
FIRST = (Act.PROCESS, Act.PRINT_LETTER, Act.PARAF, Act.SIGN, Act.ASSIGN_NUMBER, Act.RELEASE)
THEN = (Act.PRINT_LETTER, Act.PARAF, Act.ASSIGN_NUMBER)
MAKES_VERSION = (Act.PROCESS, Act.PRINT_LETTER)
FOUR_EYES = "Kantor ini meminta dua orang: satu petugas tidak boleh mengerjakan dua meja sekaligus. Kerjakan satu-satu."


class NoSuchRun(Refusal):
    """The acts do not follow one another here for this officer."""

    code = "no_such_run"
    detail = "Langkah ini tidak dapat dikerjakan sekaligus di sini. Buka berkasnya, lalu kerjakan satu-satu."


def read_name(name: str) -> tuple[Act, ...]:
    """The acts of a run by its name. Refuses with NoSuchRun."""
    parts = name.split("+")
    known = {act.value: act for act in (*FIRST, Act.REPRINT)}
    if not all(part in known for part in parts) or any(part not in THEN for part in parts[1:]):
        raise NoSuchRun
    return tuple(known[part] for part in parts)


def name_of(steps: Iterable[Step]) -> str:
    """How a run is called in forms and addresses."""
    return "+".join(step.act.value for step in steps)


def ahead(
    read: Read, file: File, service: Service, actor: Actor, *, desk: str | None = None, signs: str | None = None
) -> list[Step]:
    """What `actor` may do with `file` one after the other, beginning (at `desk`, if named) where it waits now.

    With four eyes asked for, only what belongs to one desk. `signs`: the role that signs now, if the caller knows.
    """
    signs = signs or letters.signer_now(read, file.section).role
    desks = tuple(seat.desk for seat in actor.seats if seat.desk != "kasi" or seat.section in (None, file.section))
    first = desks if desk is None else tuple(own for own in desks if own == desk)
    four_eyes = read.settings.files.four_eyes
    return list(_ahead(Stage(file.stage), first, desks, _now(file, service), signs, four_eyes))


@lru_cache(maxsize=1024)
def _ahead(
    stage: Stage, first: tuple[str, ...], desks: tuple[str, ...], now: Situation, signs: str, four_eyes: bool
) -> tuple[Step, ...]:
    """The table's own answer: the rows of a list are alike, so it is asked once for each kind."""
    found: list[Step] = []
    while (step := _next(stage, desks if found else first, now, THEN if found else FIRST)) is not None:
        if found and four_eyes and step.desk != found[0].desk:
            break
        found.append(step)
        now, stage = _after(step, now, signs), step.goes_to or stage
    return tuple(found)


def check(read: Read, *, file_id: int, actor: Actor, acts: tuple[Act, ...]) -> None:
    """Refuse with NotYourDesk a run over two desks where the office asks for four eyes (A21)."""
    file = read.session.get(File, file_id)
    if file is None or len(acts) < 2 or not read.settings.files.four_eyes:
        return
    steps = ahead(read, file, catalogue.service(read, file.service_code), actor)
    if steps and steps[0].act == acts[0] and len(steps) < len(acts):
        raise NotYourDesk(FOUR_EYES)


def two_hats(steps: list[Step]) -> bool:
    """Whether one person would do in it what two desks should (A21)."""
    return len({step.desk for step in steps}) > 1


def _now(file: File, service: Service) -> Situation:
    """The file as conditions of the straight way see it; cheap, for it is asked for every row of a list."""
    return Situation(
        visit_needed=file.visit_needed, visit_recorded=file.visit_recorded, signer=file.signer,
        endorsement=service.endorsement and file.outcome != "rejected", has_version=file.letter_version is not None,
    )  # fmt: skip


def _next(stage: Stage, desks: tuple[str, ...], now: Situation, wanted: tuple[Act, ...]) -> Step | None:
    steps = (step for step in steps_at(stage, desks, now) if step.act in wanted and step.goes_to is not None)
    return next((step for step in steps if step.sop.startswith("S")), None)


def _after(step: Step, now: Situation, signs: str) -> Situation:
    """How it stands after a step: a new version names whoever signs now."""
    if step.act not in MAKES_VERSION:
        return now
    return replace(now, has_version=True, signer=signs)
