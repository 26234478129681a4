"""What the hall's voice can say, as the voice room reported it: which clips there are, and how long each lasts.

The office plays nothing; it has to know whether a call can be spoken and when it should have ended.
"""

from typing import Any

from office.office import verb
from office.records.tables import Heartbeat
from office.records.work import Read, Work
from office.words.call_clips import NotSpoken, taken_apart
from office.words.numerals import call_sentence

#: the report stands among the signs of life, under this name
WHO, ROLE = "voice", "clips"
#: chime and the pause after it, and the pause before it is said again (s); tests hold the voice room and the TV to it
SPEECH_AT, BETWEEN = 2.1, 0.8
#: number and loket of the sample: a nought, a digit that is hard to hear, the way to a loket
SAMPLE = ("A-076", 1)
#: how long a call stays in the big field at least
SHOWN_SECONDS = 6.0


@verb("voice.report", "system", "supervisor", "admin")
def report(work: Work, *, seconds: dict[str, float], trouble: str = "", clip: str = "") -> dict[str, Any]:
    """The voice room tells its clips (name -> seconds), what keeps it from making the others, and which one is new."""
    said, row = {"seconds": seconds, "trouble": trouble}, work.session.get(Heartbeat, (WHO, ROLE))
    if row is None or row.said != said or clip:
        work.session.merge(Heartbeat(who=WHO, role=ROLE, seen_at=work.now, said=said))
        work.record("voice_clips_changed", subject=("hall", "voice"), desks=("loket",), clips=len(seconds), clip=clip)
    return {"clips": len(seconds), "trouble": trouble}


def sample(read: Read) -> str:
    """What is said when the voice is tried: a call in the office's words."""
    rules = read.settings.voice
    return call_sentence(*SAMPLE, cardinal=rules.reading == "cardinal", zero=rules.zero, line=rules.line)


def clips(read: Read) -> dict[str, float]:
    """Name -> seconds of the clips there are."""
    return dict(_said(read).get("seconds", {}))


def trouble(read: Read) -> str:
    """What keeps the machine from speaking, in words; empty: nothing."""
    return str(_said(read).get("trouble", ""))


def speech_seconds(there: dict[str, float], sentence: str) -> float | None:
    """How long the sentence takes without its chime, or None: it cannot be said."""
    try:
        parts = taken_apart(sentence)
    except NotSpoken:
        return None
    if any(part.clip.name not in there for part in parts):
        return None
    return sum(there[part.clip.name] + part.pause / 1000 for part in parts)


def seconds(read: Read, sentence: str) -> float:
    """How long announcing it may take: the longest way it may be said, or the time that a silent one is shown."""
    said = speech_seconds(clips(read), sentence)
    if said is None:
        return SHOWN_SECONDS
    return max(SHOWN_SECONDS, SPEECH_AT + said + (read.settings.voice.repeat - 1) * (BETWEEN + said))


def _said(read: Read) -> dict[str, Any]:
    row = read.session.get(Heartbeat, (WHO, ROLE))
    return row.said if row else {}
