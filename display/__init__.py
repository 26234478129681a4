"""TV in the hall: the live board, the voice, running text."""
