"""Why the kiosk gives no number: each reason, brought about by the clock and the office's real acts."""

from datetime import UTC, datetime

from office.hall import day, hours_setting, opening, tickets
from office.hall.estimate import LEAST_SAMPLE
from office.office import SYSTEM

#: reason: local time, what else is set, the screen, its title, when again
REASONS = {
    "early": ("2026-11-23T06:10", {}, "", "early", "hari ini, 07.00"),
    "after hours": ("2026-11-27T16:05", {}, "", "closed", "Senin, 30 November, 07.00"),
    "weekend": ("2026-11-28T09:00", {}, "", "closed", "Senin, 30 November, 07.00"),
    "holiday": ("2026-12-25T09:00", {}, "", "holiday", "Senin, 28 Desember, 07.00"),
    "prayer": ("2026-11-27T11:30", {}, "", "friday_prayer", "hari ini, 13.00"),
    "break": ("2026-11-23T12:15", {}, "", "break", "hari ini, 13.00"),
    "too late": ("2026-11-23T14:50", {}, "", "last_ticket", "besok, 07.00"),
    "quota": ("2026-11-23T09:41", {"quota": 1}, "", "quota", "besok, 07.00"),
    "queue": ("2026-11-23T14:40", {}, "loket/1", "queue_too_long", "besok, 07.00"),
    "loket": ("2026-11-23T09:41", {}, "loket/1", "loket_closed", None),
}


def always_open(office, loket):
    """No hours, Loket 1 open."""
    office.do(hours_setting.change, by=SYSTEM, hours=opening.HallHours(enforced=False))
    office.do(day.set_loket, by=loket, loket=1, state="open")


def long_visits(office, clock, kiosk, loket):
    """Visits of half an hour each at Loket 1, so that one more would not end before the loket closes."""
    clock.now = datetime.fromisoformat("2026-11-20T08:00:00+07:00").astimezone(UTC)
    always_open(office, loket)
    for _ in range(LEAST_SAMPLE):
        number = office.do(tickets.issue, by=kiosk, loket=1)
        office.do(tickets.call_next, by=loket, loket=1)
        office.do(tickets.serve, by=loket, ticket_id=number["id"])
        clock.forward(minutes=30)
        office.do(tickets.finish, by=loket, ticket_id=number["id"])


def bring(reason, office, clock, kiosk, loket):
    """The hall as it is for that reason; answers its screen's path, what it is called, and when it opens again."""
    moment, more, path, title, again = REASONS[reason]
    clock.now = datetime.fromisoformat(f"{moment}+07:00").astimezone(UTC)
    if reason == "quota":
        office.do(tickets.issue, by=kiosk, loket=1)
    office.do(hours_setting.change, by=SYSTEM, hours=opening.HallHours(enforced=True, **more))
    office.do(day.set_loket, by=loket, loket=1, state="closed" if reason == "loket" else "open")
    return path, title, again
