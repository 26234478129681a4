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
        lines = [
            "", "Ringkasan", f"  Nomor antrean   {tickets}", f"  Berkas terdaftar {files}", f"  Akhir           {told}",
            f"  Menunggu        rata-rata {_mean(self.waits):.1f} menit, terlama {max(self.waits, default=0):.1f} menit",
            f"  Sampai diserahkan rata-rata {_mean(self.stays) / 60:.1f} jam (waktu simulasi)",
            f"  IKM             {_skm(skm)}",
            f"  Permintaan      {count} dalam {seconds:.1f} detik = {count / max(seconds, 0.001):.1f} per detik",
            f"  Diketuk dua kali {figures.double_taps}, dikirim ulang {figures.lost_answers}",
        ]  # fmt: skip
        return [*lines, *_times(figures), *_errors(figures)]


def _times(figures: Figures) -> list[str]:
    slow = sorted(figures.seconds.items(), key=lambda item: -percentile(item[1], 50))[:SLOWEST]
    head = f"  {'Permintaan':<38}{'n':>6}{'p50 ms':>9}{'p99 ms':>9}"
    return ["", head, *(f"  {kind:<38}{len(took):>6}{1000 * percentile(took, 50):>9.1f}{1000 * percentile(took, 99):>9.1f}"
                        for kind, took in slow)]  # fmt: skip


def _errors(figures: Figures) -> list[str]:
    if not figures.errors:
        return ["", "Tidak ada galat."]
    return [
        "",
        f"Galat: {sum(figures.errors.values())}",
        *(f"  {n}× {said}" for said, n in figures.errors.most_common(20)),
    ]


def _skm(skm: dict[str, Any] | None) -> str:
    return f"{skm['ikm']} (mutu {skm['grade']}, {skm['n']} responden)" if skm and skm["n"] else "belum ada jawaban"


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def percentile(values: Sequence[float], rank: int) -> float:
    """The value below which `rank` percent lie (nearest rank); 0 of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * rank // 100)] if ordered else 0.0
