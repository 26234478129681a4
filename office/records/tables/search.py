"""What the one search box looks through: a file's words, kept beside it in the act that writes it."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped

from office.records.tables.base import Table, column

#: compared byte by byte on both databases, so that a prefix is a range of the index
PLAIN = String().with_variant(String(collation="C"), "postgresql")


class SearchWord(Table):
    """A word by which a file is found (`office.files.finding`). A NIK is never one: it is found by its HMAC."""

    __tablename__ = "search_words"
    word: Mapped[str] = column("word of a name or village; #IZ04 its service; ~0987 a telephone, backwards", PLAIN,
                               primary_key=True)  # fmt: skip
    file_id: Mapped[int] = column("files.id", primary_key=True, autoincrement=False)
    __table_args__ = (Index("ix_search_words_file", "file_id", "word"), {"sqlite_with_rowid": False})
