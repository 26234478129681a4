"""Pictures of every screen and every paper, taken from a running hall: `python -m tests.screens`."""
