"""What the TV shows while nobody is called: pictures and videos of the office, in its own order."""

from typing import Any, Literal

from pydantic import BaseModel, Field, model_validator

MOST = 20


class ScreenItem(BaseModel):
    """One picture or video. `file`: SHA-256 of what is kept in the data folder; `seconds` holds for pictures."""

    name: str = Field(min_length=1, max_length=80)
    kind: Literal["picture", "video"]
    file: str = Field(pattern="^[0-9a-f]{64}$")
    on: bool = True
    seconds: int = Field(12, ge=3, le=600)


class ScreenRules(BaseModel):
    """`sound`: videos are heard, at 15 % while somebody is called; off, they are silent."""

    sound: bool = False
    media: list[ScreenItem] = Field([], max_length=MOST)

    @model_validator(mode="after")
    def _told_apart(self) -> "ScreenRules":
        names = [item.name for item in self.media]
        if len(set(names)) < len(names):
            raise ValueError("Setiap gambar dan video perlu nama sendiri. Ganti nama yang sama.")
        return self


def playlist(rules: ScreenRules) -> dict[str, Any]:
    """{sound, items: [{kind, url, seconds}]}: what is switched on, as the board tells it."""
    return {"sound": rules.sound, "items": [
        {"kind": item.kind, "url": f"/display/media/{item.file}.{'jpg' if item.kind == 'picture' else 'mp4'}",
         "seconds": item.seconds} for item in rules.media if item.on]}  # fmt: skip
