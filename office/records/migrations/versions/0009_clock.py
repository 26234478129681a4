"""The clock: how long files lay at each desk, and which files somebody was told about.

What lies before is taken from history.

Revision ID: 0009
Revises: 0008
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from office.records.tables.base import UtcTime

revision: str = "0009"
down_revision: str | Sequence[str] | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

AT_ONCE = 5000
#: whose turn it was at a stage, as the procedure stood then; the signature is the signer's
DESKS = {"REGISTERED": "loket", "FIELD_VISIT": "kasi", "PROCESSING": "kasi", "DRAFTING": "operator",
         "KASI_PARAF": "kasi", "SEKCAM_PARAF": "sekcam", "NUMBERING": "kasi", "RELEASING": "kasi",
         "READY": "loket"}  # fmt: skip
_FILES = sa.table("files", sa.column("id"), sa.column("section"), sa.column("service_code"), sa.column("signer"),
                  sa.column("registered_at", UtcTime()))  # fmt: skip
_HISTORY = sa.table("history", sa.column("seq"), sa.column("at", UtcTime()), sa.column("event"),
                    sa.column("subject"), sa.column("facts"))  # fmt: skip


def upgrade() -> None:
    made = op.create_table(
        "file_stays",
        sa.Column("id", sa.Integer(), nullable=False, comment="key"),
        sa.Column("file_id", sa.Integer(), nullable=False, comment="files.id"),
        sa.Column("stage", sa.String(), nullable=False, comment="where it waited: office.procedure.Stage"),
        sa.Column("desk", sa.String(), nullable=True, comment="whose turn it was; none: the applicant's"),
        sa.Column("section", sa.String(), nullable=False, comment="the file's section"),
        sa.Column("service_code", sa.String(), nullable=False, comment="the file's service"),
        sa.Column("since", UtcTime(), nullable=False, comment="the act before (UTC)"),
        sa.Column("until", UtcTime(), nullable=False, comment="the act that ended the wait (UTC)"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_stays")),
    )
    with op.batch_alter_table("file_stays", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_stays_file_id"), ["file_id"], unique=False)
        batch_op.create_index("ix_file_stays_until", ["until"], unique=False)
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "clock_told",
                sa.String(),
                nullable=True,
                comment="soon | late: what its desk was told of its clock, each once",
            )
        )
    _look_back(made)


def _look_back(made: sa.Table) -> None:
    database, reached, last = op.get_bind(), 0, dict[int, tuple[str, datetime]]()
    files = {row.id: row for row in database.execute(sa.select(_FILES))}
    wanted = sa.select(_HISTORY).where(_HISTORY.c.event == "file_act").order_by(_HISTORY.c.seq).limit(AT_ONCE)
    while rows := database.execute(wanted.where(_HISTORY.c.seq > reached)).all():
        if stays := list(_stays(rows, files, last)):
            database.execute(sa.insert(made), stays)
        reached = rows[-1].seq


def _stays(
    rows: Sequence[Any], files: dict[int, Any], last: dict[int, tuple[str, datetime]]
) -> Iterator[dict[str, Any]]:
    for row in rows:
        file = files.get(int(row.subject.partition(":")[2]))
        if file is None:
            continue
        facts = json.loads(row.facts)
        stage, since = last.get(file.id, (facts["before"], file.registered_at))
        last[file.id] = (facts["after"], row.at)
        desk = file.signer if stage == "CAMAT_SIGNATURE" else DESKS.get(stage)
        yield {"file_id": file.id, "stage": stage, "desk": desk, "section": file.section,
               "service_code": file.service_code, "since": min(since, row.at), "until": row.at}  # fmt: skip


def downgrade() -> None:
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.drop_column("clock_told")
    op.drop_table("file_stays")
