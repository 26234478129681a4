"""What the hall's voice can say, as the voice room reported it: which clips there are, and how long each lasts.

The office plays nothing; it has to know whether a call can be spoken and when it should have ended.
"""

from functools import cache
from typing import Any

from sqlalchemy import select

from office.office import verb
from office.records.tables import Heartbeat, Loket
from office.records.voice_rules import FIRST_PACK, VoiceRules
from office.records.work import Read, Work
from office.words.call_clips import NotSpoken, taken_apart
from office.words.numerals import call_sentence

#: the report stands among the signs of life, under this name
WHO, ROLE = "voice", "clips"
#: chime and the pause after it, and the pause before it is said again (s); tests hold the voice room and the TV to it
SPEECH_AT, BETWEEN = 2.1, 0.8
#: number and loket of the sample: a nought, a digit that is hard to hear, the way to a loket
SAMPLE = ("A-076", 1)
#: between the call in one language and the same in another (s)
BETWEEN_PACKS = 0.5
#: letter of priority tickets
PRIORITY = "P"
#: how long a call stays in the big field at least
SHOWN_SECONDS = 6.0


@verb("voice.report", "system", "supervisor", "admin")
def report(
    work: Work, *, seconds: dict[str, float] | None = None, packs: dict[str, dict[str, float]] | None = None,
    trouble: str = "", clip: str = "",
) -> dict[str, Any]:  # fmt: skip
    """The voice room tells the clips of its `packs` (pack -> name -> seconds; `seconds`: those of the first alone),
    what keeps it from making the others, and which one is new.
    """
    packs = packs or {FIRST_PACK: seconds or {}}
    said, row = {"packs": packs, "trouble": trouble}, work.session.get(Heartbeat, (WHO, ROLE))
    if row is None or row.said != said or clip:
        work.session.merge(Heartbeat(who=WHO, role=ROLE, seen_at=work.now, said=said))
        count = sum(map(len, packs.values()))
        work.record("voice_clips_changed", subject=("hall", "voice"), desks=("loket",), clips=count, clip=clip)
    return {"packs": {name: len(clips) for name, clips in packs.items()}, "trouble": trouble}


def sample(read: Read) -> str:
    """What is said when the voice is tried: a call in the office's words."""
    return call_sentence(*SAMPLE, **_words(read.settings.voice))


def clips(read: Read) -> dict[str, float]:
    """Name -> seconds of the clips there are in the pack in use."""
    return clips_of(read, read.settings.voice.pack)


def clips_of(read: Read, pack: str) -> dict[str, float]:
    """Name -> seconds of the clips of a pack."""
    return dict(_said(read).get("packs", {}).get(pack, {}))


def needed(read: Read, rules: VoiceRules) -> set[str]:
    """Names of the clips that calls are made of by these rules, with the lokets there are."""
    lokets = read.session.execute(select(Loket.number, Loket.series)).all()
    words = _words(rules)
    said = [call_sentence(f"{letter}-001", number, priority=letter == PRIORITY, **words)
            for number, series in lokets for letter in (series, PRIORITY)]  # fmt: skip
    return {part.clip.name for sentence in said for part in taken_apart(sentence)} | _numbers(**words)


@cache
def _numbers(**words: Any) -> frozenset[str]:
    """Names of the clips that the numbers of a day are made of."""
    said = (call_sentence(f"{PRIORITY}-{n:03}", 1, **words) for n in range(1, 1000))
    return frozenset(part.clip.name for sentence in said for part in taken_apart(sentence)
                     if part.clip.kind == "number")  # fmt: skip


def lacks(read: Read, rules: VoiceRules, pack: str) -> set[str]:
    """Which of these a pack does not have."""
    return needed(read, rules) - clips_of(read, pack).keys()


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
    after = speech_seconds(clips_of(read, read.settings.voice.second), sentence)
    said += 0 if after is None else BETWEEN_PACKS + after
    return max(SHOWN_SECONDS, SPEECH_AT + said + (read.settings.voice.repeat - 1) * (BETWEEN + said))


def _said(read: Read) -> dict[str, Any]:
    row = read.session.get(Heartbeat, (WHO, ROLE))
    return row.said if row else {}


def _words(rules: VoiceRules) -> dict[str, Any]:
    return {"cardinal": rules.reading == "cardinal", "zero": rules.zero, "line": rules.line}
