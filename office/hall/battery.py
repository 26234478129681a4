"""On battery: the lokets print where the queue stands, and every screen says that numbers stay valid."""

from typing import Any

from office.hall import outages
from office.office import verb
from office.paper import due_outage
from office.records.work import Work


@verb("power.battery", "system", "supervisor")
def battery(work: Work) -> dict[str, Any]:
    """The mains are gone: an outage begins, and each loket prints how the queue stands. Said twice, it is once."""
    row = outages.on_battery(work)
    if row is not None:
        return {"outage": row.id, "slips": []}
    row = outages.begin(work, "battery")
    return {"outage": row.id, "slips": due_outage.queue_state(work, row)}


@verb("power.mains", "system", "supervisor")
def mains(work: Work) -> dict[str, Any]:
    """The mains are back before the computer went off, so nothing waits to be entered. Harmless when nothing was."""
    row = outages.on_battery(work)
    if row is None:
        return {"outage": None}
    outages.survived(work, row)
    return {"outage": row.id}
