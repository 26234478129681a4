"""The former name of `office.words.numerals` (a module may not be named after the standard library)."""

from office.words.numerals import *  # noqa: F403
