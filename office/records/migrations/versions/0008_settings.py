"""The office's settings: what was before each change, which kinds a loket serves, who deputises at a desk.

Revision ID: 0008
Revises: 0007
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from office.records.tables.base import UtcTime

revision: str = "0008"
down_revision: str | Sequence[str] | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "settings_versions",
        sa.Column("id", sa.Integer(), nullable=False, comment="order of the changes"),
        sa.Column(
            "part",
            sa.String(),
            nullable=False,
            comment="what changed: service:IZ01, officer:3, letterhead, calendar:2026-12-24",
        ),
        sa.Column("before", sa.JSON(), nullable=True, comment="as it was; none = it did not exist"),
        sa.Column("after", sa.JSON(), nullable=True, comment="as it is since; none = it was taken out"),
        sa.Column("actor", sa.String(), nullable=False, comment="who: officer:7, system"),
        sa.Column("at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.Column("seq", sa.Integer(), nullable=False, comment="history_rows.seq of the act"),
        sa.Column(
            "undoes", sa.Integer(), nullable=True, comment="settings_versions.id of the change that this one takes back"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings_versions")),
    )
    with op.batch_alter_table("settings_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_settings_versions_part"), ["part"], unique=False)
    kinds = sa.Column("kinds", sa.JSON(), comment="which kinds of service: perizinan, non_perizinan (SOP S1)")
    with op.batch_alter_table("lokets", schema=None) as batch_op:
        batch_op.add_column(kinds)
    _fill_kinds()
    with op.batch_alter_table("lokets", schema=None) as batch_op:
        batch_op.alter_column("kinds", existing_type=sa.JSON(), existing_comment=kinds.comment, nullable=False)
    deputy = "stands in at this desk and is not named as its holder"
    with op.batch_alter_table("officer_desks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("deputy", sa.Boolean(), nullable=False, server_default="0", comment=deputy))
    with op.batch_alter_table("officer_desks", schema=None) as batch_op:
        batch_op.alter_column("deputy", existing_type=sa.Boolean(), existing_comment=deputy, server_default=None)


def _fill_kinds() -> None:
    """Loket 1 perizinan, Loket 2 non perizinan (SOP S1), any other both."""
    lokets = sa.table("lokets", sa.column("number", sa.Integer()), sa.column("kinds", sa.JSON()))
    usual = {1: ["perizinan"], 2: ["non_perizinan"]}
    database = op.get_bind()
    for number in database.execute(sa.select(lokets.c.number)).scalars().all():
        kinds = usual.get(number, ["perizinan", "non_perizinan"])
        database.execute(sa.update(lokets).where(lokets.c.number == number).values(kinds=kinds))


def downgrade() -> None:
    with op.batch_alter_table("officer_desks", schema=None) as batch_op:
        batch_op.drop_column("deputy")
    with op.batch_alter_table("lokets", schema=None) as batch_op:
        batch_op.drop_column("kinds")
    op.drop_table("settings_versions")
