"""The satisfaction questionnaire of PermenPAN-RB 14/2017: elements by key, answers 1..4, grade bands."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

#: which numbering stands before an element on paper: the annex form's (U8 = sarana) or the regulation's
Numbering = Literal["form_no", "regulation_no"]
_FILE = Path(__file__).parents[1] / "data" / "skm.yaml"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Element(_Part):
    """One of the nine elements. `options` are the answers for 1..4, worst first, in the official words.

    `short` is its name in one word, for the TV.
    """

    key: str
    form_no: int
    regulation_no: int
    name: str
    short: str
    question: str
    options: tuple[str, str, str, str]


class ProfileQuestion(_Part):
    """One question about the respondent, skippable. `report` maps our answers to those of the annex form."""

    key: str
    name: str
    options: tuple[str, ...]
    report: dict[str, str] = Field(default_factory=dict)


class Band(_Part):
    """One grade and its range of converted values, both ends included, two decimals."""

    grade: Literal["A", "B", "C", "D"]
    lowest: Decimal = Field(alias="from")
    highest: Decimal = Field(alias="to")
    perception: int
    performance: str


class Survey(_Part):
    """The scale and its conversion to 25..100."""

    id: str
    scale: tuple[int, int]
    conversion: int


class Questionnaire(_Part):
    """Elements in the form's order, the profile, and every version of the grade bands, best grade first."""

    survey: Survey
    elements: tuple[Element, ...]
    profile: tuple[ProfileQuestion, ...]
    bands: dict[str, tuple[Band, ...]]

    @property
    def keys(self) -> tuple[str, ...]:
        """The elements' keys in the form's order."""
        return tuple(element.key for element in self.elements)

    def numbered(self, numbering: Numbering = "form_no") -> dict[str, str]:
        """The printed number of each element by key, "U1" first: the legend of a report."""
        ordered = sorted(self.elements, key=lambda element: int(getattr(element, numbering)))
        return {element.key: f"U{getattr(element, numbering)}" for element in ordered}


@cache
def questionnaire(path: Path = _FILE) -> Questionnaire:
    """The questionnaire in use."""
    return Questionnaire.model_validate(yaml.safe_load(path.read_text("utf-8")))
