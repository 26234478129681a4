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
    """An act with an optional reason (cancel, say)."""

    reason: Words | None = Field(None, max_length=200)


class Hold(Reason):
    """`POST /tickets/{id}/hold`: why, and after how many minutes the loket is reminded (the office offers 5 to 30)."""

    minutes: int | None = Field(None, ge=1, le=120)


class Transfer(Body):
    """`POST /tickets/{id}/transfer`: to which loket, or for which service (its loket follows)."""

    loket: int | None = Field(None, ge=1, le=99)
    service: str | None = None
    reason: Words | None = Field(None, max_length=200)

    @model_validator(mode="after")
    def _somewhere(self) -> "Transfer":
        if self.loket is None and self.service is None:
            raise ValueError("Pilih loket atau layanan yang dituju.")
        return self


class Correction(Body):
    """`POST /tickets/{id}/correct`: what was chosen wrongly; what is not sent stays, priority false takes it away."""

    purpose: Purpose | None = None
    priority: Priority | bool | None = None
    service: str | None = None


class PutDown(Body):
    """What becomes of the officer's number at hand: asked for (409 `at_hand`) when there is one."""

    at_hand: Literal["finish", "hold", "return", "no_show"] | None = None


class LoketState(Reason, PutDown):
    """`POST /lokets/{n}/open|break|close`: the reason is shown to colleagues only."""
