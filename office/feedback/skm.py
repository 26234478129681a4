"""The satisfaction index (IKM) as PermenPAN-RB 14/2017 computes it, with its whole working.

NRR of an element = sum of its scores / respondents who answered it; times the weight (1/n elements; `r3` and
`r2` round the weight to 3 or 2 decimals, as many published reports do); summed to the index (1..4); times 25
gives the IKM, rounded half up to two decimals; the grade is read from the rounded value, because the bands
have gaps.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Literal

from office.errors import Invalid
from office.feedback.questionnaire import Band, questionnaire
from office.words.numerals import decimal_text

Weights = Literal["exact", "r3", "r2"]
_ROUNDED: dict[Weights, int | None] = {"exact": None, "r3": 3, "r2": 2}
#: decimals kept of means and of the index; the IKM itself has two
_KEPT = 6


class AnswersInvalid(Invalid):
    """Answers that no index can be made of; `detail` names the line and says what to correct."""

    code = "answers_invalid"


@dataclass(frozen=True)
class Answers:
    """What respondents answered: for each element its name, how many answered it and the sum of their scores.

    `n` counts respondents; None when only the means are known.
    """

    elements: tuple[str, ...]
    counts: tuple[int | None, ...]
    means: tuple[Fraction, ...]
    n: int | None

    @classmethod
    def of_rows(cls, rows: Iterable[Mapping[str, int | None]], elements: Sequence[str] | None = None) -> "Answers":
        """One mapping of element to score 1..4 (None: no answer) a respondent. Refuses `AnswersInvalid`."""
        answered = [row for row in rows if any(score is not None for score in row.values())]
        if not answered:
            raise AnswersInvalid("Belum ada jawaban. Isi sedikitnya satu responden.")
        names = tuple(elements or dict.fromkeys(name for row in answered for name in row))
        scores = {name: [s for row in answered if (s := row.get(name)) is not None] for name in names}
        for name, given in scores.items():
            if not given:
                raise AnswersInvalid(f"Unsur {name} tidak punya jawaban. Lengkapi datanya atau hapus kolomnya.")
            if wrong := [score for score in given if not 1 <= score <= 4]:
                raise AnswersInvalid(f"Unsur {name}: nilai {wrong[0]} bukan 1, 2, 3, atau 4. Perbaiki lalu ulangi.")
        counts = tuple(len(scores[name]) for name in names)
        means = tuple(Fraction(sum(scores[name]), len(scores[name])) for name in names)
        return cls(names, counts, means, len(answered))

    @classmethod
    def of_means(cls, means: Mapping[str, Decimal], n: int | None = None) -> "Answers":
        """Known means (1..4) by element. Refuses `AnswersInvalid`."""
        if not means:
            raise AnswersInvalid("Belum ada nilai rata-rata. Isi sedikitnya satu unsur.")
        for name, mean in means.items():
            if not 1 <= mean <= 4:
                said = f"Unsur {name}: rata-rata {decimal_text(mean)} di luar skala 1 sampai 4."
                raise AnswersInvalid(f"{said} Perbaiki lalu ulangi.")
        return cls(tuple(means), (n,) * len(means), tuple(Fraction(mean) for mean in means.values()), n)


@dataclass(frozen=True)
class Skm:
    """An index with its working: `means` and `weighted` by element, `index` 1..4, `ikm` 25..100.

    `counts` says how many answered each element; `working` is the arithmetic in words, line by line.
    """

    n: int | None
    means: dict[str, Decimal]
    counts: dict[str, int | None]
    weights: Weights
    weight: Decimal
    weighted: dict[str, Decimal]
    index: Decimal
    ikm: Decimal
    grade: str
    performance: str
    bands: str
    working: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """The same for JSON: numbers instead of decimals, the working as a list."""
        return {
            "n": self.n,
            "means": _floats(self.means),
            "counts": self.counts,
            "weights": self.weights,
            "weight": float(self.weight),
            "weighted": _floats(self.weighted),
            "index": float(self.index),
            "ikm": float(self.ikm),
            "grade": self.grade,
            "performance": self.performance,
            "bands": self.bands,
            "working": list(self.working),
        }


def compute(answers: Answers, weights: Weights = "exact", bands: str = "2017") -> Skm:
    """The index of `answers`; any number of elements. Raises KeyError for an unknown version of the bands."""
    weight = _weight(len(answers.means), weights)
    index = sum((mean * weight for mean in answers.means), Fraction(0))
    ikm = _decimal(index * questionnaire().survey.conversion, 2)
    band = band_of(ikm, bands)
    return Skm(
        n=answers.n,
        means=_named(answers, answers.means),
        counts=dict(zip(answers.elements, answers.counts, strict=True)),
        weights=weights,
        weight=_decimal(weight, _KEPT),
        weighted=_named(answers, [mean * weight for mean in answers.means]),
        index=_decimal(index, _KEPT),
        ikm=ikm,
        grade=band.grade,
        performance=band.performance,
        bands=bands,
        working=_working(answers, weight, weights, index, ikm, band),
    )


def _weight(elements: int, mode: Weights) -> Fraction:
    exact, places = Fraction(1, elements), _ROUNDED[mode]
    return exact if places is None else Fraction(_decimal(exact, places))


def _decimal(value: Fraction, places: int) -> Decimal:
    """`value` rounded half up, exactly (no binary or intermediate rounding)."""
    scaled = value * 10**places
    whole = (abs(scaled) + Fraction(1, 2)).__floor__()
    return Decimal(whole if scaled >= 0 else -whole).scaleb(-places)


def _named(answers: Answers, values: Iterable[Fraction]) -> dict[str, Decimal]:
    return {name: _decimal(value, _KEPT) for name, value in zip(answers.elements, values, strict=True)}


def _floats(values: Mapping[str, Decimal]) -> dict[str, float]:
    return {name: float(value) for name, value in values.items()}


def band_of(value: Decimal, bands: str = "2017") -> Band:
    """The band of a converted value, after rounding it half up to two decimals; below all: the lowest."""
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    versions = questionnaire().bands[bands]
    return next((band for band in versions if rounded >= band.lowest), versions[-1])


def _working(
    answers: Answers, weight: Fraction, mode: Weights, index: Fraction, ikm: Decimal, band: Band
) -> tuple[str, ...]:
    shown = f"1/{len(answers.means)}" if mode == "exact" else _said(weight, _ROUNDED[mode])
    lines = [
        f"{name}: NRR {_said(mean, 4)} × {shown} = {_said(mean * weight, 4)}"
        + (f" ({count} jawaban)" if count is not None else "")
        for name, mean, count in zip(answers.elements, answers.means, answers.counts, strict=True)
    ]
    span = f"{decimal_text(band.lowest, 2)}–{decimal_text(band.highest, 2)}"
    return (
        *lines,
        f"Jumlah NRR tertimbang = {_said(index, 4)}",
        f"IKM = {_said(index, 4)} × 25 = {_said(index * 25, 4)}, dibulatkan {decimal_text(ikm, 2)}",
        f"Mutu {band.grade} ({band.performance}): {span}",
    )


def _said(value: Fraction, places: int | None) -> str:
    return decimal_text(_decimal(value, places or _KEPT), places)


def sample_size(population: int) -> int:
    """Respondents needed for a population (Krejcie and Morgan: χ² 3.841, P 0.5, d 0.05), nearest integer.

    Raises ValueError for a negative population.
    """
    if population < 0:
        raise ValueError(f"a population is not negative: {population}")
    spread = Fraction(3841, 1000) * population / 4
    return int(_decimal(spread / (Fraction(25, 10000) * (population - 1) + Fraction(3841, 4000)), 0))
