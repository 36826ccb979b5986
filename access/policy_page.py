"""The policy as a page of the documentation: `python -m access.policy_page > docs/policy.md`."""

import sys

from access.policy import Policy, policy
from access.scope import Masking

_HEAD = """# Who may do what · 权限一览

Printed from [`access/policy.toml`](../access/policy.toml), which the application itself reads
(`python -m access.policy_page > docs/policy.md`; a test compares the two). Whatever is not said
here is refused. Within each function a scope of stores and departments holds, built on the server
for every request: a function without a grant shows nothing.
"""
_UNMASKING = """One record at a time, with a purpose from this list and a reason in words, after the
password and the code of the second step (each counts for ten minutes), up to
`FORECOURT_UNMASK_DAILY` records a person within 24 hours; audited, or not done. Shown are: """
_MASKINGS = {Masking.NONE: "none", Masking.PARTIAL: "partial", Masking.HIDDEN: "hidden"}


def policy_page(table: Policy) -> str:
    """Return the page."""
    roles = list(table.roles)
    named = [f"{table.roles[name].en} {table.roles[name].zh}" for name in roles]
    lines = [_HEAD, "## Roles 角色", ""]
    lines += _row(
        "role", "grants", "departments", "personal values", "second factor", "rows out in 24 h"
    )
    lines += _rule(6)
    for name, rule in table.roles.items():
        lines += _row(
            f"`{name}` {rule.en} {rule.zh}",
            ", ".join(sorted(rule.grants)),
            rule.departments.replace("_", " "),
            rule.masking.value,
            rule.second_factor,
            f"{rule.exported_rows:,}",
        )
    lines += ["", "## Functions 功能", "", *_row("function", *named), *_rule(len(roles) + 1)]
    for name, function in table.functions.items():
        marks = ["yes" if table.may(role, name) else "–" for role in roles]
        lines += _row(f"`{name}` {function.en} {function.zh}", *marks)
    lines += ["", "## Fields 字段", ""]
    lines += _row("privacy class", *_MASKINGS.values())
    lines += _rule(len(_MASKINGS) + 1)
    for name, row in table.fields.items():
        shown = [row.shown[each].replace("*", "\\*") for each in _MASKINGS]
        lines += _row(f"`{name}` {row.en} {row.zh}", *shown)
    whole = ", ".join(f"`{name}`" for name in table.fields if name in table.unmasking.fields)
    lines += ["", "## Un-masking 逐条查看完整信息", "", f"{_UNMASKING}{whole}.", ""]
    lines += _row("purpose 用途", "in words")
    lines += _rule(2)
    for name, purpose in table.unmasking.purposes.items():
        lines += _row(f"`{name}`", f"{purpose.en} {purpose.zh}")
    lines += ["", "## Rows as they were loaded 导入的原始行", ""]
    lines += _row("table", "for whoever looks after one of")
    lines += _rule(2)
    for name, owners in table.tables.items():
        lines += _row(f"`{name}`", ", ".join(sorted(owners)))
    return "\n".join(lines) + "\n"


def _row(*cells: str) -> list[str]:
    return [f"| {' | '.join(cells)} |"]


def _rule(columns: int) -> list[str]:
    return ["|" + "---|" * columns]


if __name__ == "__main__":
    sys.stdout.write(policy_page(policy()))
