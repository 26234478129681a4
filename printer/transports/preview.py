"""`preview:`: no printer at all. The slip is shown on the print room's page as it would leave the printer."""

from dataclasses import dataclass

from printer.transports.base import REFUSED, Meanwhile, Outcome, Permit, State, Status, no_waiting, not_sent


@dataclass(frozen=True)
class Preview:
    """Always ready; what the office stored with `sending` is the paper."""

    def look(self) -> Status:
        return Status.of(State.READY)

    def deliver(
        self, payload: bytes, permit: Permit, *, millimetres: float = 100, stale: int = 0,
        meanwhile: Meanwhile = no_waiting,
    ) -> Outcome:  # fmt: skip
        ready = self.look()
        return Outcome("sent", ready, "ditampilkan di layar") if permit() else not_sent(ready, REFUSED)
