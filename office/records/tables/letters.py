"""The words of letters: of one file's letter, and of a service's letters as the office wants them."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class LetterText(Table):
    """What the operator wrote into a file's letter, beside the standard wording: the next version is made of it."""

    __tablename__ = "letter_texts"
    file_id: Mapped[int] = column("files.id", primary_key=True, autoincrement=False)
    kind: Mapped[str] = column("the letter's kind: a rejected file has two", primary_key=True)
    sealed: Mapped[str] = column("the parts that differ from the standard, and the paper; encrypted")
    version: Mapped[int] = column("compare-and-swap: rises with every change")
    drawn: Mapped[str] = column("which drawn editor wrote last, so that it never meets itself")
    n: Mapped[int] = column("how often that editor wrote: what comes late is dropped")
    noted: Mapped[int] = column("the letter version for which history says that somebody wrote")
    by: Mapped[str] = column("who wrote last")
    at: Mapped[datetime] = column("when (UTC)")


class VersionText(Table):
    """What the operator had written into the letter of a version, so that the next version starts from it."""

    __tablename__ = "version_texts"
    version_id: Mapped[int] = column("letter_versions.id", primary_key=True, autoincrement=False)
    sealed: Mapped[str] = column("as letter_texts.sealed")


class ServiceWording(Table):
    """The office's own wording of a service's letters, over the catalogue's; no row: as shipped."""

    __tablename__ = "service_wordings"
    service_code: Mapped[str] = column("services.code", primary_key=True)
    kind: Mapped[str] = column("kind of letter: the service's product, or penolakan", primary_key=True)
    parts: Mapped[dict[str, Any]] = column("part -> text with names in braces; only what differs")
    version: Mapped[int] = column("compare-and-swap: rises with every change")
    by: Mapped[str] = column("who changed it last")
    at: Mapped[datetime] = column("when (UTC)")
