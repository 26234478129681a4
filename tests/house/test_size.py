"""Short pages and short functions: what does not fit wants another room."""

import ast
from statistics import median

import pytest

from tests.house.places import application, short

LINES_OF_A_MODULE = 250
LINES_OF_A_FUNCTION = 25
USUAL_LINES = 10


def functions(path):
    """(name, lines from `def` to the end) of every function of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("path", list(application()), ids=short)
def test_a_module_fits_its_page(path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LINES_OF_A_MODULE, f"{short(path)} has {lines} lines: split it by what it is about"
    long = {name: length for name, length in functions(path) if length > LINES_OF_A_FUNCTION}
    assert not long, f"{short(path)}: these functions do more than one thing: {long}"


def test_the_usual_function_is_short():
    lengths = [length for path in application() for _, length in functions(path)]
    assert median(lengths) <= USUAL_LINES
