"""`forecourt run`: what `make run` does: a demo network where there is no data, then serve."""

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from access import OPERATOR, create_demo_people, one_time_secret
from access.demo_people import FILE_NAME
from commands import serve
from commands.application_database import application_database
from commands.demo import write_demo
from commands.publishing import load_paths
from commands.reading import open_reader, published, regions_of
from commands.settings import Settings

NAME = "run"
HELP = "build a demo network if there is no data, and serve · 演示数据并启动"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options: those of `serve`."""
    serve.configure(parser)


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Build what is missing, say how to sign in, serve."""
    if not published(settings):
        build_demo(settings, out)
    _say_who(settings, out)
    return serve.run(args, settings, out)


def build_demo(settings: Settings, out: TextIO) -> None:
    """Write the extracts of the demo network, load them, and create people for it."""
    started = time.perf_counter()

    def say(text: str) -> None:
        print(f"[{time.perf_counter() - started:5.1f} s] {text}", file=out, flush=True)

    say("no data yet: building a demo network of 12 stores and 24 months · 生成演示数据")
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="demo-", dir=settings.home) as folder:
        write_demo(Path(folder), say)
        say("loading the extracts as any others · 装载演示数据")
        report = load_paths(settings, [folder], datetime.now(UTC), progress=say)
    say(f"published snapshot {report.snapshot}")
    with open_reader(settings) as reader, application_database(settings) as engine:
        stores = [store.code for store in reader.directory(OPERATOR)]
        create_demo_people(
            engine,
            stores,
            regions_of(reader.backend),
            settings.home / FILE_NAME,
            datetime.now(UTC),
            one_time_secret,
        )
    say("demo network ready · 演示数据就绪")


def _say_who(settings: Settings, out: TextIO) -> None:
    path = settings.home / FILE_NAME
    if not path.exists():
        print("Sign in with a name made by `forecourt user add`.", file=out)
        return
    print(f"Demo sign-ins (also in {path}) · 演示账号:", file=out)
    for line in path.read_text(encoding="utf-8").splitlines():
        print(f"  {line}", file=out)
    if not sys.stdout.isatty():
        out.flush()
