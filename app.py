"""The composition root: settings from the environment, the commands, the web application.

Importing it does nothing. `main` is what the `forecourt` command calls.
"""

import argparse
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TextIO

from access.errors import AccessError
from access.scope import ScopeError
from commands.errors import EXIT_STATUS, UserError
from commands.politeness import COMMANDS, give_way
from commands.settings import Settings
from commands.verbs import VERBS
from metrics.selection import QuestionError
from warehouse.engines import EngineError
from warehouse.snapshots import SnapshotError


def main(
    arguments: Sequence[str] | None = None,
    environ: Mapping[str, str] | None = None,
    out: TextIO | None = None,
) -> int:
    """Run one command and return its exit status.

    Args:
        arguments: the words after ``forecourt``; those of the process where not given.
        environ: where settings are read from; the environment where not given.
        out: where answers go; standard output where not given.
    """
    # An answer is up to some hundred thousand small objects without cycles: looking for garbage
    # after each seven hundred of them takes a quarter of the time.
    gc.set_threshold(100_000, 20, 50)
    parser = argparse.ArgumentParser(
        prog="forecourt", description="4S 店经营驾驶舱 · the daily cockpit of a car dealership"
    )
    verbs = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for verb in VERBS:
        verb.configure(verbs.add_parser(verb.NAME, help=verb.HELP, description=verb.HELP))
    args = parser.parse_args(arguments)
    chosen = next(verb for verb in VERBS if args.command == verb.NAME)
    try:
        settings = Settings.from_environ(os.environ if environ is None else environ)
        for warning in settings.warnings:
            print(f"forecourt: {warning}", file=sys.stderr)
        # Only a process of the command's own: a priority once lowered cannot be raised again.
        if arguments is None and chosen.NAME in COMMANDS:
            give_way()
        return chosen.run(args, settings, out or sys.stdout)
    except UserError as error:
        print(f"forecourt {args.command}: {error}", file=sys.stderr)
    except (AccessError, ScopeError, QuestionError, EngineError, SnapshotError) as error:
        print(f"forecourt {args.command}: {error}", file=sys.stderr)
    except BrokenPipeError:
        # The reader of a pipe has seen enough; nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("", file=sys.stderr)
        return 130
    return EXIT_STATUS


if __name__ == "__main__":
    sys.exit(main())
