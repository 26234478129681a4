"""Made-up residents: who they are, what they want, and what goes wrong on their way. All from one seed."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from office.feedback.questionnaire import questionnaire

FIRST = ("Siti", "Moh.", "Ahmad", "Nur", "Abd.", "Sri", "Hasan", "Fatimah", "Achmad", "Rahma", "Zainal", "Ummi")
LAST = ("Aminah", "Hidayat", "Fauzi", "Hasanah", "Rahman", "Wahyuni", "Basri", "Laila", "Ridwan", "Kartika", "Arifin")
VILLAGES = ("Ambunten Barat", "Ambunten Tengah", "Ambunten Timur", "Beluk Ares", "Bukabu", "Keles", "Tamba Agung")
RELATIONS = ("anak", "suami", "istri", "saudara", "tetangga")
PRIORITIES = ("lansia", "disabilitas", "hamil", "balita")

#: how likely each turn of events is, of all who come
CHANCES: Mapping[str, float] = {
    "help": 0.05, "priority": 0.12, "proxy": 0.15, "absent": 0.06, "comes_after_all": 0.5, "wrong_loket": 0.04,
    "fetches_copy": 0.04, "incomplete": 0.25, "visit": 0.4, "visit_moved": 0.15, "kasi_wants_visit": 0.04,
    "kasi_returns": 0.06, "rejected": 0.05, "withdrawn": 0.03, "data_wrong": 0.03, "kasi_corrects": 0.1,
    "sekcam_corrects": 0.07, "camat_corrects": 0.04, "letter_void": 0.02, "bearer_collects": 0.1, "survey": 0.7,
    "tracks": 0.05,
}  # fmt: skip


@dataclass
class Resident:
    """One who comes. `plan`: what will happen once on the way; taken off when it has."""

    number: int
    service: dict[str, Any]
    chance: random.Random
    plan: set[str] = field(default_factory=set)

    def happens(self, event: str) -> bool:
        """Whether `event` happens now: at most once."""
        if event in self.plan:
            self.plan.discard(event)
            return True
        return False

    def person(self) -> dict[str, Any]:
        """A made-up person; the NIK begins with 99, which is no province."""
        pick = self.chance
        return {
            "name": f"{pick.choice(FIRST)} {pick.choice(LAST)}", "nik": f"99{pick.randrange(10**14):014}",
            "address": f"RT {pick.randint(1, 9):02} RW {pick.randint(1, 5):02}", "village": pick.choice(VILLAGES),
            "phone": f"0800{pick.randrange(10**7):07}",
        }  # fmt: skip

    def fields(self, wanted: Sequence[Mapping[str, Any]], today: date) -> dict[str, str]:
        """Something fitting for every field that the letter needs."""
        return {field["id"]: self._value(field, today) for field in wanted if not field["optional"]}

    def _value(self, field: Mapping[str, Any], today: date) -> str:
        if field["kind"] == "number":
            return str(self.chance.randint(2, 60))
        if field["kind"] == "choice":
            return str(field["options"][0])
        if field["kind"] == "date":
            return (today + timedelta(days=self.chance.randint(3, 30))).isoformat()
        return f"{self.chance.randint(8, 20):02}:00" if field["kind"] == "time" else f"{field['label']} contoh"

    def answers(self) -> dict[str, int]:
        """Nine scores; most are content."""
        return {key: self.chance.choices((1, 2, 3, 4), (1, 4, 45, 50))[0] for key in questionnaire().keys}

    def priority(self) -> str | None:
        """Why the resident goes first, if so."""
        return self.chance.choice(PRIORITIES) if self.happens("priority") else None


def residents(count: int, services: Sequence[dict[str, Any]], seed: int) -> list[Resident]:
    """`count` residents; the same for the same seed and catalogue. Services come in the order of their use."""
    weights = [1 / (place + 1) ** 0.7 for place in range(len(services))]
    made = []
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        plan = {event for event, likely in CHANCES.items() if chance.random() < likely}
        made.append(Resident(number, chance.choices(services, weights)[0], chance, plan))
    return made
