"""Taking a picture and looking at it: accessibility, what does not fit, and the smallest thing to be hit."""

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page

from tests.conftest import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = 192
MEASURE = Path(__file__).with_name("measure.js")


@dataclass
class Seen:
    """One picture and what was found wrong with it. `fixed`: the screen cannot be scrolled."""

    name: str
    violations: list[str]
    measured: dict[str, Any]
    fixed: bool

    @property
    def faults(self) -> list[str]:
        """What must be mended."""
        found = [f"axe: {one}" for one in self.violations]
        if self.measured["wide"]:
            found.append(f"wider than the screen by {self.measured['wide']} px")
        if self.fixed and self.measured["tall"] > 1:
            found.append(f"higher than the screen by {self.measured['tall']} px")
        kinds = ("outside", "spilt", *(("under",) if self.fixed else ()))
        return found + [f"{kind}: {words}" for kind in kinds for words in self.measured[kind]]

    @property
    def line(self) -> str:
        """The report's line: name, smallest target, words cut with an ellipsis."""
        target = self.measured["target"]
        smallest = f"{target['size']:>4} px {target['name']}" if target else "   – "
        cut = f"   cut: {self.measured['cut']}" if self.measured["cut"] else ""
        return f"{self.name:<28}{smallest}{cut}"


@dataclass
class Album:
    """All pictures of one tour."""

    folder: Path
    seen: list[Seen] = field(default_factory=list)

    def take(self, name: str, page: Page, *, fixed: bool = False, whole: bool = False, slack: int = 0) -> None:
        """A picture of the screen as it is, and a look at the page behind it."""
        page.evaluate("document.fonts.ready.then(() => null)")
        shot = page.screenshot(animations="disabled", full_page=whole)
        self.keep(name, Image.open(io.BytesIO(shot)))
        page.evaluate(AXE.read_text(encoding="utf-8") + "; null")
        result = page.evaluate("(rules) => axe.run(document, { runOnly: rules })", RULES)
        violations = [f"{one['id']}: {one['nodes'][0]['target'][0]}" for one in result["violations"]]
        self.seen.append(Seen(name, violations, page.evaluate(MEASURE.read_text(encoding="utf-8"), slack), fixed))

    def keep(self, name: str, picture: Image.Image) -> None:
        """A picture with few colours: the repository carries it."""
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(self.folder / f"{name}.png", optimize=True)

    def report(self) -> bool:
        """Say what was seen; whether there is nothing to mend."""
        for one in self.seen:
            print(one.line)
        faults = [f"{one.name}: {fault}" for one in self.seen for fault in one.faults]
        print(f"\n{len(self.seen)} screens, {len(faults)} faults", *faults, sep="\n")
        return not faults
