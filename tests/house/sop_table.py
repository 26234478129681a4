"""The README's table of the SOP, made from `office/procedure.py`; `make readme` writes it anew."""

import re
from collections.abc import Iterable
from itertools import groupby

from office.procedure import ACT_TITLES, STAGE_TITLES, TABLE, Act, Stage, Step
from tests.house.places import ROOT

START, END = "<!-- the SOP: made by `make readme` -->", "<!-- the SOP ends -->"
#: an act that is possible at so many stages gets one line for all of them
MANY = 3
#: in that line, the desk says it already: at the signature it is the signer's
SIGNER = re.compile(r"^the (camat|sekcam|kasi) signs(, |$)")


def table() -> str:
    """Two Markdown tables: the way of a file, stage by stage, and the acts that many stages know."""
    everywhere = {act for act in Act if len({step.waits_at for step in TABLE if step.act == act}) >= MANY}
    everywhere -= {step.act for step in TABLE if step.sop.startswith("S")}
    way = [step for step in TABLE if step.act not in everywhere]
    rest = sorted((step for step in TABLE if step.act in everywhere), key=lambda step: list(Act).index(step.act))
    return "\n".join([*_way(way), "", *_rest(rest)])


def written(readme: str) -> str:
    """What stands between the marks in the README."""
    return readme.partition(START)[2].partition(END)[0].strip()


def _way(steps: list[Step]) -> Iterable[str]:
    yield "| SOP | file waits at | desk | act | when | goes to | needs |"
    yield "|---|---|---|---|---|---|---|"
    in_order = sorted(steps, key=lambda step: list(Stage).index(step.waits_at))
    for (stage, act, _, needs, _), rows in groupby(in_order, _same_line):
        same = list(rows)
        cells = (
            _all(step.sop for step in same),
            f"{STAGE_TITLES[stage]} `{stage}`",
            _all(step.desk for step in same),
            f"{ACT_TITLES[act]} `{act}`",
            " / ".join(dict.fromkeys(step.when for step in same if step.when)),
            _all(_goal(step.goes_to) for step in same),
            ", ".join(f"`{need}`" for need in needs),
        )
        yield f"| {' | '.join(cells)} |"


def _rest(steps: list[Step]) -> Iterable[str]:
    yield "| SOP | at | desk | act | goes to |"
    yield "|---|---|---|---|---|"
    for act, rows in groupby(steps, lambda step: step.act):
        same = list(rows)
        goals = dict.fromkeys(_goal_when(step) for step in same)
        cells = (
            _all(step.sop for step in same),
            _all(STAGE_TITLES[step.waits_at] for step in same),
            _all(step.desk for step in same),
            f"{ACT_TITLES[act]} `{act}`",
            "; ".join(goals),
        )
        yield f"| {' | '.join(cells)} |"


def _same_line(step: Step) -> tuple[Stage, Act, Stage | None, tuple[str, ...], bool]:
    return step.waits_at, step.act, step.goes_to, step.needs, step.when == ""


def _goal_when(step: Step) -> str:
    when = SIGNER.sub("", step.when)
    return f"{_goal(step.goes_to)} ({when})" if when else _goal(step.goes_to)


def _goal(stage: Stage | None) -> str:
    return STAGE_TITLES[stage] if stage else "stays"


def _all(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


if __name__ == "__main__":
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(START)
    after = rest.partition(END)[2]
    readme.write_text(f"{before}{START}\n\n{table()}\n\n{END}{after}", encoding="utf-8")
