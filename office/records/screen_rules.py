"""What the TV shows while nobody is called, in the office's own order: its pictures and videos, and sheets."""

from typing import Any, Literal, get_args

from pydantic import BaseModel, Field, model_validator

MOST = 20
#: what takes turns in the field: pictures and videos, the last call, the service pledge, the SOP's ring, the index
SheetKind = Literal["media", "last", "maklumat", "flow", "skm"]


class ScreenItem(BaseModel):
    """One picture or video. `file`: SHA-256 of what is kept in the data folder; `seconds` holds for pictures."""

    name: str = Field(min_length=1, max_length=80)
    kind: Literal["picture", "video"]
    file: str = Field(pattern="^[0-9a-f]{64}$")
    on: bool = True
    seconds: int = Field(12, ge=3, le=600)

    @property
    def stored(self) -> str:
        """What its file is called in the data folder."""
        return f"{self.file}.{'jpg' if self.kind == 'picture' else 'mp4'}"


class RestSheet(BaseModel):
    """What takes its turn in the field; `seconds` is its whole turn (pictures and videos have their own)."""

    kind: SheetKind
    on: bool = True
    seconds: int = Field(20, ge=6, le=600)


class SleepRules(BaseModel):
    """When a screen is dark: `minutes_after` the lokets close until `minutes_before` the kiosk opens.

    `days_off`: on a day off it is awake in the usual hours and says that the office is closed. `clock`: a faint hour
    wanders over the dark screen.
    """

    on: bool = True
    minutes_after: int = Field(30, ge=0, le=240)
    minutes_before: int = Field(30, ge=0, le=240)
    days_off: bool = True
    clock: bool = True


class ScreenRules(BaseModel):
    """`sound`: videos are heard, at 15 % while somebody is called; off, they are silent. `sheets`: in their order."""

    sound: bool = False
    media: list[ScreenItem] = Field([], max_length=MOST)
    sheets: list[RestSheet] = Field(
        [RestSheet(kind="media"), RestSheet(kind="last"), RestSheet(kind="maklumat", seconds=24),
         RestSheet(kind="flow", seconds=28), RestSheet(kind="skm", seconds=24)], max_length=len(get_args(SheetKind)),
    )  # fmt: skip
    sleep: SleepRules = SleepRules()

    @model_validator(mode="after")
    def _told_apart(self) -> "ScreenRules":
        names = [item.name for item in self.media]
        if len(set(names)) < len(names):
            raise ValueError("Setiap gambar dan video perlu nama sendiri. Ganti nama yang sama.")
        if len({sheet.kind for sheet in self.sheets}) < len(self.sheets):
            raise ValueError("Setiap lembar tampil sekali saja. Lepas yang ganda.")
        return self


def playlist(rules: ScreenRules) -> dict[str, Any]:
    """{sound, items: [{kind, url, seconds}]}: what is switched on, as the board tells it."""
    return {"sound": rules.sound, "items": [
        {"kind": item.kind, "url": f"/display/media/{item.stored}", "seconds": item.seconds}
        for item in rules.media if item.on]}  # fmt: skip


def turns(rules: ScreenRules) -> list[dict[str, Any]]:
    """[{kind, seconds}]: what takes turns while nobody is called, in order, as the board tells it."""
    return [{"kind": sheet.kind, "seconds": sheet.seconds} for sheet in rules.sheets if sheet.on]
