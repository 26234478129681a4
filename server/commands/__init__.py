"""`python -m server …` (the same as `pendopo …` once installed): every command, found by its name.

A command's module says its arguments in `add_to(commands)` and names its work: `work(asked, config) -> exit code`.
Exit codes: 0 done; 1 refused, or a check found a fault; 2 not asked rightly, or the data or settings are not ready.
"""

import argparse
import os
import sys

from office.errors import Refusal
from server import logs
from server.commands import (
    backups,
    checks,
    exports,
    figures,
    kits,
    machines,
    office_settings,
    officers,
    offices,
    papers,
    power,
    simulations,
    tokens,
    voices,
    workers,
)
from server.commands.hub import Hub
from server.commands.opening import NotReady
from server.config import ConfigProblem, read_config

ABOUT = "Pendopo: antrean, berkas, surat dan kertas kantor kecamatan."
MODULES = (workers, offices, officers, tokens, machines, checks, backups, exports, figures, papers, power,
           simulations, office_settings, kits, voices)  # fmt: skip


def dispatch(argv: list[str], hub: Hub) -> int:
    """Do the command named in `argv`; answers its exit code. Expected trouble is told on stderr, not as a traceback."""
    asked = _parser().parse_args(argv)
    asked.hub = hub
    try:
        config = read_config()
        logs.begin(config.log)
        return int(asked.work(asked, config))
    except Refusal as refusal:
        return _trouble(refusal.detail, 1)
    except (ConfigProblem, NotReady) as problem:
        return _trouble(str(problem), 2)
    except KeyboardInterrupt:
        return _trouble("Dihentikan.", 130)
    except BrokenPipeError:
        # whoever read our words has gone (`… | head`); there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m server", description=ABOUT)
    commands = parser.add_subparsers(required=True)
    for module in MODULES:
        module.add_to(commands)
    return parser


def _trouble(words: str, code: int) -> int:
    print(words, file=sys.stderr, flush=True)
    return code
