"""How the simulated day was: counted while it goes, told at its end."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from server.simulation.client import Figures

SLOWEST = 20


@dataclass
class Report:
    """What is counted. Times are minutes of the simulated office."""

    outcomes: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    stays: list[float] = field(default_factory=list)
    begun: float = field(default_factory=time.monotonic)

    def ended(self, outcome: str, minutes: float) -> None:
        """One way came to its end after so many minutes."""
        self.outcomes[outcome] += 1
        if outcome in ("diserahkan", "ditolak"):
            self.stays.append(minutes)

    def lines(self, figures: Figures, skm: dict[str, Any] | None) -> list[str]:
        """The closing summary, line by line."""
        seconds = time.monotonic() - self.begun
        count = sum(map(len, figures.seconds.values()))
        tickets = len(figures.seconds.get("POST /tickets", ()))
        files = len(figures.seconds.get("POST /files", ()))
        told = ", ".join(f"{outcome} {n}" for outcome, n in self.outcomes.most_common())
        waits = f"rata-rata {_comma(_mean(self.waits))} menit, terlama {_comma(max(self.waits, default=0))} menit"
        rate = f"{count} dalam {_comma(seconds)} detik = {_comma(count / max(seconds, 0.001))} per detik"
        lines = {
            "Nomor antrean": str(tickets), "Berkas terdaftar": str(files), "Berakhir": told, "Menunggu": waits,
            "Sampai diserahkan": f"rata-rata {_comma(_mean(self.stays) / 60)} jam (waktu simulasi)",
            "IKM": _skm(skm), "Permintaan": rate, "Diketuk dua kali": str(figures.double_taps),
            "Dikirim ulang": str(figures.lost_answers),
        }  # fmt: skip
        told_lines = [f"  {name:<18} {words}" for name, words in lines.items()]
        return ["", "Ringkasan hari ini", *told_lines, *_times(figures), *_errors(figures)]


def _comma(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _times(figures: Figures) -> list[str]:
    slow = sorted(figures.seconds.items(), key=lambda item: -percentile(item[1], 50))[:SLOWEST]
    lines = ["", f"  {'Permintaan (milidetik)':<40}{'n':>6}{'p50':>9}{'p99':>9}"]
    for kind, took in slow:
        half, most = (_comma(1000 * percentile(took, rank)) for rank in (50, 99))
        lines.append(f"  {kind:<40}{len(took):>6}{half:>9}{most:>9}")
    return lines


def _errors(figures: Figures) -> list[str]:
    if not figures.errors:
        return ["", "Tidak ada galat."]
    told = [f"  {count}× {said}" for said, count in figures.errors.most_common(20)]
    return ["", f"Galat: {sum(figures.errors.values())}", *told]


def _skm(skm: dict[str, Any] | None) -> str:
    return f"{skm['ikm']} (mutu {skm['grade']}, {skm['n']} responden)" if skm and skm["n"] else "belum ada jawaban"


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def percentile(values: Sequence[float], rank: int) -> float:
    """The value below which `rank` percent lie (nearest rank); 0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * rank // 100)] if ordered else 0.0
