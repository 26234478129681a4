"""Visits: the berita acara point by point, attachments with their kind, words and removal, a calendar by time.

Revision ID: 0004
Revises: 0003
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from office.records.tables.base import UtcTime

revision: str = "0004"
down_revision: str | Sequence[str] | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_ATTACHMENTS: tuple[sa.Column[object], ...] = (
    sa.Column("original_sha", sa.String(), nullable=True, comment="SHA-256 of what was uploaded, before re-encoding"),
    sa.Column("caption", sa.String(), nullable=True, comment="what a photo shows, in the officer's words"),
    sa.Column("removed_at", UtcTime(), nullable=True, comment="taken off the file (UTC)"),
    sa.Column("removed_by", sa.String(), nullable=True, comment="who took it off"),
    sa.Column("removed_reason", sa.String(), nullable=True, comment="why it was taken off"),
)


def upgrade() -> None:
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.add_column(sa.Column("report", sa.JSON(), nullable=True,
                                      comment="berita acara: items, officers, present, place, conditions"))  # fmt: skip
        batch_op.create_index("ix_visits_state_at", ["state", "visit_at"], unique=False)
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="document",
                                      comment="visit_photo | archive_scan | document"))  # fmt: skip
        for column in _ATTACHMENTS:
            batch_op.add_column(column)
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.alter_column("kind", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        for name in (*(column.name for column in reversed(_ATTACHMENTS)), "kind"):
            batch_op.drop_column(name)
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_index("ix_visits_state_at")
        batch_op.drop_column("report")
