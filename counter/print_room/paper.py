"""Slips as HTML: the very rows that went to the printer, or those that would go."""

from typing import Any

from flask import Response, send_file
from markupsafe import Markup

from printer import paper_html, slips
from printer.layout import Paper
from printer.rows import from_json


def draw(slip: dict[str, Any]) -> Markup:
    """A slip of `office.views.print_room` as its paper shows it. The fragment escapes all text itself."""
    paper = Paper(**slip["paper"])
    if slip["laid_out"]:
        return Markup(paper_html.fragment(from_json(slip["laid_out"]), paper))
    built = slips.build(slip["kind"], slip["facts"], slip["office"], copy_no=slip["copy_no"])
    return Markup(paper_html.preview(built, paper))


def stylesheet() -> Response:
    """How paper looks; the fragments carry classes only."""
    return send_file(paper_html.STYLESHEET, mimetype="text/css", max_age=300)
