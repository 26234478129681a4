"""One call as one WAV: the two notes, then its clips with the pauses of speech between them."""

import math
from functools import cache

from display.voice import level, sound
from display.voice.pack import Pack
from display.voice.sound import RATE
from office.words.call_clips import taken_apart

#: the hall's two notes: (Hz, when it is struck in s), g'' and d''
NOTES = ((784.0, 0.0), (587.0, 0.55))
CHIME_SECONDS = 1.75
#: milliseconds between the notes and the first word
BEFORE_SPEECH = 350
#: where the speech begins in every WAV of a call, in seconds: what is said again begins here
SPEECH_AT = CHIME_SECONDS + BEFORE_SPEECH / 1000
#: the chime lies this far below the speech (LU)
BELOW_SPEECH = 3.0


def speech(pack: Pack, sentence: str) -> bytes | None:
    """The sentence as PCM, or None when a clip is missing. Raises NotSpoken."""
    pieces = []
    for part in taken_apart(sentence):
        data = pack.pcm(part.clip.name)
        if data is None:
            return None
        pieces += [sound.silence(part.pause), data]
    return b"".join(pieces)


def wav(pack: Pack, sentence: str) -> bytes | None:
    """The whole call, chime first, as a WAV file; None when a clip is missing. Raises NotSpoken."""
    said = speech(pack, sentence)
    return None if said is None else with_chime(said)


def with_chime(said: bytes) -> bytes:
    """Speech (PCM) as the WAV of a call."""
    return sound.wav(chime() + sound.silence(BEFORE_SPEECH) + said)


@cache
def chime() -> bytes:
    """The two notes as PCM: bell-like, quick to rise and long to fall. Made once, in 0.2 s."""
    notes = [0.0] * int(CHIME_SECONDS * RATE)
    for hertz, at in NOTES:
        for partial, loud in ((1, 1.0), (2, 0.24), (3, 0.06)):
            _strike(notes, hertz * partial, at, loud)
    return sound.pcm(level.brought_to(level.faded(notes), level.TARGET - BELOW_SPEECH))


def _strike(notes: list[float], hertz: float, at: float, loud: float) -> None:
    start, turn = int(at * RATE), 2 * math.pi * hertz / RATE
    rise = int(0.012 * RATE)
    for n in range(len(notes) - start):
        shape = min(1.0, n / rise) * math.exp(-3.6 * n / RATE)
        notes[start + n] += loud * shape * math.sin(turn * n) / 2
