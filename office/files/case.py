"""One act on one file, with all that the table's conditions, needs and effects look at."""

from dataclasses import dataclass, field
from typing import Any

from office.conditions import Situation
from office.files import letters
from office.files.bodies import ActBody
from office.files.services import Service
from office.procedure import Act, Stage, Step
from office.records.tables import File, LetterVersion
from office.records.work import Read, Seat


@dataclass
class Case:
    """`made`: the freshly rendered version, when the act makes one. `extra`: what the act adds to its answer."""

    file: File
    service: Service
    act: Act
    body: Any
    step: Step
    seat: Seat
    made: dict[str, Any] | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def stage(self) -> Stage:
        """Where the file waited when the act began."""
        return self.step.waits_at


def situation(read: Read, file: File, service: Service, body: ActBody | None = None) -> Situation:
    """The file as the table's conditions see it; `body` may ask for a visit or name where to send back."""
    asked = getattr(body, "visit_at", None) is not None and service.visit != "never"
    version = letters.in_force(read, file)
    return Situation(
        visit_needed=file.visit_needed or asked,
        visit_recorded=file.visit_recorded,
        endorsement=service.endorsement and file.outcome != "rejected",
        returned_from=file.returned_from,
        signer=version.signer if version else file.signer,
        signer_changed=version is not None and _signer_changed(read, file, version),
        has_version=version is not None,
        to=getattr(body, "to", None),
    )


def _signer_changed(read: Read, file: File, version: LetterVersion) -> bool:
    now = letters.signer_now(read, file.section)
    return (now.role, now.officer_id, now.line) != (version.signer, version.signer_officer, version.signer_line)
