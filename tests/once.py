"""What a process needs to make only once, though every test has an office and an app of its own.

The code of pages, the builders of addresses and the texts of SQL statements come out the same each time; making them
anew was more than half of what the tests cost. Nothing that an office, an app or a test changes is kept here.
"""

import atexit
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from jinja2.environment import Environment
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2 as PostgreSQL
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite as SQLite
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from office.configuration import changes
from office.office import SYSTEM
from office.records import database, parts
from server.commands import opening
from server.config import Config


class PageCode(BytecodeCache):
    """The code of templates, by their name and source."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


PAGES = PageCode()
STATEMENTS: LRUCache[Any, Any] = LRUCache(5_000)


@cache
def example() -> Path:
    """The data of an example office that nobody has opened yet: founding one is most of a first start."""
    keep = TemporaryDirectory(prefix="pendopo-example-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))
    atexit.register(keep.cleanup)
    config = Config(data=Path(keep.name) / "var", _env_file=None)  # type: ignore[call-arg]
    opening.found_office(config, example=True)
    with opening.opened(config) as office:  # calls are said once: nobody here needs to hear them a second time
        said = office.see(lambda read: parts.read(read.session, "voice"))
        office.do(changes.change, by=SYSTEM, part="voice", seen=parts.fingerprint(said), document=said | {"repeat": 1})
    return config.data


def pages_once() -> None:
    """Templates are compiled once, whichever app draws them."""
    made = Environment.__init__

    def begin(self: Environment, *given: Any, **named: Any) -> None:
        made(self, *given, **named)
        self.bytecode_cache = self.bytecode_cache or PAGES

    Environment.__init__ = begin  # type: ignore[method-assign]


def addresses_once() -> None:
    """The function that puts an address together depends on its rule alone."""
    compiled = Rule._compile_builder
    known: dict[Any, Callable[..., tuple[str, str]]] = {}

    def builder(self: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (self.rule, tuple(self._trace), repr(self.defaults), append_unknown)
        if key not in known:
            known[key] = compiled(self, append_unknown)
        return known[key]

    Rule._compile_builder = builder  # type: ignore[method-assign]


def statements_once() -> None:
    """A statement's text is the same for every office on the same kind of database."""
    made = database.create_engine

    def engine(*given: Any, **named: Any) -> Engine:
        found = made(*given, **named)
        found._compiled_cache = STATEMENTS
        return found

    # what was compiled is known by its dialect, of which every engine has its own, all of one mind
    for kind in (SQLite, PostgreSQL):
        kind.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign]
        kind.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]
    database.create_engine = engine  # type: ignore[assignment]


pages_once()
addresses_once()
statements_once()
