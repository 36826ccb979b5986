"""What `forecourt verify` says of documents and ledger."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from metrics.model.words import Words
from metrics.tie_out import DEPARTMENTS, Side, Tie, Verdict

_SHOWN = 20
_SIDES = {
    Side.REVENUE: Words("收入", "revenue"),
    Side.COST: Words("成本", "cost of sales"),
    Side.GROSS: Words("毛利", "gross"),
}


def tie_out_lines(ties: Sequence[Tie], language: str) -> Iterator[str]:
    """One line that counts, and one for each comparison that does not tie, with its accounts."""
    if not ties:
        nothing = Words("单据与总账:没有总账,不适用", "documents against ledger: no ledger loaded")
        yield nothing.say(language)
        return
    off = [tie for tie in ties if tie.verdict is not Verdict.TIES]
    held = len(ties) - len(off)
    yield Words(
        f"单据与总账:{len(ties)} 处比较,{held} 处相符(容差 0.5%,至少 100 元)",
        f"documents against ledger: {held} of {len(ties)} tie (tolerance 0.5 %, at least 100 CNY)",
    ).say(language)
    for tie in off[:_SHOWN]:
        yield f"     {_said(tie, language)}"
    if len(off) > _SHOWN:
        more = len(off) - _SHOWN
        yield f"     {Words(f'另有 {more} 处', f'{more} more').say(language)}"


def _said(tie: Tie, language: str) -> str:
    what = f"{DEPARTMENTS[tie.department].say(language)} {_SIDES[tie.side].say(language)}"
    accounts = ", ".join(f"{one.code} {one.name} {one.amount:,.2f}" for one in tie.accounts)
    documents, ledger = _amount(tie.documents), _amount(tie.ledger)
    sides = Words(f"单据 {documents},总账 {ledger}", f"documents {documents}, ledger {ledger}")
    found = f"{tie.store} {tie.month} {what}: {sides.say(language)}"
    if tie.difference is not None:
        found += Words(
            f",差额 {tie.difference:,.2f} 元(容差 {tie.tolerance:,.2f})",
            f", difference {tie.difference:,.2f} CNY (tolerance {tie.tolerance:,.2f})",
        ).say(language)
    return f"{found} [{accounts}]" if accounts else found


def _amount(value: Decimal | None) -> str:
    return "—" if value is None else f"{value:,.2f}"
