"""Builds `.venv` from the lock files; the product itself never imports this.

make runs it as `python3 setup/environment.py LAYER...`, where a layer names one lock file. Layers
add up: asking for `runtime` after `engines` keeps the engines. A stamp in `.venv` records what was
installed, so that a second run costs no network and no noticeable time.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import ssl
import subprocess
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

LAYERS: Mapping[str, str] = {
    "setup": "requirements-setup.lock",
    "runtime": "requirements.lock",
    "dev": "requirements-dev.lock",
    "engines": "requirements-engines.lock",
}
ALWAYS = ("setup", "runtime")
STAMP = "forecourt-setup.json"


class SetupError(Exception):
    """The machine lacks something; the message says what and how to get it."""


@dataclass(frozen=True)
class Stamp:
    """What `.venv` was built from: the layers, the content of their locks, and the interpreter."""

    layers: tuple[str, ...]
    content: str
    interpreter: str

    @classmethod
    def read(cls, venv: Path) -> Stamp | None:
        """Return the stamp of a completed installation, or None if there is none to trust."""
        try:
            fields = json.loads((venv / STAMP).read_text(encoding="utf-8"))
            return cls(tuple(fields["layers"]), fields["content"], fields["interpreter"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, venv: Path) -> None:
        """Record a completed installation in one step, so that no half-written stamp is read."""
        fields = {
            "layers": self.layers,
            "content": self.content,
            "interpreter": self.interpreter,
        }
        beside = venv / f"{STAMP}.new"
        beside.write_text(json.dumps(fields, indent=1), encoding="utf-8")
        beside.replace(venv / STAMP)


def wanted_stamp(root: Path, layers: Sequence[str], known: Stamp | None) -> Stamp:
    """Return the stamp that `.venv` should carry once `layers` are added to what it has."""
    unknown = [name for name in layers if name not in LAYERS]
    if unknown:
        raise SetupError(f"Unknown layer {unknown[0]!r}; the layers are {', '.join(LAYERS)}.")
    asked = {*ALWAYS, *layers, *(known.layers if known else ())}
    chosen = tuple(name for name in LAYERS if name in asked)
    digest = hashlib.sha256()
    for name in (LAYERS[layer] for layer in chosen):
        digest.update(name.encode() + b"\0" + (root / name).read_bytes())
    digest.update(packaging(root / "pyproject.toml").encode())
    # Scripts in .venv start with the absolute path of its interpreter: a moved checkout is new.
    interpreter = f"{platform.python_implementation()} {platform.python_version()} {root}"
    return Stamp(chosen, digest.hexdigest(), interpreter)


def packaging(pyproject: Path) -> str:
    """Return the part of pyproject.toml that the installed command depends on."""
    tables = tomllib.loads(pyproject.read_text(encoding="utf-8"))
    parts = (tables["build-system"], tables["project"], tables["tool"]["setuptools"])
    return json.dumps(parts, sort_keys=True)


def make_venv(venv: Path) -> None:
    """Create an empty virtual environment, with or without Debian's `python3-venv`."""
    say(f"creating {venv.name} with Python {platform.python_version()}")
    create = [sys.executable, "-m", "venv", "--clear"]
    if run([*create, str(venv)], quiet=True) == 0:
        return
    # Debian ships `venv` without `ensurepip`; the system's own pip can serve a bare environment.
    if run([*create, "--without-pip", str(venv)], quiet=True) == 0 and has_pip():
        return
    raise SetupError(
        "Python's venv module works neither with ensurepip nor with pip from outside.\n"
        "Install one of them, for example: apt-get install python3-venv"
    )


def has_pip() -> bool:
    """Tell whether the interpreter running this can run pip."""
    return run([sys.executable, "-m", "pip", "--version"], quiet=True) == 0


def fetch_installer(root: Path, venv: Path) -> None:
    """Let pip install uv, checked against its hash, into `venv`."""
    say("fetching the installer uv with pip")
    lock = str(root / LAYERS["setup"])
    strictly = ["--quiet", "--require-hashes", "--only-binary=:all:"]
    if run([*pip_command(venv), "install", *strictly, "-r", lock]):
        raise SetupError(
            "pip could not fetch uv; its own message stands above.\n"
            "The first set-up needs a package index that pip can reach."
        )


def pip_command(venv: Path) -> list[str]:
    """Return how to call pip for `venv`: its own, or the one outside if it has none."""
    own = str(venv / "bin" / "python")
    if run([own, "-m", "pip", "--version"], quiet=True) == 0:
        return [own, "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", own]


def pip_settings(listing: str) -> dict[str, str]:
    """Return what `pip config list` says, without sections: `index-url`, `cert` and so on.

    An environment variable wins over the section `install`, and that over `global`.
    """
    found: dict[str, tuple[int, str]] = {}
    for line in listing.splitlines():
        key, _, value = line.partition("=")
        section, _, name = key.rpartition(".")
        rank = {"global": 0, "install": 1, ":env:": 2}.get(section)
        if rank is not None and rank >= found.get(name, (0, ""))[0]:
            found[name] = (rank, value.strip().strip("'\""))
    return {name: value for name, (_, value) in found.items()}


def installer_settings(environ: Mapping[str, str], pip: Mapping[str, str]) -> dict[str, str]:
    """Return `environ` with the index and the certificates of `pip` for uv, which ignores pip's.

    Without a certificate file of pip's, uv trusts what the machine trusts, as pip does. A setting
    made for uv itself wins.
    """
    settings = dict(environ)
    if "index-url" in pip and "UV_INDEX_URL" not in settings:
        settings.setdefault("UV_DEFAULT_INDEX", pip["index-url"])
    if "cert" in pip:
        settings.setdefault("SSL_CERT_FILE", pip["cert"])
    elif has_certificates():
        settings.setdefault("UV_SYSTEM_CERTS", "true")
    return settings


def has_certificates() -> bool:
    """Tell whether the machine keeps certificates where programs look for them."""
    places = ssl.get_default_verify_paths()
    return bool(places.cafile or (places.capath and os.listdir(places.capath)))


def install(root: Path, venv: Path, layers: Sequence[str]) -> None:
    """Make `venv` hold exactly the packages of `layers`, and Forecourt itself as an editable."""
    listing = subprocess.run(
        [*pip_command(venv), "config", "list"], capture_output=True, text=True, check=False
    )
    environ = installer_settings(os.environ, pip_settings(listing.stdout))
    uv = str(venv / "bin" / "uv")
    python = ["--python", str(venv / "bin" / "python")]
    locks = [str(root / LAYERS[layer]) for layer in layers]
    say(f"installing the packages of {', '.join(LAYERS[layer] for layer in layers)}")
    # Compiled here and now: some machines forbid Python to write bytecode when it first imports.
    options = ["--require-hashes", "--compile-bytecode"]
    if run([uv, "pip", "sync", *options, *python, *locks], environ=environ):
        raise SetupError("uv could not install the packages; its own message stands above.")
    own = ["--no-deps", "--no-build-isolation", "--offline", "--quiet", "--editable", str(root)]
    if run([uv, "pip", "install", *python, *own], environ=environ):
        raise SetupError("The command `forecourt` could not be installed from this checkout.")


def run(command: list[str], *, quiet: bool = False, environ: dict[str, str] | None = None) -> int:
    """Run `command` and return its exit status; `quiet` drops what it prints."""
    sink = subprocess.DEVNULL if quiet else None
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, env=environ, check=False
    )
    return done.returncode


def say(text: str) -> None:
    """Print one line of progress."""
    print(f"[setup] {text}", flush=True)


def build(root: Path, layers: Sequence[str]) -> bool:
    """Bring `root/.venv` up to date; return whether anything had to be done."""
    venv = root / ".venv"
    known = Stamp.read(venv)
    wanted = wanted_stamp(root, layers, known)
    if known == wanted and (venv / "bin" / "forecourt").exists():
        say(".venv is up to date")
        return False
    started = time.monotonic()
    if known is None or known.interpreter != wanted.interpreter:
        make_venv(venv)
        fetch_installer(root, venv)
    # Until all is installed the stamp equals no wish: the next run takes up from here.
    replace(wanted, content="unfinished").write(venv)
    install(root, venv, wanted.layers)
    wanted.write(venv)
    say(f"ready after {time.monotonic() - started:.0f} s: .venv/bin/forecourt")
    return True


def main(arguments: Sequence[str]) -> int:
    """Build the environment with the layers named by `arguments`; return the exit status."""
    try:
        build(Path(__file__).resolve().parent.parent, arguments)
    except SetupError as error:
        print(f"[setup] {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
