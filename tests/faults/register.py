"""The register of faults: what is expected of each, and which test shows it."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

PATH = Path(__file__).with_name("register.toml")


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One row of the register.

    Attributes:
        fault: what happens.
        expected: what must hold then.
        message: pattern of what a person is told, in English; empty where nobody need be told.
        messages: more patterns by variant of the fault.
        tests: `path::name` of the tests that show it.
        reason: why it does not apply here, or what is not there yet; else empty.
    """

    fault: str
    expected: str
    message: str = ""
    messages: dict[str, str] = field(default_factory=dict)
    tests: tuple[str, ...] = ()
    reason: str = ""


def read_register() -> dict[str, FaultRow]:
    """Return the rows by their number, F01 to F42."""
    rows = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return {number: FaultRow(**row) for number, row in rows.items()}


def assert_told(fault: str, text: str, variant: str = "") -> None:
    """Check that a text says what the register expects of a fault."""
    row = read_register()[fault]
    pattern = row.messages[variant] if variant else row.message
    assert pattern, f"{fault}: the register expects no message"
    assert re.search(pattern, text), f"{fault}: expected {pattern!r} in {text!r}"
