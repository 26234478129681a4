"""What the one search box looks through: words of files, letters, applicants, kept beside their rows."""

from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column


class SearchWord(Table):
    """A word by which a file is found. Only words of names, villages and services; a NIK is found by its HMAC."""

    __tablename__ = "search_words"
    word: Mapped[str] = column("lower case, without marks", primary_key=True)
    file_id: Mapped[int] = column("files.id", primary_key=True, index=True)
