"""How the hall calls: how loud, how often, and in which of the two usual forms of speech."""

from typing import Literal

from pydantic import BaseModel, Field


class VoiceRules(BaseModel):
    """The voice of the hall. `volume` in percent; `repeat`: how often a number is said when nobody waits behind it."""

    volume: int = Field(80, ge=0, le=100)
    muted: bool = False
    repeat: int = Field(2, ge=1, le=2)
    #: digit by digit as on the ticket ("nol nol tujuh"), or as a number ("tujuh")
    reading: Literal["digits", "cardinal"] = "digits"
    zero: Literal["nol", "kosong"] = "nol"
    #: a number may be called again after so many seconds (0: at once)
    recall_seconds: int = Field(5, ge=0, le=60)
    line: Literal["antrean", "antrian"] = "antrean"
