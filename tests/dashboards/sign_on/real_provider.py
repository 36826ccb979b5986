"""A provider that others wrote, started as a process of its own on this machine."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

import requests


@contextmanager
def real_provider(claims: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    """Start one that knows these subjects and their claims; yield its issuer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    known = [json.dumps({"sub": sub, **more}) for sub, more in claims.items()]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "oidc_provider_mock", "--port", str(port)),
            *(word for each in known for word in ("--user-claims", each)),
        ],
        env={**os.environ, "NO_COLOR": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        said = []
        # It says so once it listens; the rest of what it says fits into the pipe.
        for line in process.stderr:
            said.append(line)
            if "running on" in line:
                break
        else:
            raise AssertionError(f"the provider did not start: {''.join(said)}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)
        process.stderr.close()


def approve(address: str, **form: str) -> str:
    """Fill in the form of the provider; return the way back, as path and query."""
    page = requests.get(address, timeout=30)
    assert page.status_code == 200
    answer = requests.post(address, data=form, timeout=30, allow_redirects=False)
    assert answer.status_code == 302
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"
