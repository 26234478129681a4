"""One press for the tests that only read its pages."""

import pytest

from printer.letters.press import LetterPress


@pytest.fixture(scope="session")
def press():
    with LetterPress() as letter_press:
        yield letter_press
