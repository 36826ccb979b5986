"""A bridge as JSON for scripts and as an indented tree for the terminal."""

from typing import Any, TextIO

from commands.kpi import shown
from metrics.bridge.amounts import Side
from metrics.bridge.bridging import Bridge, Step, Whole
from metrics.bridge.mix import Member
from metrics.bridge.nodes import Product
from metrics.model.kpi import Unit
from metrics.model.words import Words
from metrics.money import HOME

_FROM = Words("对比", "against")
_PART = Words("贡献", "part")
_ORDINARY = Words("在平常波动之内", "within what is usual")
_MIX = Words("其中结构 {mix},单位水平 {rate}", "of it mix {mix}, rate {rate}")
_INSTEAD = Words(
    "账未结或不是整月,改按单据看毛利合计",
    "books are open or months not whole: the gross of all lines, from documents",
)
_LEFT_OUT = Words("数据不全、未计入的门店:", "stores left out, without all data: ")
_WHOLE = {
    Whole.NO_DATA: Words("不再细分:下级数据不全", "not taken apart: data below are missing"),
    Whole.OTHER_STORES: Words("不再细分:下级缺门店", "not taken apart: stores are missing below"),
}
_WIDTH = 44


def as_json(bridge: Bridge) -> dict[str, Any]:
    """A bridge in the shape that scripts rely on; parts of leaves add up to the change."""
    top = bridge.top
    return {
        "snapshot": bridge.snapshot,
        "figure": top.node.name,
        "unit": top.node.unit.value,
        "before": {**_side(bridge.before), "value": top.before},
        "after": {**_side(bridge.after), "value": top.after},
        "change": bridge.change,
        "left_out": list(bridge.left_out),
        "instead_of": bridge.instead_of.name if bridge.instead_of else None,
        "tree": _step(top),
        "by_figure": [
            {"name": node.name, "zh": node.words.zh, "en": node.words.en, "part": part}
            for node, part in bridge.by_figure()
        ],
    }


def _side(side: Side) -> dict[str, Any]:
    period = side.period
    return {
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
        "stores": list(side.stores),
    }


def _step(step: Step) -> dict[str, Any]:
    node = step.node
    return {
        "name": node.name,
        "kpi": node.kpi.id if node.kpi else None,
        "zh": node.words.zh,
        "en": node.words.en,
        "department": node.department.value,
        "unit": node.unit.value,
        "before": step.before,
        "after": step.after,
        "part": step.part,
        "ordinary": step.ordinary,
        "method": step.method.value if step.method else None,
        "link": node.split.link.value if isinstance(node.split, Product) else None,
        "not_taken_apart": step.whole.value if step.whole else None,
        "mix": step.mix,
        "rate": step.rate,
        "members": [_member(member) for member in step.members],
        "steps": [_step(one) for one in step.steps],
    }


def _member(member: Member) -> dict[str, Any]:
    return {
        "name": member.name,
        "mix": member.mix,
        "rate": member.rate,
        "before": list(member.before),
        "after": list(member.after),
    }


def write(bridge: Bridge, language: str, out: TextIO) -> None:
    """Print the tree; a node that did not move, and under which nothing did, is left out."""
    before, after = bridge.before, bridge.after
    print(f"{_named(after)}  {_FROM.say(language)} {_named(before)}", file=out)
    if bridge.instead_of is not None:
        print(_INSTEAD.say(language), file=out)
    if bridge.left_out:
        print(_LEFT_OUT.say(language) + ", ".join(bridge.left_out), file=out)
    _write(bridge.top, bridge.top.node.unit, 0, language, out)


def _named(side: Side) -> str:
    codes = ",".join(side.stores[:4]) + ("..." if len(side.stores) > 4 else "")
    return f"{codes} {side.period.start} - {side.period.end}"


def _write(step: Step, whole: Unit, depth: int, language: str, out: TextIO) -> None:
    if depth and not _moved(step):
        return
    name = "  " * depth + step.node.words.say(language)
    unit = step.node.unit
    said = [f"{_PART.say(language)} {_signed(step.part, whole)}"]
    if step.ordinary:
        said.append(_ORDINARY.say(language))
    if step.mix is not None and step.rate is not None:
        text = _MIX.say(language)
        mix, rate = (_signed(one, whole) for one in (step.mix, step.rate))
        said.append(text.format(mix=mix, rate=rate))
    if step.whole is not None:
        said.append(_WHOLE[step.whole].say(language))
    values = f"{shown(step.before, unit):>16} -> {shown(step.after, unit):>16}"
    print(f"{_padded(name)}{values}  {'  '.join(said)}", file=out)
    for one in step.steps:
        _write(one, whole, depth + 1, language, out)


def _moved(step: Step) -> bool:
    """Whether a node moved, or any below it: movements may cancel out."""
    return step.part != 0 or step.before != step.after or any(map(_moved, step.steps))


def _signed(part: float, unit: Unit) -> str:
    """A part in the unit of the top; money without cents."""
    if unit is Unit.PERCENT:
        return f"{part * 100:+,.2f} pp"
    return f"{part:+,.0f}" if unit.value.startswith(HOME) else f"{part:+,.2f}"


def _padded(text: str) -> str:
    """A text with blanks to a width at which Chinese signs take two places."""
    wide = sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
    return text + " " * max(1, _WIDTH - wide)
