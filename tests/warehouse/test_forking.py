"""What a process that has asked the engine leaves to those that it forks."""

import subprocess
import sys
from pathlib import Path

import duckdb

from tests.conftest import CHECKOUT

FORKED = """
import os, sys, threading
import sqlalchemy as sa
from pathlib import Path
from warehouse.engines.duckdb import open_file, release_before_fork

backend = open_file(Path(sys.argv[1]), threads=2)
backend.rows(sa.select(sa.literal(1)))
backend.close()
release_before_fork()
pid = os.fork()
if pid == 0:
    # These get the stacks that threads of the engine had before the fork.
    waiting = threading.Event().wait
    for _ in range(4):
        threading.Thread(target=waiting, daemon=True).start()
    sys.exit(0)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""


def test_a_process_forked_after_an_answer_ends_in_good_order(tmp_path: Path) -> None:
    path = tmp_path / "small.duckdb"
    duckdb.connect(str(path)).close()
    done = subprocess.run(
        [sys.executable, "-c", FORKED, str(path)],
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
        timeout=60,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("0\n", "")
