"""Registers: inserted letter numbers (sisipan), the agenda of letters that come in, indexes for the books.

Revision ID: 0007
Revises: 0006
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from office.records.tables.base import UtcTime

revision: str = "0007"
down_revision: str | Sequence[str] | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("letter_numbers", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "suffix",
                sa.String(),
                server_default="",
                nullable=False,
                comment="a, b, … of a sisipan; empty for a number of the series",
            )
        )
        batch_op.add_column(
            sa.Column("subject", sa.String(), nullable=True, comment="what a letter outside the files is about")
        )
        batch_op.add_column(
            sa.Column("recipient", sa.String(), nullable=True, comment="to whom a letter outside the files went")
        )
        batch_op.add_column(
            sa.Column("inserted_why", sa.String(), nullable=True, comment="why it had to be inserted; may name people")
        )
        batch_op.alter_column(
            "seq",
            existing_type=sa.Integer(),
            existing_nullable=False,
            comment="1…n without gap in (book, year); of a sisipan, the number it stands behind",
            existing_comment="1…n without gap in (book, year)",
        )
        batch_op.alter_column(
            "letter_date",
            existing_type=sa.Date(),
            existing_nullable=False,
            comment="date of the letter = day of numbering, but for a sisipan",
            existing_comment="date of the letter = day of numbering",
        )
        batch_op.alter_column(
            "file_id",
            existing_type=sa.Integer(),
            nullable=True,
            comment="files.id; none for a sisipan of a letter outside the files",
            existing_comment="files.id",
        )
        batch_op.alter_column(
            "version_id",
            existing_type=sa.Integer(),
            nullable=True,
            comment="letter_versions.id; none while open or outside the files",
            existing_comment="letter_versions.id",
        )
        batch_op.alter_column(
            "state",
            existing_type=sa.String(),
            existing_nullable=False,
            comment="used | void (BATAL) | open: a sisipan that waits for its file's numbering",
            existing_comment="used | void (BATAL)",
        )
        batch_op.drop_constraint("uq_letter_numbers_book_year_seq", type_="unique")
        batch_op.create_unique_constraint("uq_letter_numbers_year_book_seq_suffix", ["year", "book", "seq", "suffix"])
    op.create_table(
        "incoming_letters",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("year", sa.Integer(), nullable=False, comment="year of the agenda"),
        sa.Column("seq", sa.Integer(), nullable=False, comment="agenda number: 1…n without gap in the year"),
        sa.Column("received_on", sa.Date(), nullable=False, comment="the day it came in"),
        sa.Column(
            "letter_number",
            sa.String(),
            nullable=False,
            comment="its own number, as its sender wrote it; empty when it has none",
        ),
        sa.Column("letter_date", sa.Date(), nullable=True, comment="its own date"),
        sa.Column("sender", sa.String(), nullable=False, comment="who wrote it"),
        sa.Column("subject", sa.String(), nullable=False, comment="what it is about"),
        sa.Column("disposition", sa.String(), nullable=True, comment="what is to be done, and by whom"),
        sa.Column("disposed_by", sa.String(), nullable=True, comment="who entered the disposition"),
        sa.Column("disposed_at", UtcTime(), nullable=True, comment="when it was entered (UTC)"),
        sa.Column("state", sa.String(), nullable=False, comment="used | void (BATAL)"),
        sa.Column("reason", sa.String(), nullable=True, comment="why it was voided"),
        sa.Column("by", sa.String(), nullable=False, comment="who entered it"),
        sa.Column("at", UtcTime(), nullable=False, comment="when (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_letters")),
        sa.UniqueConstraint("year", "seq", name=op.f("uq_incoming_letters_year_seq")),
    )
    op.create_index("ix_incoming_letters_received", "incoming_letters", ["received_on"])


def downgrade() -> None:
    """Inserted numbers have no place in the older register and go."""
    op.drop_index("ix_incoming_letters_received", table_name="incoming_letters")
    op.drop_table("incoming_letters")
    op.execute("DELETE FROM letter_numbers WHERE suffix <> '' OR file_id IS NULL OR version_id IS NULL")
    with op.batch_alter_table("letter_numbers", schema=None) as batch_op:
        batch_op.drop_constraint("uq_letter_numbers_year_book_seq_suffix", type_="unique")
        batch_op.create_unique_constraint("uq_letter_numbers_book_year_seq", ["book", "year", "seq"])
        for name in ("inserted_why", "recipient", "subject", "suffix"):
            batch_op.drop_column(name)
        batch_op.alter_column("file_id", existing_type=sa.Integer(), nullable=False, comment="files.id")
        batch_op.alter_column("version_id", existing_type=sa.Integer(), nullable=False, comment="letter_versions.id")
        batch_op.alter_column(
            "seq", existing_type=sa.Integer(), existing_nullable=False, comment="1…n without gap in (book, year)"
        )
        batch_op.alter_column(
            "letter_date",
            existing_type=sa.Date(),
            existing_nullable=False,
            comment="date of the letter = day of numbering",
        )
        batch_op.alter_column(
            "state", existing_type=sa.String(), existing_nullable=False, comment="used | void (BATAL)"
        )
