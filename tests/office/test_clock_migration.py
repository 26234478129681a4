"""An office that is older than the record of waits gets it from its history, and can go back."""

from alembic import command
from sqlalchemy import inspect, select

from office.office import Office
from office.procedure import Act, Stage
from office.records import schema
from office.records.tables import FileStay
from tests.walk import Walk


def waits(office: Office) -> list[tuple[object, ...]]:
    def read(seen: object) -> list[tuple[object, ...]]:
        rows = seen.session.scalars(select(FileStay).order_by(FileStay.file_id, FileStay.until, FileStay.id))  # type: ignore[attr-defined]
        return [(row.file_id, row.stage, row.desk, row.section, row.service_code, row.since, row.until) for row in rows]

    found: list[tuple[object, ...]] = office.see(read)
    return found


def test_waits_from_history_are_those_that_were_written(office: Office, walk: Walk, clock: object) -> None:
    walk.file(at=Stage.READY)
    back = walk.file(at=Stage.PROCESSING, visit=False)
    clock.forward(hours=2)  # type: ignore[attr-defined]
    walk.act(back, "kasi", Act.RETURN_TO_APPLICANT, missing=["proposal"], note="Denah buram.")
    clock.forward(days=1)  # type: ignore[attr-defined]
    walk.act(back, "loket", Act.RESUBMIT, documents=["proposal"])
    written = waits(office)
    assert {row[2] for row in written} == {"loket", "kasi", "operator", "sekcam", "camat", None}
    config = schema._config(office.database)
    command.downgrade(config, "0008")
    assert "file_stays" not in inspect(office.database.engine).get_table_names()
    assert "clock_told" not in {column["name"] for column in inspect(office.database.engine).get_columns("files")}
    command.upgrade(config, "head")
    assert waits(office) == written
