"""The words of letters: of a file's letter, of each version, and of a service's letters

Revision ID: 0005
Revises: 0004
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from office.records.tables.base import UtcTime

revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "letter_texts",
        sa.Column("file_id", sa.Integer(), autoincrement=False, nullable=False, comment="files.id"),
        sa.Column("kind", sa.String(), nullable=False, comment="the letter's kind: a rejected file has two"),
        sa.Column("sealed", sa.String(), nullable=False,
                  comment="the parts that differ from the standard, and the paper; encrypted"),
        sa.Column("version", sa.Integer(), nullable=False, comment="compare-and-swap: rises with every change"),
        sa.Column("drawn", sa.String(), nullable=False,
                  comment="which drawn editor wrote last, so that it never meets itself"),
        sa.Column("n", sa.Integer(), nullable=False,
                  comment="how often that editor wrote: what comes late is dropped"),
        sa.Column("noted", sa.Integer(), nullable=False,
                  comment="the letter version for which history says that somebody wrote"),
        sa.Column("by", sa.String(), nullable=False, comment="who wrote last"),
        sa.Column("at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("file_id", "kind", name=op.f("pk_letter_texts")),
    )  # fmt: skip
    op.create_table(
        "service_wordings",
        sa.Column("service_code", sa.String(), nullable=False, comment="services.code"),
        sa.Column("kind", sa.String(), nullable=False,
                  comment="kind of letter: the service's product, or penolakan"),
        sa.Column("parts", sa.JSON(), nullable=False,
                  comment="part -> text with names in braces; only what differs"),
        sa.Column("version", sa.Integer(), nullable=False, comment="compare-and-swap: rises with every change"),
        sa.Column("by", sa.String(), nullable=False, comment="who changed it last"),
        sa.Column("at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("service_code", "kind", name=op.f("pk_service_wordings")),
    )  # fmt: skip
    op.create_table(
        "version_texts",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False, comment="letter_versions.id"),
        sa.Column("sealed", sa.String(), nullable=False, comment="as letter_texts.sealed"),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_version_texts")),
    )


def downgrade() -> None:
    op.drop_table("version_texts")
    op.drop_table("service_wordings")
    op.drop_table("letter_texts")
