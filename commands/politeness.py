"""Loads give way to the web server of the same machine."""

import os

COMMANDS = frozenset({"load", "watch", "values", "map", "renew", "forget", "retain"})
"""What may run beside a server and takes long."""

NICENESS = 15
"""With it a load gets about one thirtieth of a core that a page wants at the same moment, and all
of it when none does; its processes of workbooks inherit it."""


def give_way() -> None:
    """Lower the priority of this process and of those that it starts, for as long as they live."""
    lacking = NICENESS - os.getpriority(os.PRIO_PROCESS, 0)
    if lacking > 0:
        os.nice(lacking)
