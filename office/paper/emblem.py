"""The office's emblem on its slips."""

from typing import Any

from office.office import verb
from office.paper.facts import LogoFacts
from office.records import settings
from office.records.settings import Settings, SlipLogo
from office.records.work import Work


@verb("print.emblem", "admin", "supervisor", "system")
def set_logo(work: Work, *, logo: dict[str, Any] | None) -> dict[str, Any]:
    """Every slip from now on carries this emblem (the fields of `LogoFacts`), or none."""
    known = SlipLogo(**LogoFacts(**logo).model_dump()) if logo else None

    def changed(now: Settings) -> Settings:
        return now.model_copy(update={"slip_logo": known})

    settings.change(work.session, changed)
    work.record("settings_changed", subject=("settings", "slips"), desks=("supervisor", "admin"), what="slip_logo")
    return {"logo": known is not None}
