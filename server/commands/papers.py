"""`slip preview`: what would come out of a printer, without one."""

from argparse import Namespace

from printer.layout import Paper, layout
from printer.rows import Code, End, Line, Row
from printer.slips import LAYOUTS, build
from server.commands.shape import Commands, command, group
from server.commands.slip_examples import EXAMPLES, OFFICE
from server.config import Config

DOTS = {48: 576, 42: 512, 32: 384}


def add_to(commands: Commands) -> None:
    """Paper, tried out."""
    slips = group(commands, "slip", "lembar kertas printer karcis")
    preview = command(slips, "preview", "tampilkan contoh satu jenis lembar sebagai teks", _preview)
    preview.add_argument("kind", choices=tuple(LAYOUTS), metavar="JENIS", help=", ".join(LAYOUTS))
    preview.add_argument("--columns", type=int, choices=tuple(DOTS), default=48, help="huruf sebaris")


def _preview(asked: Namespace, _config: Config) -> int:
    paper = Paper(asked.columns, DOTS[asked.columns])
    for row in layout(build(asked.kind, EXAMPLES[asked.kind], OFFICE), paper):
        print(_text(row, paper))
    return 0


def _text(row: Row, paper: Paper) -> str:
    if isinstance(row, Line):
        return "".join(run.text for run in row.runs).rstrip()
    if isinstance(row, Code):
        return f"[kode QR: {row.data}]".center(paper.columns).rstrip()
    return "- " * (paper.columns // 2) if isinstance(row, End) else ""
