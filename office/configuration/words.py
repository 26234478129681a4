"""What changed, in words: label, from, to. For the history of the settings and for what an import would do."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from office.configuration.labels import LABELS, TITLES, VALUES
from office.records import parts
from office.records.parts import Doc

EMPTY, AS_SHIPPED = "kosong", "seperti bawaan"
#: what names a line of a list
NAMES = ("id", "key", "code", "name", "desk", "kind")
LONGEST = 400


@dataclass(frozen=True)
class Line:
    """One thing that is different. `was` or `now` "" : it was added, or taken out."""

    label: str
    was: str
    now: str


def title(part: str, *docs: Doc | None) -> str:
    """The part as a person calls it: "Layanan IZ01", "Petugas Siti Rahma", "Kop surat"."""
    kind, name = parts.split(part)
    called = name if kind in ("service", "loket") else next((d["name"] for d in docs if d and "name" in d), name)
    return TITLES.get(kind if kind != parts.SETTINGS else name, name).format(called)


def differences(part: str, was: Doc | None, now: Doc | None) -> list[Line]:
    """Every difference, in the document's order."""
    kind, name = parts.split(part)
    labels = LABELS.get(name if kind == parts.SETTINGS else kind, {})
    if kind == "wording":
        return list(_compare(labels, (), _whole(was, now), _whole(now, was)))
    if was is None or now is None:
        return [Line("Keadaan", "belum ada" if was is None else "ada", "dibuat" if was is None else "dihapus")]
    return list(_compare(labels, (), was, now))


def _whole(doc: Doc | None, other: Doc | None) -> Doc:
    """A wording with what it leaves as shipped named so, where the other one does not."""
    return dict.fromkeys(other or {}, AS_SHIPPED) | (doc or {})


def _compare(labels: dict[str, str], path: tuple[str, ...], was: Any, now: Any) -> Iterator[Line]:
    if was == now:
        return
    if path and path[-1] == labels.get("bits"):  # dots of a picture tell a reader nothing
        was, now = was and "gambar sebelumnya", now and "gambar lain"
    if isinstance(was, dict) and isinstance(now, dict):
        for name in dict.fromkeys([*was, *now]):
            yield from _compare(labels, (*path, labels.get(name, name)), was.get(name), now.get(name))
    elif _rows(was) and _rows(now) and (was or now):
        yield from _rows_compared(labels, path, was, now)
    else:
        yield Line(" · ".join(path), said(was), said(now))


def _rows(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(row, dict) for row in value)


def _rows_compared(labels: dict[str, str], path: tuple[str, ...], was: Any, now: Any) -> Iterator[Line]:
    """Lists of lines are compared line by line, each found by its id."""
    old, new = ({_name(row, n): row for n, row in enumerate(rows)} for rows in (was, now))
    where = " · ".join(path)
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        if before is None:
            yield Line(where, "", said(after))
        elif after is None:
            yield Line(where, said(before), "")
        else:
            yield from _compare(labels, (*path, _called(after)), before, after)
    if [n for n in old if n in new] != [n for n in new if n in old]:
        yield Line(f"{where}: urutan", ", ".join(map(_called, was)), ", ".join(map(_called, now)))


def _name(row: Doc, n: int) -> str:
    if "desk" in row:
        return f"{row['desk']}:{row.get('loket') or row.get('section') or ''}"
    return next((str(row[name]) for name in NAMES if row.get(name)), str(n))


def _called(row: Doc) -> str:
    name = str(row.get("short") or row.get("label") or _name(row, 0))
    return VALUES.get(name, name)


def said(value: Any) -> str:
    """A value as a person reads it, shortened."""
    if isinstance(value, dict):
        words = _seat(value) if "desk" in value else _called(value)
    elif isinstance(value, list | tuple):
        words = "; ".join(said(one) for one in value) or EMPTY
    elif isinstance(value, bool):
        words = "ya" if value else "tidak"
    else:
        words = EMPTY if value is None or value == "" else VALUES.get(str(value), str(value))
    return words if len(words) <= LONGEST else f"{words[:LONGEST]} …"


def _seat(seat: Doc) -> str:
    detail = seat.get("loket") or seat.get("section")
    return f"{seat['desk']}{f' {detail}' if detail else ''}{' (wakil)' if seat.get('deputy') else ''}"
