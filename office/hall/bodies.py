"""What the hall's acts are told: one model serves the form, the API and its description."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from office.words.clean import clean

Purpose = Literal["new", "complete", "collect", "help"]
Priority = Literal["lansia", "disabilitas", "hamil", "balita"]


_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def _tidy(text: str) -> str:
    return clean(text)


Words = Annotated[str, AfterValidator(_tidy)]


def _stripped(given: Any) -> Any:
    if isinstance(given, str):
        return _CONTROLS.sub("", given)
    if isinstance(given, dict):
        return {_stripped(name): _stripped(value) for name, value in given.items()}
    return [_stripped(value) for value in given] if isinstance(given, list) else given


class Body(BaseModel):
    """Base of every body: unknown fields are refused, so that a typo is not silently lost."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _printable(cls, given: Any) -> Any:
        """Control characters and half letters in any text are stripped, not refused; line breaks stay."""
        return _stripped(given)


class IssueTicket(Body):
    """`POST /tickets`. One of `service` or `loket`, except for purpose help."""

    service: str | None = None
    loket: int | None = Field(None, ge=1, le=99)
    purpose: Purpose = "new"
    priority: Priority | bool | None = None
    lang: Literal["id", "en", "mad"] = "id"
    count: int = Field(1, ge=1, le=20, description="several at once; loket only")

    @field_validator("priority")
    @classmethod
    def _no_false(cls, value: str | bool | None) -> str | bool | None:
        return value or None


class Reason(Body):
    """An act with an optional reason (hold, cancel, break)."""

    reason: Words | None = Field(None, max_length=200)


class Transfer(Body):
    """`POST /tickets/{id}/transfer`: to which loket."""

    loket: int = Field(ge=1, le=99)
    reason: Words | None = Field(None, max_length=200)
