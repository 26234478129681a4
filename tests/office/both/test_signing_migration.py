"""The schema's step to folders and told delegations, there and back, on both databases."""

from datetime import timedelta
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from office.office import SYSTEM, Office
from office.people import delegations
from office.records import schema
from office.records.tables import Table
from tests.conftest import MONDAY


def columns(office: Office, table: str) -> set[str]:
    return {column["name"] for column in inspect(office.database.engine).get_columns(table)}


def test_an_older_office_keeps_its_delegations_and_hears_no_old_news(office: Office, database_url: str) -> None:
    config = schema._config(office.database)
    command.downgrade(config, "0005")
    assert not inspect(office.database.engine).has_table("folders")
    assert not {"told", "made_by"} & columns(office, "delegations") and "confirmed_at" not in columns(
        office, "session_seats"
    )
    row: dict[str, Any] = {"start": MONDAY - timedelta(days=2)}
    if database_url.startswith("sqlite"):
        row["start"] = row["start"].replace(tzinfo=None).isoformat(sep=" ")
    with office.database.engine.begin() as connection:
        connection.execute(text("INSERT INTO delegations (role, officer_id, style, basis, from_at) VALUES "
                                "('sekcam', 5, 'Plh.', 'SP 1/2026', :start)"), row)  # fmt: skip
    command.upgrade(config, "head")
    assert office.do(delegations.tell_turns, by=SYSTEM) == {"begun": [], "ended": []}
    assert len(office.see(delegations.in_force)) == 1
    with office.database.engine.connect() as connection:
        left = compare_metadata(MigrationContext.configure(connection), Table.metadata)
    ours = ("folders", "folder_sheets", "delegations", "session_seats")
    assert not [one for one in left if any(name in str(one) for name in ours)]
