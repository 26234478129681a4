"""How the office prints its letters: paper, laser printer, and where an overprint has to be shifted."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

Paper = Literal["F4", "A4"]
Millimetres = Annotated[float, Field(ge=-20, le=20)]
#: the name under which the shift of printing from a browser is kept
BROWSER = "peramban"


class Shift(BaseModel):
    """How far number and date are moved before they are printed onto a signed sheet: right and down are positive."""

    x_mm: Millimetres = 0
    y_mm: Millimetres = 0


class LetterRules(BaseModel):
    """Paper of letters (F4 is 215 x 330 mm), the laser printer's CUPS name, the shift of each printer."""

    paper: Paper = "F4"
    printer: str = Field("", max_length=120)
    shifts: dict[str, Shift] = {}

    def shift(self, printer: str) -> Shift:
        """The shift of a printer; none was measured: none."""
        return self.shifts.get(printer, Shift())
