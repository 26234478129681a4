"""What people read: one YAML file per language, one key per phrase, else Indonesian.

Keys are dotted (`kiosk.welcome`, `stage.READY`, `act.paraf`). Values fill `{names}`; they are inserted as
they are, so a page must still escape them. A key that no language knows is a defect (KeyError), never shown
to anyone.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DEFAULT = "id"
#: offered on the kiosk as they come; Madurese stays off until native speakers have checked it
OFFERED = ("id", "en")
KNOWN = ("id", "en", "mad")
_FOLDER = Path(__file__).parent


@cache
def phrases(lang: str) -> dict[str, str]:
    """The phrases of one language by dotted key, empty ones left out. Raises KeyError: no such language."""
    if lang not in KNOWN:
        raise KeyError(f"no such language: {lang}")
    return dict(_flat(yaml.safe_load((_FOLDER / f"{lang}.yaml").read_text("utf-8")) or {}))


def _flat(tree: dict[str, Any], above: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in tree.items():
        rows += _flat(value, f"{above}{name}.") if isinstance(value, dict) else [(f"{above}{name}", value)]
    return [(key, value) for key, value in rows if value]


def text(key: str, lang: str = DEFAULT, **values: object) -> str:
    """The phrase in `lang`, else in Indonesian, with `values` filled in. Raises KeyError: unknown key."""
    own = phrases(lang if lang in KNOWN else DEFAULT)
    phrase = own.get(key) or phrases(DEFAULT)[key]
    return phrase.format_map(values)


def stage_name(stage: str, lang: str = DEFAULT) -> str:
    """A stage as the screens call it: "KASI_PARAF" "Paraf Kasi"."""
    return text(f"stage.{stage}", lang)


def act_name(act: str, lang: str = DEFAULT) -> str:
    """An act as its button says it: "return_incomplete" "Kembalikan"."""
    return text(f"act.{act}", lang)


def offered(madurese: bool | None = None) -> tuple[str, ...]:
    """The languages a kiosk offers; Madurese once its catalogue names the native speaker who checked it."""
    checked = bool(phrases("mad").get("language.checked_by")) if madurese is None else madurese
    return KNOWN if checked else OFFERED
