"""Rows of a printed list that are no data: blanks, totals, repeated headings, signatures."""

import re
from collections.abc import Collection, Sequence

from data_loaders.profiles.headings import normal
from data_loaders.values.cleaning import BLANKS, half_width

# Finds, fast and with false alarms, keys that may be no keys; `kind_of_row` decides.
SUSPICIOUS_KEY = (
    "合计|小计|总计|共计|累计|平均|总合|制表|审核|审批|复核|签字|签章|打印|制单|备注|说明|注[:：]|第.{1,6}页"
    "|(?i:^(sub)?total|^average)"
)
_TOTAL = re.compile(
    r".{0,16}?(?P<word>小计|合计|总计|共计|总合计|累计|平均值?|(?:grand |sub)?total|average)[:]?"
    r"(?:[(]?\d*.{0,2}[)]?)?",
    re.IGNORECASE,
)
_GRAND = re.compile(r"^(总计|总合计|合计|共计|grand ?total|total)[:]?$", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(制表|制单|审核|审批|复核|打印|导出|签字|签章|填表|填报|经办|负责人|店长|总经理|财务|主管|备注|说明|注)"
    r"(人|员|时间|日期|签字|签名)?[:].*|第\s*\d+\s*页.*|共\s*\d+\s*(页|条|行).*|-+\s*\d+\s*-+"
)
_CONDITIONS = re.compile(r"(查询|统计|筛选|报表)(条件|日期|时间|范围|期间|区间)\s*[:]")


def kind_of_row(
    cells: Sequence[str], headings: Sequence[str], above: Collection[tuple[str, ...]] = ()
) -> str | None:
    """Return the rule under which a row is skipped, or None where it is data.

    Args:
        cells: The row as text.
        headings: The headings above it, as printed.
        above: The rows above the first row of data, as `words_of` gives them.
    """
    filled = [i for i, cell in enumerate(cells) if cell and not cell.isspace()]
    if not filled:
        return "blank_row"
    if _repeats(cells, filled, headings):
        return "repeated_heading"
    first = [half_width(cells[i]) for i in filled[:3]]
    if _CONDITIONS.match(first[0]) or (above and words_of(cells) in above):
        return "repeated_title"
    if any(_TOTAL.fullmatch(cell) for cell in first):
        return "total_row"
    if _SIGNATURE.fullmatch(first[0]) and len(filled) <= max(4, len(cells) // 2):
        return "signature_row"
    return None


def _repeats(cells: Sequence[str], filled: Sequence[int], headings: Sequence[str]) -> bool:
    """Tell whether most cells of a row are the headings above them."""
    known = [i for i in filled if i < len(headings) and headings[i]]
    if len(known) * 2 <= len(filled):
        return False
    # The first ones decide for nearly every row.
    if not any(normal(cells[i]) == normal(headings[i]) for i in known[:3]):
        return False
    same = sum(1 for i in known if normal(cells[i]) == normal(headings[i]))
    return same >= 2 and same * 2 > len(filled)


def words_of(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the filled cells of a row, by which a title printed again is known."""
    return tuple(cell.strip(BLANKS) for cell in cells if cell.strip(BLANKS))


def is_grand_total(cells: Sequence[str]) -> bool:
    """Tell whether a total row sums the whole list rather than a part of it."""
    return any(_GRAND.match(half_width(cell)) for cell in cells if cell.strip(BLANKS))
