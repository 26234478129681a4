"""All settings of the office as one YAML: out, and in again all or nothing. No password, token or key is ever in it."""

from collections.abc import Iterator
from typing import Any

import yaml

from office.configuration import changes, services, words
from office.configuration.yaml_lines import NotReadable, Path, line_of, load
from office.errors import NotNow, Refusal
from office.office import verb
from office.records import parts
from office.records.parts import Doc
from office.records.work import Read, Work

FORM = 1
HEAD = "# Pengaturan kantor dari Pendopo. Kata sandi, token dan kunci tidak ada di sini.\n"
#: area of the file -> kind of its parts, in the order in which they are taken over
AREAS = {"sections": "section", "lokets": "loket", "services": "service", "wordings": "wording",
         "officers": "officer", "printers": "printer", "settings": parts.SETTINGS, "calendar": "calendar",
         "ramadan": "ramadan"}  # fmt: skip
#: areas written as a list -> what names a line
LISTS = {"services": "code", "officers": "username", "printers": "name"}


class Rehearsed(Refusal):
    """An import that was only tried: `result` says what it would do. Nothing is written."""

    code = "rehearsed"

    def __init__(self, result: dict[str, Any]) -> None:
        super().__init__("Baru dicoba; belum ada yang diubah.")
        self.result = result


def export(read: Read) -> str:
    """Everything, as YAML whose bytes depend only on the settings."""
    whole: dict[str, Any] = {"pendopo": {"isi": "pengaturan kantor", "bentuk": FORM}}
    for area, kind in AREAS.items():
        docs = parts.DOCS[kind](read.session)
        if area in LISTS:
            whole[area] = list(docs.values())
        else:
            whole[area] = {name: doc.get(parts.VALUE, doc) for name, doc in docs.items()}
    return HEAD + yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=110)


@verb("settings.import", "admin", "system")
def take_over(work: Work, *, text: str, dry_run: bool = False, seen: str | None = None) -> dict[str, Any]:
    """Make the settings those of the file: all of it or, with one fault in it, nothing.

    Sections, lokets, services and days that the file does not name are taken out (a service that files refer to is
    retired); officers, printers and wordings that it does not name stay. `dry_run` answers the same, as Rehearsed.
    `seen`: the fingerprint of what the differences were shown against. Answers {changes: [{part, title, lines}], seen}.
    """
    found, lines = load(text)
    _check_head(found)
    before = {kind: parts.DOCS[kind](work.session) for kind in (*AREAS.values(), "order")}
    state = parts.fingerprint(before)
    if seen is not None and seen != state:
        raise NotNow("Pengaturan berubah sejak perbedaannya ditampilkan. Unggah berkasnya sekali lagi.")
    _Import(work, found, lines, before).run()
    result = {"changes": _told(work, before), "seen": state}
    if dry_run:
        raise Rehearsed(result)
    return result


def _check_head(found: dict[str, Any]) -> None:
    head = found.get("pendopo")
    if not isinstance(head, dict) or head.get("bentuk") != FORM:
        raise NotReadable(["Ini bukan berkas pengaturan Pendopo: baris pendopo dengan bentuk: 1 tidak ada."])
    if unknown := [name for name in found if name not in ("pendopo", *AREAS)]:
        raise NotReadable([f"Bagian {', '.join(map(str, unknown))} tidak dikenal. Hapus atau betulkan namanya."])


def _told(work: Work, before: dict[str, dict[str, Doc]]) -> list[dict[str, Any]]:
    told = []
    for kind, old in before.items():
        new = parts.DOCS[kind](work.session)
        for name in dict.fromkeys([*old, *new]):
            was, now = old.get(name), new.get(name)
            if was != now:
                part = parts.key(kind, name)
                found = [line.__dict__ for line in words.differences(part, was, now)]
                told.append({"part": part, "title": words.title(part, now, was), "lines": found})
    return told


def _fits(given: Any, naming: str | None) -> bool:
    return isinstance(given, list) if naming else isinstance(given, dict)


class _Import:
    """One import under way; what is wrong is gathered, so that all of it can be put right at once."""

    def __init__(self, work: Work, found: dict[str, Any], lines: dict[Path, int], before: dict[str, dict[str, Doc]],
                 ) -> None:  # fmt: skip
        self.work, self.found, self.lines, self.before = work, found, lines, before
        self.problems: list[str] = []

    def run(self) -> None:
        """Everything, then what the file does not name; refuses NotReadable with every problem."""
        for area, kind in AREAS.items():
            if area in self.found:
                self._area(area, kind)
        if self.problems:
            raise NotReadable(self.problems)
        if "services" in self.found:
            self._order()
        for area in ("calendar", "ramadan", "services", "lokets", "sections"):
            if area in self.found:
                self._rest(area, AREAS[area])
        if self.problems:
            raise NotReadable(self.problems)

    def _area(self, area: str, kind: str) -> None:
        for path, name, doc in self._rows(area, kind):
            if self.before[kind].get(name) != doc:
                self._put(path, parts.key(kind, name), doc)

    def _rows(self, area: str, kind: str) -> list[tuple[Path, str, Any]]:
        """(where in the file, the part's name, its document) of an area."""
        naming = LISTS.get(area)
        empty: Any = [] if naming else {}
        given: Any = empty if self.found[area] is None else self.found[area]
        if not _fits(given, naming):
            self._wrong((area,), "bentuknya belum benar; lihat berkas hasil ekspor.")
            return []
        if naming is None:
            return [((area, str(name)), str(name), doc if isinstance(doc, dict) else {parts.VALUE: doc})
                    for name, doc in given.items()]  # fmt: skip
        return list(self._listed(area, kind, naming, given))

    def _listed(self, area: str, kind: str, naming: str, given: list[Any]) -> Iterator[tuple[Path, str, Any]]:
        known = {doc[naming]: name for name, doc in self.before[kind].items()}
        for n, doc in enumerate(given):
            name = doc.get(naming) if isinstance(doc, dict) else None
            if isinstance(name, str):
                yield (area, str(n)), known.get(name, name if kind == "service" else "new"), doc
            else:
                self._wrong((area, str(n)), f"{naming} belum diisi.")

    def _put(self, path: Path, part: str, doc: Doc | None) -> None:
        try:
            changes.put(self.work, part, doc)
        except Refusal as refusal:
            fields = refusal.extra.get("fields") or {}
            for field, said in fields.items():
                self._wrong((*path, *str(field).split(".")), f"{field}: {said}")
            if not fields:
                self._wrong(path, refusal.detail)

    def _wrong(self, path: Path, said: str) -> None:
        self.problems.append(f"Baris {line_of(self.lines, path)}: {said}")

    def _order(self) -> None:
        given = [doc["code"] for doc in self.found["services"]]
        rest = [code for code in self.before["service"] if code not in given]
        self._put(("services",), "order:services", {"codes": [*dict.fromkeys(given), *rest]})

    def _rest(self, area: str, kind: str) -> None:
        """Take out what the file does not name, the last first."""
        named = {name for _, name, _ in self._rows(area, kind)}
        for name in reversed([name for name in self.before[kind] if name not in named]):
            if kind == "service" and services.refers(self.work, name):
                self._put((area,), parts.key(kind, name), {**self.before[kind][name], "active": False})
            else:
                self._put((area,), parts.key(kind, name), None)
