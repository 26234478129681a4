"""Screens that the office approved by a code.

Revision ID: 0011
Revises: 0010
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from office.records.tables.base import UtcTime

revision: str = "0011"
down_revision: str | Sequence[str] | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "devices",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("name", sa.String(), nullable=False, comment="what people call it: TV ruang tunggu"),
        sa.Column("role", sa.String(), nullable=False, comment="desk whose pages it opens: kiosk | display | loket"),
        sa.Column("loket", sa.Integer(), nullable=True, comment="for role loket"),
        sa.Column("officer_id", sa.Integer(), nullable=True,
                  comment="officers.id who answers for a loket tablet's acts"),
        sa.Column("zone", sa.String(), nullable=False, comment="where it stands and is heard"),
        sa.Column("printer_id", sa.Integer(), nullable=True,
                  comment="printers.id of a kiosk; none = the kiosks' common one"),
        sa.Column("speaker", sa.Boolean(), nullable=False, comment="may speak the calls of its zone"),
        sa.Column("hash", sa.String(), nullable=True,
                  comment="SHA-256 of its token; none = approved, not yet fetched"),
        sa.Column("watch", sa.String(), nullable=True, comment="SHA-256 of its computer's watchdog key"),
        sa.Column("paired_at", UtcTime(), nullable=False, comment="when it was approved (UTC)"),
        sa.Column("paired_by", sa.String(), nullable=False, comment="who approved it: officer:3"),
        sa.Column("revoked_at", UtcTime(), nullable=True, comment="when it was revoked (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.UniqueConstraint("hash", name=op.f("uq_devices_hash")),
    )  # fmt: skip
    op.create_index(op.f("ix_devices_watch"), "devices", ["watch"])
    op.create_table(
        "pairings",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("code", sa.String(), nullable=False, comment="six letters that the screen shows"),
        sa.Column("secret_hash", sa.String(), nullable=False, comment="SHA-256 of what the screen's page keeps"),
        sa.Column("watch", sa.String(), nullable=True, comment="SHA-256 of its computer's watchdog key"),
        sa.Column("expires_at", UtcTime(), nullable=False, comment="not valid after (UTC)"),
        sa.Column("device_id", sa.Integer(), nullable=True, comment="devices.id it was approved as"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairings")),
        sa.UniqueConstraint("code", name=op.f("uq_pairings_code")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_pairings_secret_hash")),
    )


def downgrade() -> None:
    op.drop_table("pairings")
    op.drop_index(op.f("ix_devices_watch"), table_name="devices")
    op.drop_table("devices")
