"""The words of a call as clips: what a speaker has to record, and which of them one sentence is made of, in order.

The sentence that stands on the board is the one that is taken apart, so what is shown and what is said cannot differ.
"""

import string
from dataclasses import dataclass
from functools import cache

from office.words.numerals import DIGITS, terbilang

#: the most lokets that an office has
LOKETS = range(1, 7)
#: the longest phrase, in words
LONGEST = 2
#: milliseconds of silence before a clip, by its kind (design: 250 round the letter, 120 between digits, 500 before
#: the way)
PAUSES = {"opening": 0, "priority": 120, "letter": 250, "number": 120, "way": 500, "loket": 120}
AFTER_LETTER = 250


@dataclass(frozen=True)
class Clip:
    """One piece of speech: the name of its file, its words as they are read out, and what it is."""

    name: str
    words: str
    kind: str


@dataclass(frozen=True)
class Spoken:
    """A clip in a sentence, after `pause` milliseconds of silence."""

    clip: Clip
    pause: int


def _all() -> list[Clip]:
    numbers = (*DIGITS, "kosong", "sepuluh", "sebelas", "belas", "puluh", "seratus", "ratus", "seribu", "ribu")
    return [
        *(_clip(words, "opening") for words in ("nomor antrean", "nomor antrian")),
        _clip("prioritas", "priority"),
        *(Clip(f"huruf-{letter.lower()}", letter, "letter") for letter in string.ascii_uppercase),
        *(_clip(words, "number") for words in numbers),
        _clip("silakan menuju", "way"),
        *(_clip(f"loket {terbilang(n)}", "loket") for n in LOKETS),
    ]


def _clip(words: str, kind: str) -> Clip:
    return Clip(words.replace(" ", "-"), words, kind)


#: every clip there is by its name, in the order of a recording script
CLIPS = {clip.name: clip for clip in _all()}
_BY_WORDS = {clip.words: clip for clip in CLIPS.values()}


class NotSpoken(ValueError):
    """A sentence with a word that there is no clip for."""


@cache
def taken_apart(sentence: str) -> tuple[Spoken, ...]:
    """The clips of a call's sentence in order, e.g. "Nomor antrean A satu …" -> nomor-antrean, huruf-a, satu, …

    Raises NotSpoken for a word outside the calls of numbers.
    """
    words, spoken = sentence.replace(",", "").split(), list[Spoken]()
    while words:
        clip, count = _longest(words)
        before = spoken[-1].clip.kind if spoken else ""
        pause = AFTER_LETTER if before == "letter" else PAUSES[clip.kind]
        spoken.append(Spoken(clip, pause if spoken else 0))
        words = words[count:]
    return tuple(spoken)


def _longest(words: list[str]) -> tuple[Clip, int]:
    for count in range(min(LONGEST, len(words)), 0, -1):
        phrase = " ".join(words[:count])
        clip = _BY_WORDS.get(phrase) or _BY_WORDS.get(phrase.lower())
        if clip is not None:
            return clip, count
    raise NotSpoken(f"no clip says {words[0]!r}")
