"""THE WAY IN: sign in with name and password, choose a desk, sign out."""

from counter.signin.pages import routes

__all__ = ["routes"]
