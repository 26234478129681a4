"""YAML with the line of everything in it, for an office's settings typed by hand."""

from collections.abc import Iterator
from typing import Any

import yaml

from office.errors import Invalid

Path = tuple[str, ...]
LARGEST = 1_000_000


class _Loader(yaml.SafeLoader):
    """Safe YAML in which a date stays the text that it is."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:timestamp"]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class NotReadable(Invalid):
    """The file cannot be taken over; `problems` say each where and what, in words."""

    code = "settings_file"

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems), problems=problems)


def load(text: str) -> tuple[dict[str, Any], dict[Path, int]]:
    """(what the file holds, path -> line). Refuses NotReadable with the line of the fault."""
    if len(text) > LARGEST:
        raise NotReadable(["Berkas ini terlalu besar untuk berkas pengaturan."])
    try:
        _no_aliases(text)
        node = yaml.compose(text, _Loader)
        found = yaml.load(text, _Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"Baris {mark.line + 1}: " if mark else ""
        raise NotReadable([f"{where}bukan YAML yang benar. Periksa indentasi dan tanda baca di sekitarnya."]) from None
    if node is None or not isinstance(found, dict):
        raise NotReadable(["Berkas ini kosong atau bukan berkas pengaturan."])
    return found, dict(_lines(node, ()))


def _no_aliases(text: str) -> None:
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.AliasEvent):
            raise NotReadable(
                [f"Baris {_line(event)}: tanda * (alias) tidak dipakai di berkas pengaturan. Tulis isinya."]
            )


def _line(found: yaml.Node | yaml.Event) -> int:
    return found.start_mark.line + 1 if found.start_mark else 1


def _lines(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int]]:
    yield path, _line(node)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if str(key.value) in seen:
                raise NotReadable([f"Baris {_line(key)}: {key.value} ditulis dua kali. Hapus satu."])
            seen.add(str(key.value))
            yield (*path, str(key.value)), _line(key)
            yield from _lines(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for n, value in enumerate(node.value):
            yield from _lines(value, (*path, str(n)))


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of the deepest known place on the way to `path`."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return 1
