"""The process that works statistics out: takes one piece of work after the other from a pipe.

It ends when the other end of the pipe is closed, so that none is left when a web worker ends.
"""

import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from multiprocessing.connection import Connection

_LOG = logging.getLogger(__name__)
_NICE = 5


def serve(connection: Connection) -> None:
    """Work until the pipe is closed.

    Args:
        connection: takes the name of a function that yields (``module:function``) and its
            arguments; gives ``("step", found)`` for each thing found, then ``("done", None)`` or
            ``("failed", why)``.
    """
    while True:
        try:
            name, arguments = connection.recv()
        except (EOFError, OSError):
            return
        try:
            module, _, function = name.partition(":")
            for found in getattr(import_module(module), function)(*arguments):
                connection.send(("step", found))
            connection.send(("done", None))
        except BrokenPipeError:
            return
        except Exception as error:
            # Whatever goes wrong with one question, the next one is answered.
            _LOG.exception("statistics failed")
            connection.send(("failed", f"{type(error).__name__}: {error}"))


def main(arguments: Sequence[str]) -> None:
    """Serve the pipe whose number is given."""
    os.nice(_NICE)
    serve(Connection(int(arguments[0])))


if __name__ == "__main__":
    main(sys.argv[1:])
