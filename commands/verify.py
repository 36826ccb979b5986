"""`forecourt verify`: whether the published snapshot and the application database hold together."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TextIO

from sqlalchemy import Engine

from access import problems as people_problems
from access.scope import OPERATOR
from commands.application_database import application_database
from commands.audit_anchor import check_anchor, keep_anchor
from commands.plans import plan_notes, plan_problems
from commands.reading import open_served
from commands.reversals_text import reversal_lines
from commands.settings import Settings
from commands.tie_out_text import tie_out_lines
from metrics.catalogue import CATALOGUE
from metrics.invariants.ground import Ground
from metrics.invariants.model import Blame, Comparison, Relation
from metrics.invariants.register import Finding, Verdict, examine
from metrics.model.period import Period, first_of_month
from metrics.model.words import Words
from metrics.reader import Reader
from metrics.reversals import lost, read_reversals
from metrics.tie_out import Verdict as TieVerdict
from metrics.tie_out import read_ties
from metrics.verification import periods_to_check, roll_ups_agree

NAME = "verify"
HELP = "check the published snapshot and the application database · 数据自检"

_EPILOG = (
    "exit status: 0 all holds, or only the data contradict themselves; 1 a figure of ours, the "
    "newest snapshot or the application database is wrong"
)
_EXAMPLES = 5
_VERDICTS = {
    Verdict.HOLDS: Words("成立", "holds"),
    Verdict.DOES_NOT_APPLY: Words("不适用", "does not apply"),
    Verdict.VIOLATED: Words("不成立", "violated"),
}
_DAMAGED = Words(
    "最新快照已损坏，现用较早的快照 {id}；请把最近的文件再装载一次。",
    "The newest snapshot is damaged, the earlier {id} is served; load the latest files again.",
)
_DATA = Words("数据有疑", "data finding")
_SIGNS = {
    Relation.EQUAL: Words("应等于", "should be"),
    Relation.AT_MOST: Words("应不大于", "should be at most"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = _EPILOG
    parser.add_argument("--lang", choices=("zh", "en"), help="language of the report")


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Print what holds and what does not; exit status 1 if a computation is wrong."""
    language = args.lang or settings.language
    wrong: list[str] = []
    doubtful = 0
    with open_served(settings) as (reader, damage):
        stores = [store.code for store in reader.directory(OPERATOR)]
        print(f"snapshot {reader.snapshot}, as of {reader.as_of}, {len(stores)} stores", file=out)
        if damage:
            wrong.append(f"{_DAMAGED.say(language).format(id=reader.snapshot)} {damage}")
        wrong += roll_ups_agree(reader, CATALOGUE, stores, reader.rolled_up)
        wrong += plan_problems(reader.backend, language)
        for finding in check_invariants(reader):
            for line in said(finding, language):
                print(line, file=out)
            if finding.violations and finding.invariant.blame is Blame.COMPUTATION:
                wrong.append(finding.invariant.words.say(language))
            doubtful += len(finding.violations) * (finding.invariant.blame is Blame.DATA)
        ties = read_ties(reader.backend)
        for line in tie_out_lines(ties, language):
            print(line, file=out)
        doubtful += sum(tie.verdict is TieVerdict.OFF for tie in ties)
        reversals = read_reversals(reader.backend)
        for line in reversal_lines(reversals, language):
            print(line, file=out)
        doubtful += sum(1 for _ in lost(reversals))
        notes = plan_notes(reader.backend, language)
    with application_database(settings) as engine:
        wrong += _of_people(settings, engine)
    for problem in wrong:
        print(f"! {problem}", file=out)
    for note in notes:
        print(f"~ {note}", file=out)
    if doubtful:
        text = Words(f"数据有疑 {doubtful} 处", f"{doubtful} findings in the data")
        print(f"~ {text.say(language)}", file=out)
    print(f"{len(wrong)} problems" if wrong else "ok", file=out)
    return 1 if wrong else 0


def _of_people(settings: Settings, engine: Engine) -> list[str]:
    """What is wrong with the application database; where nothing is, how far its audit goes."""
    found = [*people_problems(engine), *check_anchor(settings, engine)]
    if not found:
        keep_anchor(settings, engine)
    return found


def check_invariants(reader: Reader) -> tuple[Finding, ...]:
    """Check every invariant on the month to date and on the month before it."""
    periods = periods_to_check(Period(first_of_month(reader.as_of), reader.as_of))
    return examine([Ground(reader, OPERATOR, period, CATALOGUE) for period in periods])


def said(finding: Finding, language: str) -> Iterator[str]:
    """A finding in words: one line, and the first of its violations with both sides."""
    one = finding.invariant
    verdict = _VERDICTS[finding.verdict].say(language)
    if finding.violations and one.blame is Blame.DATA:
        verdict = _DATA.say(language)
    yield f"{one.number:>2} {verdict}: {one.words.say(language)} ({_why(finding).say(language)})"
    for violation in finding.violations[:_EXAMPLES]:
        yield f"     {_sides(violation, language)}"
    if len(finding.violations) > _EXAMPLES:
        more = len(finding.violations) - _EXAMPLES
        yield f"     {Words(f'另有 {more} 处', f'{more} more').say(language)}"


def _why(finding: Finding) -> Words:
    if finding.violations:
        return finding.invariant.means
    if finding.pending:
        names = ", ".join(finding.pending)
        return Words(f"还没有这些指标:{names}", f"no such KPI yet: {names}")
    if not finding.compared:
        return Words("没有可比的数据", "no data to compare")
    return Words(f"比较 {finding.compared:,} 处", f"{finding.compared:,} comparisons")


def _sides(violation: Comparison, language: str) -> str:
    place: Sequence[str] = (violation.store, violation.when, violation.what)
    sign = _SIGNS[violation.relation].say(language)
    where = " ".join(part for part in place if part)
    return f"{where}: {violation.left:,.6g} {sign} {violation.right:,.6g}"
