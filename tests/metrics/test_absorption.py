"""Fixed absorption is never below total absorption: same gross, less to carry."""

from datetime import date
from pathlib import Path
from random import Random

from access.scope import OPERATOR
from metrics.catalogue import kpi
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Figure
from metrics.selection import Selection
from tests.metrics.network import network, stores
from tests.specs.accounts import ACCOUNT_MAP

CODES = tuple(f"N{number}" for number in range(1, 13))
YEAR = Period.year(date(2025, 1, 1))


def ledger(random: Random) -> list[dict[str, object]]:
    """Twelve months of service, expenses and reversals of any size."""
    return [
        {
            "store_code": code,
            "period": f"2025{month:02}",
            "account_code": account,
            "debit": random.randrange(0, most),
            "credit": random.randrange(0, back),
        }
        for code in CODES
        for month in range(1, 13)
        for account, most, back in (
            ("6002", 10, 900),
            ("6402", 500, 20),
            ("6601", 300, 5),
            ("6611", 400, 5),
            ("6621", 200, 5),
        )
    ]


def test_fixed_absorption_is_not_below_total_absorption(tmp_path: Path) -> None:
    rows = {
        "dim_store": stores(*CODES),
        "account_map": ACCOUNT_MAP,
        "gl_monthly": ledger(Random(20250131)),
    }
    both = (kpi("absorption_total"), kpi("absorption_fixed"))
    books = network(tmp_path, rows, date(2025, 12, 31), date(2025, 1, 1), kpis=both)
    asked = Question(Selection(YEAR, by=("store", "month")), both)
    result = books.quick.ask(OPERATOR, asked)
    pairs = list(zip(result.of(both[0].id), result.of(both[1].id), strict=True))
    assert len(pairs) == len(CODES) * 12
    held = [pair for pair in pairs if all(_in_question(figure) for figure in pair)]
    assert len(held) > len(pairs) / 2
    for total, fixed in held:
        assert total.keys == fixed.keys
        # A commission taken back may leave less than nothing of variable selling.
        if (fixed.denominator or 0) <= (total.denominator or 0):
            assert (fixed.value or 0) >= (total.value or 0)


def _in_question(figure: Figure) -> bool:
    return (figure.denominator or 0) > 0 and (figure.numerator or 0) >= 0
