"""The example office seen from above: every room of the hall, opened with one click as that desk's example officer.

It exists only in the example office (MODE LATIHAN), which listens on this machine alone; an office of its own has no
such page.
"""

from server.floor_plan.pages import pages

__all__ = ["pages"]
