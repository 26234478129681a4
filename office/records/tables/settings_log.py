"""What the office's settings were before each change: read in words, and put back."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class SettingsVersion(Table):
    """One part of the settings (a service, an officer, the letterhead, …) as it was before and after one change.

    Names of people stand here and not in history: this table is no part of the chain.
    """

    __tablename__ = "settings_versions"
    id: Mapped[int] = column("order of the changes", primary_key=True)
    part: Mapped[str] = column("what changed: service:IZ01, officer:3, letterhead, calendar:2026-12-24", index=True)
    before: Mapped[dict[str, Any] | None] = column("as it was; none = it did not exist", default=None)
    after: Mapped[dict[str, Any] | None] = column("as it is since; none = it was taken out", default=None)
    actor: Mapped[str] = column("who: officer:7, system")
    at: Mapped[datetime] = column("when (UTC)")
    seq: Mapped[int] = column("history_rows.seq of the act")
    undoes: Mapped[int | None] = column("settings_versions.id of the change that this one takes back", default=None)
