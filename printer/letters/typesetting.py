"""The only place that knows Typst: a template and its data become PDF or PNG bytes, or a TypesettingError."""

import json
import shutil
import tempfile
from base64 import b64decode
from pathlib import Path
from typing import Any, Literal

import typst

from printer.letters.frames import Template

TEMPLATES = Path(__file__).parent / "templates"
#: Archivable and tagged; and it makes a character that no embedded font has an error instead of an empty box.
PDF_STANDARD: Literal["a-2a"] = "a-2a"

_FONTS = typst.Fonts(include_system_fonts=False)


class TypesettingError(Exception):
    """The template could not be set; the message is Typst's own, for the log."""


def typeset(
    template: Template, data: dict[str, Any], timestamp: int, ppi: int | None = None,
    pictures: dict[str, str] | None = None,
) -> list[bytes]:  # fmt: skip
    """Set `template` with `data` as of `timestamp` (unix seconds): [one PDF], or with `ppi` a PNG a page.

    `pictures`: base64 by the name that the template asks for. The same arguments give the same bytes. A warning (a
    missing font, text that does not fit) is an error.
    """
    if not pictures:
        return _set(TEMPLATES, template, data, timestamp, ppi)
    with tempfile.TemporaryDirectory(prefix="pendopo-sheet-") as place:
        shutil.copytree(TEMPLATES, place, dirs_exist_ok=True)
        for name, coded in pictures.items():
            (Path(place) / name).write_bytes(b64decode(coded))
        return _set(Path(place), template, data, timestamp, ppi)


def _set(root: Path, template: Template, data: dict[str, Any], timestamp: int, ppi: int | None) -> list[bytes]:
    pdf = _compile(root, template, data, timestamp, format="pdf", pdf_standards=[PDF_STANDARD])
    # a picture is drawn of what could also be printed: only the PDF's standard refuses a character without a glyph
    return _compile(root, template, data, timestamp, format="png", ppi=float(ppi)) if ppi else pdf


def _compile(root: Path, template: Template, data: dict[str, Any], timestamp: int, **output: Any) -> list[bytes]:
    try:
        made, warnings = typst.compile_with_warnings(
            root / f"{template}.typ",
            root=root,
            font_paths=_FONTS,
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
            timestamp=timestamp,
            **output,
        )
    except typst.TypstError as error:
        raise TypesettingError(error.diagnostic) from error
    if warnings:
        raise TypesettingError("; ".join(warning.message for warning in warnings))
    return made if isinstance(made, list) else [made]
