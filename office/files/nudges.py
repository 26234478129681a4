"""Files that turn amber or red: a row in history and a nudge for the desk that has them, each once (chore)."""

from typing import Any

from sqlalchemy import select, update

from office.files import deadlines
from office.office import verb
from office.procedure import ENDED, Stage
from office.records.tables import File
from office.records.work import Work

#: looked at in one turn, those accepted first: what is late is among them, and whoever was told is not looked at again
AT_ONCE = 2000
EVENTS = {"soon": "file_due_soon", "late": "file_overdue"}
#: the clock of these does not run
_AT_REST = (*ENDED, Stage.REGISTERED, Stage.RETURNED, Stage.READY)
_RUNNING = [stage.value for stage in Stage if stage not in _AT_REST]


@verb("files.nudge", "system")
def nudge(work: Work) -> dict[str, Any]:
    """Tell the desk of each running file that became due soon or late; never the same twice. Answers {soon, late}."""
    days, told = deadlines.calendar(work), {name: list[int]() for name in EVENTS}
    rule = (File.stage.in_(_RUNNING), File.accepted_at.is_not(None), File.clock_told.is_distinct_from("late"))
    for file in work.session.scalars(select(File).where(*rule).order_by(File.accepted_at, File.id).limit(AT_ONCE)):
        found = deadlines.moments(work, file, days)
        turned = deadlines.pressing(work, found) if found else "none"
        if found and turned in EVENTS and file.clock_told != turned and _first(work, file, turned):
            told[turned].append(file.id)
            work.record(EVENTS[turned], subject=("file", file.id), desks=(file.desk or "loket", "supervisor"),
                        desk=file.desk, due=work.iso(found.due))  # fmt: skip
    return told


def _first(work: Work, file: File, found: str) -> bool:
    """Compare and swap: of two processes one tells."""
    told = update(File).where(File.id == file.id, File.clock_told.is_not_distinct_from(file.clock_told))
    done = work.session.execute(
        told.values(clock_told=found).returning(File.id).execution_options(synchronize_session=False)
    ).one_or_none()
    return done is not None
