"""How long files lie at each desk: one row a wait, written by the act that ends it."""

from datetime import datetime

from office.records.tables import File, FileStay
from office.records.work import Work


def end(work: Work, file: File, stage: str, desk: str | None, since: datetime) -> None:
    """The wait of `file` at `stage` ended with the act under way."""
    work.session.add(FileStay(file_id=file.id, stage=stage, desk=desk, section=file.section,
                              service_code=file.service_code, since=since, until=work.now))  # fmt: skip
