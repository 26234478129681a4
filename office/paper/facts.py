"""What all facts of slips share."""

import base64
import zlib
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Facts(BaseModel):
    """Common to all facts: closed (an unknown field is a defect), frozen, and silent about values in errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class LogoFacts(Facts):
    """The office's emblem: `width` (a multiple of 8) by `height` dots; `bits` its raster, zlib in base64."""

    width: int = Field(ge=8, le=384, multiple_of=8)
    height: int = Field(ge=8, le=160)
    bits: str

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if len(self.raster()) * 8 != self.width * self.height:
            raise ValueError("the raster does not fill the picture")
        return self

    def raster(self) -> bytes:
        """`height` rows of `width` / 8 bytes."""
        return zlib.decompress(base64.b64decode(self.bits))


class OfficeFacts(Facts):
    """The head of every slip, and whom to ask. `training` marks everything printed in the example office."""

    name: str
    regency: str = ""
    phone: str | None = None
    header: list[str] = Field(default_factory=list)
    footer: list[str] = Field(default_factory=list)
    training: bool = False
    logo: LogoFacts | None = None


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
