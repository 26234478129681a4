"""How commands are added to the parser."""

import argparse
from collections.abc import Callable
from typing import TypeAlias

from server.config import Config

#: what `add_subparsers` gives
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Work = Callable[[argparse.Namespace, Config], int]


def command(commands: Commands, name: str, words: str, work: Work) -> argparse.ArgumentParser:
    """Add a command that does `work`; `words` stand beside it in --help."""
    parser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(work=work)
    return parser


def group(commands: Commands, name: str, words: str) -> Commands:
    """Add a command that has commands of its own."""
    parser = commands.add_parser(name, help=words, description=words)
    return parser.add_subparsers(required=True, metavar="PERINTAH")
