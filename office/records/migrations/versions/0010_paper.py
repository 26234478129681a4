"""Printers: which print room serves them, what their probe said, and how much of the roll is left.

Revision ID: 0010
Revises: 0009
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from office.records.tables.base import UtcTime

revision: str = "0010"
down_revision: str | Sequence[str] | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NEW: tuple[sa.Column[Any], ...] = (
    sa.Column("room", sa.String(), nullable=False, server_default="print-room",
              comment="name of the print room or agent that serves it"),
    sa.Column("probe", sa.JSON(), nullable=True, comment="what the installer's probe heard, raw"),
    sa.Column("probed_at", UtcTime(), nullable=True, comment="when it was probed (UTC)"),
    sa.Column("roll_m", sa.Integer(), nullable=False, server_default="50", comment="metres of a new roll"),
    sa.Column("roll_since", UtcTime(), nullable=True, comment="when the roll was changed (UTC)"),
    sa.Column("roll_used_mm", sa.Integer(), nullable=False, server_default="0", comment="millimetres printed since"),
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("printers") as printers:
        for column in NEW:
            printers.add_column(column._copy())
    with op.batch_alter_table("print_jobs") as jobs:
        jobs.add_column(sa.Column("millimetres", sa.Integer(), nullable=True, comment="paper that it takes"))


def downgrade() -> None:
    with op.batch_alter_table("print_jobs") as jobs:
        jobs.drop_column("millimetres")
    with op.batch_alter_table("printers") as printers:
        for column in NEW:
            printers.drop_column(column.name)
