"""Importing a module does nothing: no engine, no app, no file, no process, no connection."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.architecture.checkout import ROOT, dotted, modules_of_product

# Imported before the watch begins, since what they do on import is theirs.
LIBRARIES = (
    "alembic", "alembic.command", "argon2", "chinese_calendar", "clickhouse_connect", "dash",
    "dash_ag_grid", "dash_bootstrap_components", "duckdb", "duckdb_sqlalchemy", "flask", "numpy",
    "openpyxl", "pandas", "plotly.graph_objects", "psycopg", "pyarrow.parquet", "python_calamine",
    "scipy.stats", "sklearn.linear_model", "sqlalchemy.orm", "xlsxwriter",
)  # fmt: skip
WATCHED_IMPORT = """
import gc, importlib, json, os, sys, threading
import dash, duckdb, flask, sqlalchemy
modules, libraries = json.loads(sys.argv[1])
for name in libraries:
    importlib.import_module(name)
events = []
connect = duckdb.connect
def watched_connect(*arguments, **settings):
    events.append(f"duckdb.connect {arguments[:1]}")
    return connect(*arguments, **settings)
duckdb.connect = watched_connect
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND
ACTIONS = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.", "socket.bind",
           "socket.connect", "socket.getaddrinfo", "sqlite3.connect", "subprocess.Popen",
           "tempfile.", "os.system", "os.fork", "os.exec", "os.putenv")
def watch(event, arguments):
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (flags or 0) & WRITING:
            events.append(f"open {arguments[0]}")
    elif event.startswith(ACTIONS):
        events.append(f"{event} {arguments[:1]}")
sys.addaudithook(watch)
found = {}
for name in modules:
    importlib.import_module(name)
    if events:
        found[name] = list(events)
        events.clear()
KINDS = (dash.Dash, flask.Flask, sqlalchemy.Engine)
made = [type(thing).__name__ for thing in gc.get_objects() if issubclass(type(thing), KINDS)]
threads = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
print(json.dumps({"acts": found, "made": made, "threads": threads,
                  "pages": list(dash.page_registry)}))
"""


def watched_import(
    modules: Sequence[str], libraries: Sequence[str], folder: Path, path: Path
) -> dict[str, Any]:
    """Import `modules` in a process of their own and return what they did besides."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED_IMPORT, json.dumps([modules, libraries])],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"HOME": str(folder), "PYTHONPATH": str(path), "PATH": ""},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_importing_every_module_does_nothing(tmp_path: Path) -> None:
    modules = [dotted(name) for name in modules_of_product()]
    assert len(modules) > 10
    done = watched_import(modules, LIBRARIES, tmp_path, ROOT)
    assert done == {"acts": {}, "made": [], "threads": [], "pages": []}
    assert list(tmp_path.iterdir()) == []


def test_imports_that_do_something_are_caught(tmp_path: Path) -> None:
    planted = {
        "planted_file": "open('made', 'w').close()",
        "planted_folder": "import os; os.mkdir('folder')",
        "planted_socket": "import socket; socket.socket().bind(('127.0.0.1', 0))",
        "planted_process": "import subprocess, sys; subprocess.run([sys.executable, '-c', ''])",
        "planted_connection": "import duckdb; connection = duckdb.connect()",
        "planted_app": "import flask; app = flask.Flask('planted')",
        "planted_engine": "import sqlalchemy; made = sqlalchemy.create_engine('sqlite://')",
        "planted_page": "import dash; dash.page_registry['planted'] = {}",
        "planted_thread": "import threading\n"
        "threading.Thread(target=threading.Event().wait, daemon=True, name='idle').start()",
    }
    for name, statement in planted.items():
        (tmp_path / f"{name}.py").write_text(statement, encoding="utf-8")
    done = watched_import(list(planted), (), tmp_path, tmp_path)
    assert set(done["acts"]) == set(list(planted)[:5])
    assert sorted(done["made"]) == ["Engine", "Flask"]
    assert done["pages"] == ["planted"]
    assert done["threads"] == ["idle"]
