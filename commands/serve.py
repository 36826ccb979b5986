"""`forecourt serve`: the web server, for production too."""

import argparse
import mmap
from dataclasses import replace
from typing import Any, TextIO

from commands.application_database import application_database
from commands.logs import log_configuration
from commands.production import cautions, check_production
from commands.renew import renew_if_of_another_version
from commands.sending_thread import look_at_the_clock
from commands.settings import Settings
from dashboards.web.meter import WIDTH, Meters, Row
from dashboards.web.turns import THREADS
from warehouse.engines.duckdb import release_before_fork

# More than there are workers at once.
_ROWS = 512
NAME = "serve"
HELP = "serve the pages · 启动网页服务"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--host", help="address to listen on · 监听地址")
    parser.add_argument("--port", type=int, help="port to listen on · 监听端口")
    parser.add_argument("--workers", type=int, help="worker processes · 进程数")


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Serve until told to stop."""
    chosen = replace(
        settings,
        host=args.host or settings.host,
        port=args.port or settings.port,
        workers=args.workers or settings.workers,
    )
    # The libraries of single sign-on take a while to import; other commands do without.
    from commands.sign_on import sign_on_of

    check_production(chosen)
    sign_on_of(chosen)
    for caution in cautions(chosen):
        print(f"! {caution}", file=out, flush=True)
    renew_if_of_another_version(chosen, out)
    # Opened once before the workers are, so that they find the newest version.
    with application_database(chosen):
        pass
    print(f"Forecourt: http://{chosen.host}:{chosen.port}", file=out, flush=True)
    serve(chosen)
    return 0


def serve(settings: Settings) -> None:
    """Run the server; each worker opens the snapshot and the database for itself."""
    # The screen's libraries take most of a second to import; other commands do without.
    from gunicorn.app.base import BaseApplication

    shared = _shared_rows()
    # This process has looked at the snapshot, or has built it.
    release_before_fork()

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        row = 0

        def load_config(self) -> None:
            for name, value in _options(settings).items():
                self.cfg.set(name, value)

            def born(_arbiter: Any, worker: Any) -> None:
                self.row = worker.age % len(shared)

            self.cfg.set("post_fork", born)

        def load(self) -> Any:
            from commands.warming_thread import keep_warm
            from commands.web import services_of
            from dashboards.application import create_app

            services = services_of(settings, Meters(shared, self.row))
            look_at_the_clock(settings, services.database)
            server = create_app(services).server
            keep_warm(settings, server)
            return server

    Server().run()


def _shared_rows() -> tuple[Row, ...]:
    """Rows of counts that all workers see; one that is born later takes over that of a dead one."""
    numbers = memoryview(mmap.mmap(-1, _ROWS * WIDTH * 8)).cast("B").cast("d")
    return tuple(numbers[at * WIDTH : (at + 1) * WIDTH] for at in range(_ROWS))


def _options(settings: Settings) -> dict[str, Any]:
    return {
        "bind": f"{settings.host}:{settings.port}",
        "workers": settings.workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "timeout": 120,
        "graceful_timeout": 20,
        "worker_tmp_dir": None,
        "logconfig_dict": log_configuration(),
        "proc_name": "forecourt",
        "forwarded_allow_ips": ",".join(settings.trusted_proxies),
    }
