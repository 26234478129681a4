"""How the hall calls: how loud, how often, in which of the two usual forms of speech, and whose voice it is."""

from typing import Literal

from pydantic import BaseModel, Field, ValidationInfo, field_validator

#: the pack that every office has: its missing clips are the machine's
FIRST_PACK = "id"


class VoicePack(BaseModel):
    """One announcer in one language. `machine`: it is Indonesian, so the machine may say what was not recorded."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{1,29}$")
    title: str = Field(min_length=2, max_length=40)
    machine: bool = False


class VoiceRules(BaseModel):
    """The voice of the hall. `volume` in percent; `repeat`: how often a number is said when nobody waits behind it.

    `pack` says each call, `second` (if any) says it after it.
    """

    volume: int = Field(80, ge=0, le=100)
    muted: bool = False
    repeat: int = Field(2, ge=1, le=2)
    #: digit by digit as on the ticket ("nol nol tujuh"), or as a number ("tujuh")
    reading: Literal["digits", "cardinal"] = "digits"
    zero: Literal["nol", "kosong"] = "nol"
    #: a number may be called again after so many seconds (0: at once)
    recall_seconds: int = Field(5, ge=0, le=60)
    line: Literal["antrean", "antrian"] = "antrean"
    packs: list[VoicePack] = Field([VoicePack(name=FIRST_PACK, title="Bahasa Indonesia", machine=True)], max_length=8)
    pack: str = FIRST_PACK
    second: str = ""

    @field_validator("packs")
    @classmethod
    def _each_once(cls, packs: list[VoicePack]) -> list[VoicePack]:
        names = [pack.name for pack in packs]
        if FIRST_PACK not in names or len(names) != len(set(names)):
            raise ValueError(f"setiap paket sekali, dan paket {FIRST_PACK} tetap ada")
        return packs

    @field_validator("pack", "second")
    @classmethod
    def _there(cls, name: str, info: ValidationInfo) -> str:
        names = [pack.name for pack in info.data.get("packs", [])]
        if name not in (*names, *([""] if info.field_name == "second" else [])):
            raise ValueError("pilih dari daftar paket suara")
        if info.field_name == "second" and name == info.data.get("pack"):
            raise ValueError("pilih paket lain daripada yang pertama")
        return name

    @property
    def in_use(self) -> list[VoicePack]:
        """Who says a call, in order."""
        return [pack for name in (self.pack, self.second) for pack in self.packs if pack.name == name]
