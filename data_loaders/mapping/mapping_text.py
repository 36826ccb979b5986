"""A look at a sheet, and its proposed mapping, as text for a terminal."""

from data_loaders.mapping.inspecting import Looked
from data_loaders.mapping.proposing import ColumnProposal, Proposal
from data_loaders.mapping.wording import Saying
from data_loaders.wording import Language
from warehouse.schema import TABLES

_WORDS = {
    "sheet": ("工作表", "sheet"),
    "reads": ("已认识：{profile} → {table}", "known: {profile} -> {table}"),
    "nothing": ("没有可以当作表头的行", "no row can be its headings"),
    "table": ("可能是：{tables}", "may be: {tables}"),
    "headings": ("表头在第 {row} 行", "headings in row {row}"),
    "left_out": ("不导入", "left out"),
    "misfits": ("不符合的地方：", "what does not fit:"),
    "first": ("前几行：", "first rows:"),
}


def looked_text(looked: Looked, language: Language) -> str:
    """Return what a sheet is, its proposal, and what does not fit."""
    lines = [f"{_say('sheet', language)} {looked.sheet}".rstrip()]
    if looked.profile is not None:
        told = {"profile": looked.profile, "table": table_words(looked.reads_as, language)}
        lines.append("  " + _say("reads", language, **told))
    else:
        lines.append("  " + looked.refusal[0 if language == "zh" else 1])
    if looked.proposal is not None:
        lines += _proposal(looked.proposal, language)
    elif looked.profile is None:
        lines.append("  " + _say("nothing", language))
    return "\n".join(lines)


def table_words(table: str, language: Language) -> str:
    """Return what a table is called."""
    declared = TABLES.get(table)
    return table if declared is None else f"{declared.info[language]} ({table})"


def _proposal(proposal: Proposal, language: Language) -> list[str]:
    tables = ", ".join(f"{table_words(t, language)} {c:.0%}" for t, c in proposal.tables[:3])
    first = (table_words(proposal.table, language), f"{proposal.confidence:.0%}")
    lines = [
        f"  => {first[0]} {first[1]}",
        "  " + _say("table", language, tables=tables),
        "  " + _say("headings", language, row=str(proposal.title_rows + 1)),
        *(f"  {_column(each, language)}" for each in proposal.columns),
    ]
    misfits: list[tuple[str, Saying]] = [
        *((each.heading, problem) for each in proposal.columns for problem in each.problems),
        *(("", missing) for missing in proposal.missing),
    ]
    if misfits:
        lines.append("  " + _say("misfits", language))
        lines += [f"  ! {place} {each.text(language)}" for place, each in misfits]
    lines.append("  " + _say("first", language))
    lines += ["    " + " | ".join(row) for row in proposal.rows[:3]]
    return lines


def _column(each: ColumnProposal, language: Language) -> str:
    column = each.column or _say("left_out", language)
    sure = f"{each.confidence:.0%}" if each.column else ""
    return f"  {each.heading} -> {column} {sure} · {each.reason.text(language)}"


def _say(key: str, language: Language, **values: str) -> str:
    return _WORDS[key][0 if language == "zh" else 1].format(**values)
