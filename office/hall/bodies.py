"""What the hall's acts are told: one model serves the form, the API and its description."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from office.words.clean import clean

Purpose = Literal["new", "complete", "collect", "help"]
Priority = Literal["lansia", "disabilitas", "hamil", "balita"]


def _tidy(text: str) -> str:
    return clean(text)


Words = Annotated[str, AfterValidator(_tidy)]


class Body(BaseModel):
    """Base of every body: unknown fields are refused, so that a typo is not silently lost."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


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
