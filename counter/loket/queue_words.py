"""How the loket's queue names what it shows: purposes, classes, why somebody is next, how a number is put down."""

from typing import Any

#: an icon stands beside the word, never instead of it
PURPOSE_ICONS = {
    "new": "file-plus-2", "complete": "list-checks", "collect": "package-check", "help": "circle-question-mark"
}  # fmt: skip
GROUPS = {"priority": "Prioritas", "long": "Umum", "short": "Singkat"}
WHY = {
    "priority": "prioritas",
    "between": "selang prioritas",
    "rhythm": "giliran singkat",
    "order": "paling lama",
    "promised": "janji kemarin",
}
#: for how long somebody is set aside
MINUTES = (5, 10, 15, 30)
#: by the state of the number at hand: what may become of it, the likeliest first
PUT_DOWN = {
    "serving": (("finish", "check", "Selesai dilayani"), ("hold", "pause", "Tunda"),
                ("return", "undo-2", "Kembalikan ke antrean")),
    "called": (("return", "undo-2", "Kembalikan ke antrean"), ("no_show", "skip-forward", "Tidak hadir"),
               ("hold", "pause", "Tunda")),
}  # fmt: skip


def minutes_left(row: dict[str, Any]) -> str:
    """What a number set aside waits for: "5 mnt lagi", "waktunya habis"."""
    seconds = row["held_seconds"]
    if seconds is None:
        return ""
    return f"{-(-seconds // 60)} mnt lagi" if seconds > 0 else "waktunya habis"
