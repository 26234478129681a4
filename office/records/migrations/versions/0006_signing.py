"""The way to the signature: folders of sheets, delegations that are told, officers who confirm who they are.

Revision ID: 0006
Revises: 0005
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from office.records.tables.base import UtcTime

revision: str = "0006"
down_revision: str | Sequence[str] | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_TOLD = "which turn the office was told of: begun | ended; none = none yet"
_OUT = sa.text("state = 'out'")


def upgrade() -> None:
    _folders()
    with op.batch_alter_table("session_seats", schema=None) as batch_op:
        batch_op.add_column(sa.Column("confirmed_at", UtcTime(), nullable=True,
                                      comment="when the officer last confirmed who he is (UTC)"))  # fmt: skip
    with op.batch_alter_table("delegations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("made_by", sa.String(), nullable=True, comment="who recorded it"))
        batch_op.add_column(sa.Column("made_at", UtcTime(), nullable=True, comment="when it was recorded (UTC)"))
        batch_op.add_column(sa.Column("ended_by", sa.String(), nullable=True,
                                      comment="who ended it before its time"))  # fmt: skip
        batch_op.add_column(sa.Column("told", sa.String(), nullable=True, comment=_TOLD))
    op.execute("UPDATE delegations SET told = 'begun'")


def _folders() -> None:
    op.create_table(
        "folders",
        sa.Column("id", sa.Integer(), nullable=False, comment="key, and the folder's number on paper"),
        sa.Column("bearer", sa.String(), nullable=True,
                  comment="who carries it, when that is not who counted it out"),
        sa.Column("out_by", sa.String(), nullable=False, comment="who counted it out"),
        sa.Column("out_at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.Column("back_by", sa.String(), nullable=True, comment="who counted it back in"),
        sa.Column("back_at", UtcTime(), nullable=True, comment="when (UTC); none = still out"),
        sa.Column("note", sa.String(), nullable=True, comment="what was found when it came back"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folders")),
    )  # fmt: skip
    op.create_index(op.f("ix_folders_back_at"), "folders", ["back_at"])
    op.create_table(
        "folder_sheets",
        sa.Column("folder_id", sa.Integer(), autoincrement=False, nullable=False, comment="folders.id"),
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False, comment="letter_versions.id"),
        sa.Column("file_id", sa.Integer(), nullable=False, comment="files.id"),
        sa.Column("sheets", sa.Integer(), nullable=False, comment="sheets counted out"),
        sa.Column("state", sa.String(), nullable=False, comment="out | signed | unsigned | missing"),
        sa.Column("sheets_back", sa.Integer(), nullable=True, comment="sheets counted back; none = still out"),
        sa.PrimaryKeyConstraint("folder_id", "version_id", name=op.f("pk_folder_sheets")),
    )
    op.create_index(op.f("ix_folder_sheets_file_id"), "folder_sheets", ["file_id"])
    op.create_index("uq_folder_sheets_out", "folder_sheets", ["version_id"], unique=True, sqlite_where=_OUT,
                    postgresql_where=_OUT)  # fmt: skip


def downgrade() -> None:
    op.drop_table("folder_sheets")
    op.drop_table("folders")
    with op.batch_alter_table("delegations", schema=None) as batch_op:
        for name in ("told", "ended_by", "made_at", "made_by"):
            batch_op.drop_column(name)
    with op.batch_alter_table("session_seats", schema=None) as batch_op:
        batch_op.drop_column("confirmed_at")
