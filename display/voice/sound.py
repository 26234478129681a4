"""Sound as this room works with it: mono, 22 050 samples a second, floats from -1 to 1; 16-bit PCM on disk.

What people upload comes in any usual WAV; it is turned into ours. Work on samples is slow in Python: it is done in a
process of its own (`python -m voice`), never in the hall's.
"""

import io
import math
import wave
from array import array
from collections.abc import Sequence
from pathlib import Path

from office.errors import Refusal

RATE = 22_050
FULL = 32_767
Samples = Sequence[float]

#: what an upload may be
LONGEST_SECONDS = 15.0
RATES = range(8_000, 192_001)
#: half the width of the filter that takes away what our rate cannot carry, in samples of the slower side
TAPS = 12


class NotSound(Refusal):
    """A file that is no WAV we can read."""

    code = "not_sound"
    detail = "Berkas ini bukan rekaman WAV yang dapat dibaca. Simpan rekaman sebagai WAV (PCM), lalu unggah lagi."


class TooLong(Refusal):
    """A recording much longer than one clip."""

    code = "sound_too_long"
    detail = "Rekaman ini lebih dari 15 detik. Potong sehingga hanya berisi satu potongan kata, lalu unggah lagi."


def read(data: bytes) -> list[float]:
    """A WAV of any rate, width and number of channels as our samples. Refuses with NotSound and TooLong."""
    try:
        with wave.open(io.BytesIO(data)) as file:
            rate, width, channels = file.getframerate(), file.getsampwidth(), file.getnchannels()
            if rate not in RATES:
                raise NotSound
            if file.getnframes() > LONGEST_SECONDS * rate:
                raise TooLong
            frames = file.readframes(file.getnframes())
    except (wave.Error, EOFError, ValueError):
        raise NotSound from None
    levels = _levels(frames[: len(frames) - len(frames) % (width * channels)], width)
    mono = [sum(levels[n : n + channels]) / channels for n in range(0, len(levels), channels)]
    return resampled(mono, rate)


def _levels(frames: bytes, width: int) -> list[float]:
    if width == 1:
        return [(level - 128) / 128 for level in frames]
    if width not in (2, 3, 4):
        raise NotSound
    top = float(1 << (8 * width - 1))
    pieces = (frames[n : n + width] for n in range(0, len(frames), width))
    return [int.from_bytes(piece, "little", signed=True) / top for piece in pieces]


def resampled(samples: Samples, rate: int) -> list[float]:
    """The same sound at our rate: a windowed sinc, cut off below half of the slower rate."""
    if rate == RATE or not samples:
        return list(samples)
    step, cut = rate / RATE, min(1.0, RATE / rate)
    reach, last = math.ceil(TAPS / cut), len(samples) - 1
    out = []
    for n in range(int(len(samples) / step)):
        at = n * step
        near = range(max(0, int(at) - reach + 1), min(last, int(at) + reach) + 1)
        out.append(sum(samples[k] * _tap((k - at) * cut) for k in near) * cut)
    return out


def _tap(x: float) -> float:
    """A sinc under a Hann window of +-TAPS."""
    if abs(x) < 1e-9:
        return 1.0
    if abs(x) >= TAPS:
        return 0.0
    return math.sin(math.pi * x) / (math.pi * x) * (0.5 + 0.5 * math.cos(math.pi * x / TAPS))


def pcm(samples: Samples) -> bytes:
    """16-bit little-endian PCM; beyond full scale is cut."""
    return array("h", (round(max(-1.0, min(1.0, level)) * FULL) for level in samples)).tobytes()


def floats(data: bytes) -> list[float]:
    """16-bit PCM as floats."""
    return [level / FULL for level in array("h", data)]


def silence(milliseconds: int) -> bytes:
    """PCM of nothing."""
    return bytes(2 * (RATE * milliseconds // 1000))


def wav(data: bytes) -> bytes:
    """Our PCM as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(data)
    return out.getvalue()


def stored(path: Path) -> bytes:
    """The PCM of a clip as `wav` wrote it. Raises wave.Error for anything else."""
    with wave.open(str(path)) as file:
        if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RATE):
            raise wave.Error(f"{path.name} is not 16-bit mono at {RATE} Hz")
        return bytes(file.readframes(file.getnframes()))


def seconds(data: bytes) -> float:
    """How long our PCM lasts."""
    return len(data) / 2 / RATE
