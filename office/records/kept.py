"""What was before a change of the settings is kept: an act says `kept.watch(session, "printer")` before it changes any.

When the act ends, every part that is not as it was becomes a row of `settings_versions`, whichever screen, command or
API it came from. Parts are plain documents; see `office.records.parts`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from office.records import parts
from office.records.history import Event
from office.records.parts import Doc
from office.records.tables import SettingsVersion

_WATCHED, _UNDOES = "settings_watched", "settings_undoes"


def watch(session: Session, kind: str) -> None:
    """Remember the parts of this kind as they are now; the first look of an act counts."""
    seen: dict[str, dict[str, Doc]] = session.info.setdefault(_WATCHED, {})
    if kind not in seen:
        seen[kind] = parts.DOCS[kind](session)


def undoing(session: Session, version: int) -> None:
    """What this act changes takes back the change `version`."""
    session.info[_UNDOES] = version


def file(session: Session, events: list[Event], *, actor: str, at: datetime) -> None:
    """Write down what an act changed of the parts that it watched (the door calls this at the act's end)."""
    watched: dict[str, dict[str, Doc]] = session.info.pop(_WATCHED, {})
    about: dict[str, Any] = {"actor": actor, "at": at, "seq": events[-1].seq if events else 0,
                             "undoes": session.info.pop(_UNDOES, None)}  # fmt: skip
    for kind, before in watched.items():
        after = parts.DOCS[kind](session)
        for name in dict.fromkeys([*before, *after]):
            was, now = before.get(name), after.get(name)
            if was != now:
                session.add(SettingsVersion(part=parts.key(kind, name), before=was, after=now, **about))
