"""Calls: when each had its turn at the loudspeaker, and that one alone has it.

Revision ID: 0012
Revises: 0011
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from office.records.tables.base import UtcTime

revision: str = "0012"
down_revision: str | Sequence[str] | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BEFORE = "pending | played | failed | expired | withdrawn"
AFTER = "pending | playing | played | failed | expired | withdrawn"
ONE_PLAYING = sa.text("state = 'playing'")


def upgrade() -> None:
    with op.batch_alter_table("calls") as calls:
        calls.add_column(
            sa.Column("begun_at", UtcTime(), nullable=True, comment="when it had its turn at the loudspeaker (UTC)")
        )
        calls.alter_column("state", existing_type=sa.String(), existing_nullable=False, comment=AFTER,
                           existing_comment=BEFORE)  # fmt: skip
    op.create_index("uq_calls_one_playing", "calls", ["day"], unique=True, sqlite_where=ONE_PLAYING,
                    postgresql_where=ONE_PLAYING)  # fmt: skip


def downgrade() -> None:
    op.execute("UPDATE calls SET state = 'pending' WHERE state = 'playing'")
    op.drop_index("uq_calls_one_playing", "calls")
    with op.batch_alter_table("calls") as calls:
        calls.alter_column("state", existing_type=sa.String(), existing_nullable=False, comment=BEFORE,
                           existing_comment=AFTER)  # fmt: skip
        calls.drop_column("begun_at")
