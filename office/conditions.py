"""The procedure table's `when` column: named conditions on the plain facts of one file and of the act's body."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Situation:
    """What the table's conditions look at: plain facts of one file and of the act's body."""

    visit_needed: bool = False
    visit_recorded: bool = False
    endorsement: bool = False
    returned_from: str | None = None
    signer: str = "camat"
    signer_changed: bool = False
    has_version: bool = False
    to: str | None = None


CONDITIONS: dict[str, Callable[[Situation], bool]] = {
    "": lambda s: True,
    "a visit is due": lambda s: s.visit_needed and not s.visit_recorded,
    "no visit is due": lambda s: not s.visit_needed or s.visit_recorded,
    "returned by the loket": lambda s: s.returned_from in (None, "REGISTERED"),
    "returned from the field visit": lambda s: s.returned_from == "FIELD_VISIT",
    "returned from processing": lambda s: s.returned_from == "PROCESSING",
    "the product is a letter": lambda s: not s.endorsement,
    "the product is an endorsement": lambda s: s.endorsement,
    "the camat signs": lambda s: s.signer == "camat",
    "the sekcam signs": lambda s: s.signer == "sekcam",
    "the kasi signs": lambda s: s.signer == "kasi",
    "the sekcam or kasi signs": lambda s: s.signer in ("sekcam", "kasi"),
    "recorded for another signer": lambda s: s.signer != "sekcam",
    "to the kasi": lambda s: (s.to or "kasi") == "kasi",
    "a letter, to the operator": lambda s: s.to == "operator" and not s.endorsement,
    "an endorsement, to the operator": lambda s: s.to == "operator" and s.endorsement,
    "the signer changed": lambda s: s.signer_changed,
    "nothing printed yet": lambda s: not s.has_version,
    "a letter was printed": lambda s: s.has_version and not s.endorsement,
    "an endorsement was printed": lambda s: s.has_version and s.endorsement,
}


def holds(when: str, situation: Situation) -> bool:
    """Whether condition `when` holds; a comma joins two named conditions unless the whole text is a name."""
    if when in CONDITIONS:
        return CONDITIONS[when](situation)
    first, _, rest = when.partition(", ")
    return CONDITIONS[first](situation) and holds(rest, situation)
