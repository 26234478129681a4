"""Short ways through the letter desk: several acts on one file, the same acts on several files.

Every act goes through the door by itself: its own transaction, its own history row, its own idempotency key, derived
from the form's. What is refused is told by number, and the rest is done.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, Field

from office.errors import Refusal
from office.files import runs
from office.files.bodies import BODIES, ActBody, OfVersion
from office.hall.bodies import Body
from office.office import Actor
from office.procedure import Act
from office.records.tables import File
from office.records.work import Read
from printer.letters.desk import LetterDesk


class Named(Body):
    """One file of several, as the screen showed it; a file that moved meanwhile is told, not acted on."""

    id: int
    file_version: int | None = None
    version: int | None = Field(None, description="the letter version, for paraf and sign")


@dataclass(frozen=True)
class Outcome:
    """What became of one file. `done`: the acts that were done; `refusal`: why the next one was not."""

    file: int
    number: str
    done: tuple[Act, ...] = ()
    answer: dict[str, Any] = field(default_factory=dict)
    refusal: Refusal | None = None

    @property
    def ok(self) -> bool:
        """Whether all that was asked is done."""
        return self.refusal is None


def body_of(act: Act, given: dict[str, Any]) -> ActBody:
    """The act's body out of what was given for all; what this act does not know is left out."""
    model = BODIES[act]
    return model.model_validate({name: value for name, value in given.items() if name in model.model_fields})


def run(letters: LetterDesk, *, by: Actor, key: str | None, named: Named, acts: Sequence[Act],
        first: BaseModel | None = None, given: dict[str, Any] | None = None) -> Outcome:  # fmt: skip
    """Do `acts` one after the other on one file; stops at the first refusal, which is told and never raised.

    `first`: the body of the first act, when it was typed for this file alone; else all are made from `given`.
    """
    number = letters.office.see(_number, file_id=named.id)
    done: list[Act] = []
    answer: dict[str, Any] = {"version": named.version, "file_version": named.file_version}
    try:
        letters.office.see(runs.check, file_id=named.id, actor=by, acts=tuple(acts))
        for act in acts:
            body = first if first is not None and not done else body_of(act, {**(given or {}), **_seen(act, answer)})
            own = _key(key, named, acts, len(done))
            answer = letters.act(by=by, key=own, file_id=named.id, act=act, body=body)
            done.append(act)
    except Refusal as refusal:
        return Outcome(named.id, number, tuple(done), answer, refusal)
    return Outcome(named.id, number, tuple(done), answer)


def do_many(letters: LetterDesk, *, by: Actor, key: str, files: Sequence[Named], acts: Sequence[Act],
            given: dict[str, Any]) -> list[Outcome]:  # fmt: skip
    """The same run on each of `files`, once each, in the order given; the body of every act is made from `given`."""
    once = {named.id: named for named in files}
    return [run(letters, by=by, key=key, named=named, acts=acts, given=given) for named in once.values()]


def _seen(act: Act, answer: dict[str, Any]) -> dict[str, Any]:
    """The file as this run last saw it, and the version that stands there: what paraf and signature name."""
    seen = {"file_version": answer.get("file_version")}
    names_version = issubclass(BODIES[act], OfVersion) and act != Act.PRINT_LETTER
    return {**seen, "version": answer.get("version")} if names_version else seen


def _key(key: str | None, named: Named, acts: Sequence[Act], at: int) -> str | None:
    """The act's own key out of the form's: by file, and by its place in the run, for a run may hold two paraf."""
    if key is None:
        return None
    return f"{key}-{named.id}" if len(acts) == 1 else f"{key}-{named.id}-{at}-{acts[at]}"


def _number(read: Read, *, file_id: int) -> str:
    file = read.session.get(File, file_id)
    return file.registration_number if file else f"Berkas {file_id}"
