"""Words for search: every file that is already here gets the words by which the search box finds it.

Revision ID: 0003
Revises: 0002
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from office.files import finding
from office.records.tables import Person, SearchWord

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

AT_ONCE = 5000
_FILES = sa.text(
    "SELECT f.id, f.service_code, a.name, a.village, a.phone, a.erased_at IS NOT NULL AS gone, "
    "b.name AS bearer, b.phone AS bearer_phone, b.erased_at IS NOT NULL AS bearer_gone "
    "FROM files f JOIN persons a ON a.id = f.applicant_id LEFT JOIN persons b ON b.id = f.proxy_id "
    "WHERE f.id > :after ORDER BY f.id LIMIT :many"
)


def upgrade() -> None:
    database, after = op.get_bind(), 0
    while rows := database.execute(_FILES, {"after": after, "many": AT_ONCE}).all():
        found = [{"word": word, "file_id": row.id} for row in rows for word in _words(row)]
        database.execute(sa.insert(SearchWord), found)
        after = rows[-1].id


def _words(row: sa.Row[tuple[object, ...]]) -> set[str]:
    applicant = None if row.gone else Person(name=row.name, village=row.village, phone=row.phone)
    bearer = Person(name=row.bearer, phone=row.bearer_phone) if row.bearer and not row.bearer_gone else None
    return finding.words(row.service_code, applicant, bearer)


def downgrade() -> None:
    op.execute("DELETE FROM search_words")
