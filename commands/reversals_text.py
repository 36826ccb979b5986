"""What `forecourt verify` says of reversals."""

from collections.abc import Iterator, Sequence

from metrics.model.words import Words
from metrics.reversals import Reversal, lost
from warehouse.schema import TABLES

_SHOWN = 20


def reversal_lines(reversals: Sequence[Reversal], language: str) -> Iterator[str]:
    """One line that counts, and one for each reversal without an original, with its place."""
    open_ = list(lost(reversals))
    found = len(reversals) - len(open_)
    yield Words(
        f"红冲:{len(reversals)} 行,{found} 行找到原单",
        f"reversals: {found} of {len(reversals)} found what they take back",
    ).say(language)
    for one in open_[:_SHOWN]:
        info = TABLES[one.table].info
        name = Words(info["zh"], info["en"]).say(language)
        day = f"{one.day}" if one.day else "—"
        sheet = f" {one.sheet}" if one.sheet else ""
        place = Words(f"第 {one.row} 行", f"row {one.row}").say(language)
        missing = Words("没有原单", "no original").say(language)
        yield (
            f"     {one.store} {name} {one.number} {day} {one.amount:,.2f}: {missing} "
            f"[{one.file}{sheet} {place}]"
        )
    if len(open_) > _SHOWN:
        more = len(open_) - _SHOWN
        yield f"     {Words(f'另有 {more} 行', f'{more} more').say(language)}"
