"""The rules of accessibility that axe-core knows, run on a page in the browser."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_SCRIPT = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
# What is wrong inside a control of a library and reported there: rule, part of the place, issue.
KNOWN: tuple[tuple[str, str, str], ...] = ()


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What is wrong on a page, a line for each place; what is known of libraries is left out.

    Args:
        page: whose context lets scripts of tests in.
        rules: only these; all of them where not given.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_SCRIPT.read_text(encoding="utf-8"))
    asked: dict[str, Any] = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    # Style sheets need not be fetched again: no rule that is run reads them.
    asked |= {"resultTypes": ["violations"], "preload": False}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", asked)
    return [
        f"{rule['id']} {node['target']} {node['html'][:160]}"
        for rule in found["violations"]
        for node in rule["nodes"]
        if not _is_known(rule["id"], node)
    ]


def _is_known(rule: str, node: dict[str, Any]) -> bool:
    return any(rule == name and part in node["html"] for name, part, _ in KNOWN)
