"""How the office prints its letters: its usual paper, its laser printer, the shift of each printer."""

from typing import Any

from office.office import verb
from office.records import settings
from office.records.letter_rules import LetterRules
from office.records.work import Work


@verb("letter_printing.change", "supervisor", "admin", "system")
def change(work: Work, *, rules: LetterRules) -> dict[str, Any]:
    """Set paper, printer and shifts; letters that are printed from now on follow. Unchanged, nothing is written."""
    before, after = work.settings.letters.model_dump(mode="json"), rules.model_dump(mode="json")
    changed = {name: after[name] for name in after if after[name] != before.get(name)}
    if changed:
        settings.change(work.session, lambda now: now.model_copy(update={"letters": rules}))
        work.record("settings_changed", subject=("settings", "letters"), desks=("operator", "supervisor"), **changed)
    return {"changed": sorted(changed)}
