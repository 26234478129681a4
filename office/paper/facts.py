"""What all facts of slips share."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field


class Facts(BaseModel):
    """Common to all facts: closed (an unknown field is a defect), frozen, and silent about values in errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class OfficeFacts(Facts):
    """The head of every slip, and whom to ask. `training` marks everything printed in the example office."""

    name: str
    regency: str = ""
    phone: str | None = None
    header: list[str] = Field(default_factory=list)
    footer: list[str] = Field(default_factory=list)
    training: bool = False


class Copied(Facts):
    """When and by which desk a slip was printed again; the copy's number is the job's."""

    at: str
    by: str


class SlipFacts(Facts):
    """Base of every slip's facts."""

    training: bool = False
    copied: Copied | None = None

    def sheets(self) -> list[Self]:
        """One entry per sheet of paper; most slips have one."""
        return [self]

    def without_secret(self) -> Self:
        """The same facts without what must not outlive the paper; most slips hold no secret."""
        return self
