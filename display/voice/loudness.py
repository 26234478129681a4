"""How loud a sound is to the ear: ITU-R BS.1770-5 loudness of one channel, in LUFS.

The recommendation gives its filters for 48 kHz only; the analogue filters behind them are taken to our rate here.
"""

import math
from collections.abc import Sequence

from display.voice.sound import RATE, Samples

BLOCK, STEP = int(0.4 * RATE), int(0.1 * RATE)
ABSOLUTE_GATE, RELATIVE_GATE = -70.0, -10.0
OFFSET = -0.691
NOTHING = -120.0

Biquad = tuple[float, float, float, float, float]


def _shelf() -> Biquad:
    """The head: +4 dB above 1.7 kHz."""
    centre, gain, q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    k, high = math.tan(math.pi * centre / RATE), 10 ** (gain / 20)
    middle = high**0.4996667741545416
    a0 = 1 + k / q + k * k
    return ((high + middle * k / q + k * k) / a0, 2 * (k * k - high) / a0, (high - middle * k / q + k * k) / a0,
            2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0)  # fmt: skip


def _high_pass() -> Biquad:
    """What one hears little of: below 38 Hz."""
    centre, q = 38.13547087602444, 0.5003270373238773
    k = math.tan(math.pi * centre / RATE)
    a0 = 1 + k / q + k * k
    return 1.0, -2.0, 1.0, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0


WEIGHTING = (_shelf(), _high_pass())


def _filtered(samples: Samples, filter_: Biquad) -> list[float]:
    b0, b1, b2, a1, a2 = filter_
    x1 = x2 = y1 = y2 = 0.0
    out = []
    for x in samples:
        y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        x1, x2, y1, y2 = x, x1, y, y1
        out.append(y)
    return out


def loudness(samples: Samples) -> float:
    """Gated loudness in LUFS; a sound shorter than one block of 0.4 s is one block. Silence is -120."""
    weighted = _filtered(_filtered(samples, WEIGHTING[0]), WEIGHTING[1])
    heard = [power for power in _blocks(weighted) if _lufs(power) > ABSOLUTE_GATE]
    if not heard:
        return NOTHING
    gate = _lufs(sum(heard) / len(heard)) + RELATIVE_GATE
    loud = [power for power in heard if _lufs(power) > gate]
    return _lufs(sum(loud) / len(loud))


def _blocks(weighted: Sequence[float]) -> list[float]:
    """Mean power of each block of 0.4 s, a new one every 0.1 s."""
    sums = [0.0]
    for level in weighted:
        sums.append(sums[-1] + level * level)
    size = min(BLOCK, len(weighted))
    if not size:
        return []
    return [(sums[start + size] - sums[start]) / size for start in range(0, len(weighted) - size + 1, STEP)]


def _lufs(power: float) -> float:
    return OFFSET + 10 * math.log10(power) if power > 0 else NOTHING
