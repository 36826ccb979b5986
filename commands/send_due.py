"""`forecourt send-due`: the morning reports whose time has come; `serve` does it by itself."""

import argparse
import json
import os
import socket
from datetime import UTC, datetime
from typing import TextIO

from commands.application_database import application_database
from commands.settings import Settings

NAME = "send-due"
HELP = "send the morning reports that are due · 发送到点的早报"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="answer for scripts")


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Send what is due and say what became of each; exit status 1 where something was not sent."""
    # The library that sends takes half a second to import; other commands do without.
    from access.sending import State
    from commands.gateways import Gateways
    from commands.morning_report import Sender

    gateways = Gateways(settings.mail_server or "", settings.mail_from or "")
    holder = f"{socket.gethostname()[:40]}:{os.getpid()}"
    with application_database(settings) as database:
        sender = Sender(
            settings, database, gateways, lambda: datetime.now(UTC).astimezone(), holder
        )
        sent = sender.send_due() if settings.sending else []
    if args.json:
        told = [
            {
                "message": message.id,
                "person": message.person,
                "kind": message.kind,
                "to": message.shown,
                "state": state.value,
            }
            for message, state in sent
        ]
        json.dump({"sent": told}, out, ensure_ascii=False)
        print(file=out)
    else:
        for message, state in sent:
            print(
                f"{message.id}\t{message.person}\t{message.kind} {message.shown}\t{state.value}",
                file=out,
            )
    return 1 if any(state is not State.SENT for _, state in sent) else 0
