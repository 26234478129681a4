"""The page of a screen that nobody has let in yet: it shows a code until an admin types it in the back office."""

from server.pairing.pages import pages

__all__ = ["pages"]
