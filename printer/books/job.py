"""What the hub asks of the child that makes a book, as it travels between them."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from office.books.shape import Asked

Kind = Literal["pdf", "xlsx"]


class Job(BaseModel):
    """One book to be made. `database`: its address; `folder`: where the child may write; `now`: the book's moment."""

    database: str
    zone: str
    now: datetime
    folder: str
    book: str
    kind: Kind
    first: date
    last: date
    service: str = ""
    state: str = ""
    q: str = ""
    section: str | None = None
    most: int

    def asked(self) -> Asked:
        """What of the book is wanted."""
        return Asked(self.first, self.last, self.service, self.state, self.q, self.section)


class TooLong(Exception):
    """The period has more lines than a book of that kind may have."""
