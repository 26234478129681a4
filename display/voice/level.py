"""A recording becomes a clip: silence cut off, as loud as all others, no peak beyond the limit."""

from collections import deque

from display.voice.loudness import NOTHING, loudness
from display.voice.sound import RATE, NotSound, Samples

#: how loud every clip is, and how far one may be off (LUFS, LU)
TARGET, NEAR = -16.0, 0.2
#: the highest sample, -1.5 dBFS
CEILING = 10 ** (-1.5 / 20)
#: below this part of the loudest 10 ms it is silence (-34 dB)
SILENT = 0.02
#: what is left around the speech, and how it fades
MARGIN, FADE = int(0.02 * RATE), int(0.005 * RATE)
WINDOW = int(0.01 * RATE)
#: how far the limiter looks ahead
AHEAD = int(0.004 * RATE)
ROUNDS = 8


class NothingHeard(NotSound):
    """A recording without anything in it."""

    code = "nothing_heard"
    detail = "Rekaman ini tidak berisi suara. Periksa mikrofon, lalu rekam atau unggah lagi."


def levelled(samples: Samples, cut: tuple[int, int] | None = None) -> list[float]:
    """`samples` cut where speech begins and ends, or at `cut` (samples), and brought to TARGET under CEILING.

    Refuses with NothingHeard.
    """
    first, last = cut or spoken(samples)
    clip = faded(list(samples[first:last]))
    if loudness(clip) <= NOTHING / 2:
        raise NothingHeard
    return brought_to(clip, TARGET)


def brought_to(samples: Samples, target: float) -> list[float]:
    """As loud as `target` LUFS. Speech has peaks 16 dB above its loudness: limiting them makes it quieter, so again."""
    gain, heard = 1.0, list(samples)
    for _ in range(ROUNDS):
        off = target - loudness(heard)
        if abs(off) <= NEAR / 2:
            break
        gain *= 10 ** (off / 20)
        heard = limited([level * gain for level in samples])
    return heard


def spoken(samples: Samples) -> tuple[int, int]:
    """Between which samples there is speech, with 20 ms of silence around it. Refuses with NothingHeard."""
    power = [max(map(abs, samples[n : n + WINDOW])) for n in range(0, len(samples), WINDOW)]
    loud = [n for n, level in enumerate(power) if level > SILENT * max(power) and level > 0.001]
    if not loud:
        raise NothingHeard
    return max(0, loud[0] * WINDOW - MARGIN), min(len(samples), (loud[-1] + 1) * WINDOW + MARGIN)


def faded(samples: list[float]) -> list[float]:
    """Both ends run to nothing within 5 ms, so that no joint clicks."""
    length = min(FADE, len(samples) // 2)
    for n in range(length):
        samples[n] *= n / length
        samples[-1 - n] *= n / length
    return samples


def limited(samples: Samples) -> list[float]:
    """No sample beyond CEILING: the gain sinks before a peak comes and rises after it, never within a wave."""
    if max(map(abs, samples), default=0.0) <= CEILING:
        return list(samples)
    wanted = [min(1.0, CEILING / abs(level)) if level else 1.0 for level in samples]
    lowest = _lowest(wanted, AHEAD)
    smooth = _mean(lowest, AHEAD)
    return [level * gain for level, gain in zip(samples, smooth, strict=True)]


def _lowest(values: list[float], reach: int) -> list[float]:
    """The least value within `reach` on both sides of each."""
    out, window = [], deque[int]()
    for n in range(len(values) + reach):
        if n < len(values):
            while window and values[window[-1]] >= values[n]:
                window.pop()
            window.append(n)
        if window[0] < n - 2 * reach:
            window.popleft()
        if n >= reach:
            out.append(values[window[0]])
    return out


def _mean(values: list[float], reach: int) -> list[float]:
    """The mean within `reach` on both sides; of least values over the same reach it is never above what was wanted."""
    sums = [0.0]
    for value in values:
        sums.append(sums[-1] + value)
    last = len(values)
    spans = ((max(0, n - reach), min(last, n + reach + 1)) for n in range(last))
    return [(sums[end] - sums[start]) / (end - start) for start, end in spans]
