"""Where the house's own files are: nothing that set-up made, nothing of the office's data."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("counter", "display", "kiosk", "office", "printer", "server", "voice")
MADE = {".git", ".venv", "node_modules", ".build", "var", "build", "dist", "test-results", "__pycache__"}
CACHES = {".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache"}
TEXT = {
    ".css",
    ".csv",
    ".html",
    ".in",
    ".js",
    ".json",
    ".mako",
    ".md",
    ".py",
    ".svg",
    ".toml",
    ".txt",
    ".typ",
    ".yaml",
    "",
}


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Every text file of ours below `folder`."""
    for path in sorted(folder.iterdir()):
        if path.name in MADE | CACHES:
            continue
        if path.is_dir():
            yield from files(path)
        elif path.suffix in TEXT:
            yield path


def application() -> Iterator[Path]:
    """Every Python module of the seven rooms; not the migrations, which are lists and never change."""
    for room in ROOMS:
        yield from (path for path in files(ROOT / room) if path.suffix == ".py" and path.parent.name != "versions")


def short(path: Path) -> str:
    """The path as one writes it in a message."""
    return path.relative_to(ROOT).as_posix()
