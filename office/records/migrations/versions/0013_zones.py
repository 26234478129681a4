"""Zones: which loudspeaker says a loket's calls; and calls that test the voice, of no ticket.

Revision ID: 0013
Revises: 0012
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | Sequence[str] | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ONE_PLAYING = sa.text("state = 'playing'")
#: the zone of everything there was before there were zones
FIRST = "utama"
TICKET, TICKET_OR_TEST = "the ticket called", "the ticket called; none = a test of the voice"
LOKET, LOKET_OR_TEST = "where to go", "where to go; 0 for a test of the voice"


def upgrade() -> None:
    op.drop_index("uq_calls_one_playing", "calls")
    with op.batch_alter_table("calls") as calls:
        calls.add_column(_zone("whose loudspeaker says it: lokets.zone when it was called"))
        _about(calls, "ticket_id", TICKET, TICKET_OR_TEST, nullable=True)
        _about(calls, "loket", LOKET, LOKET_OR_TEST)
    with op.batch_alter_table("lokets") as lokets:
        lokets.add_column(_zone("where its calls are heard: one loudspeaker, one queue of calls"))
    for table in ("calls", "lokets"):
        with op.batch_alter_table(table) as changed:
            changed.alter_column("zone", existing_type=sa.String(), server_default=None)
    _one_playing("day", "zone")
    op.execute("DELETE FROM heartbeats WHERE role = 'speaker'")


def downgrade() -> None:
    op.execute("DELETE FROM heartbeats WHERE role = 'speaker'")
    op.execute("DELETE FROM calls WHERE ticket_id IS NULL")
    op.execute("UPDATE calls SET state = 'pending' WHERE state = 'playing'")
    op.drop_index("uq_calls_one_playing", "calls")
    with op.batch_alter_table("calls") as calls:
        calls.drop_column("zone")
        _about(calls, "ticket_id", TICKET_OR_TEST, TICKET)
        _about(calls, "loket", LOKET_OR_TEST, LOKET)
    with op.batch_alter_table("lokets") as lokets:
        lokets.drop_column("zone")
    _one_playing("day")


def _zone(comment: str) -> sa.Column[str]:
    return sa.Column("zone", sa.String(), nullable=False, server_default=FIRST, comment=comment)


def _about(calls: object, name: str, was: str, now: str, *, nullable: bool = False) -> None:
    calls.alter_column(name, existing_type=sa.Integer(), nullable=nullable, comment=now,  # type: ignore[attr-defined]
                       existing_comment=was)  # fmt: skip


def _one_playing(*columns: str) -> None:
    op.create_index("uq_calls_one_playing", "calls", list(columns), unique=True, sqlite_where=ONE_PLAYING,
                    postgresql_where=ONE_PLAYING)  # fmt: skip
