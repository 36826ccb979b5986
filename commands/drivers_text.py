"""The answer of a driver analysis as lines for the terminal, in Chinese or English."""

from collections.abc import Iterator, Sequence
from typing import TextIO

from commands.drivers_csv import Answer
from commands.refusal_words import refusal_text
from metrics.drivers.regularised import Drawn
from metrics.drivers.result import Analysis, Coefficient, Diagnostics, Reason, Share
from metrics.model.words import Words

_HEAD = Words("{target}:{n} 行", "{target}: {n} rows")
_FIT = Words("R² {whole}", "R² {whole}")
_WITHIN = Words("R² {whole},组内 {within}", "R² {whole}, within {within}")
_COLUMNS = (
    Words("名称", "name"),
    Words("系数", "estimate"),
    Words("标准误", "std. error"),
    Words("p", "p"),
    Words("区间下限", "low"),
    Words("区间上限", "high"),
)
_INTERVALS = Words("区间为 95 %", "intervals of 95 %")
_WIDER = Words(
    "区间为 95 %,通过门槛的放宽到 {level} %", "intervals of 95 %, of those shown {level} %"
)
_KINDS = {
    "classical": Words("普通标准误", "classical errors"),
    "cluster": Words("按 {cluster} 聚类({clusters} 个)", "clustered by {cluster} ({clusters})"),
    "wild_cluster_bootstrap": Words(
        "按 {cluster} 聚类({clusters} 个),野聚类自助法 {draws} 次",
        "clustered by {cluster} ({clusters}), wild cluster bootstrap of {draws} draws",
    ),
}
_EFFECTS = Words("固定效应:{effects}", "effects of {effects}")
_SHARES = Words(
    "重要性(只是排序,不证明有影响)", "importance (an order, never evidence of an effect)"
)
_TIED = Words("与 {others} 分不出先后", "tied with {others}")
_HELD_BACK = Words("不下结论", "held back")
_LEFT_OUT = Words("未进入模型", "left out of the model")
_REFUSED = Words("不能回答", "no answer")
_NO_RANKING = Words("没有排名", "no ranking")
_LIFTED = Words(
    "加 --no-gates 可照常估计,不设门槛", "--no-gates estimates all the same, without gates"
)
_STAR = Words("* 通过全部门槛,可以说方向", "* passed every gate: its direction may be said")
_SEED = Words("随机种子 {seed}", "seed {seed}")
_PENALISED = Words("{method},λ = {penalty}", "{method}, lambda = {penalty}")
_SCALED = Words("标准化系数", "scaled")
_CONDITION = Words("条件指数 {condition}", "condition index {condition}")


# A driver that is made of its target tells nothing whatever the gates.
_NEVER_LIFTED = frozenset(
    {Reason.IDENTITY, Reason.COMPONENT, Reason.RATIO_OF_TARGET, Reason.LAGGED_OUTCOME}
)


def write_answer(answer: Answer, language: str, out: TextIO) -> None:
    """Print it all."""
    for line in analysis_lines(answer.analysis, language):
        print(line, file=out)
    for path in answer.paths:
        for line in _path(path, language):
            print(line, file=out)
    print(_SEED.say(language).format(seed=answer.seed), file=out)


def analysis_lines(analysis: Analysis, language: str) -> Iterator[str]:
    """The analysis alone, line by line."""
    yield _HEAD.say(language).format(target=analysis.target, n=analysis.n)
    if not analysis.coefficients:
        if analysis.refused is not None:
            yield f"{_REFUSED.say(language)}: {refusal_text(analysis.refused, language)}"
            if analysis.n and analysis.refused.reason not in _NEVER_LIFTED:
                yield _LIFTED.say(language)
        yield from _left_out(analysis, language)
        return
    if analysis.diagnostics is not None:
        yield _how(analysis, analysis.diagnostics, language)
    head = [word.say(language) for word in _COLUMNS]
    gated = analysis.diagnostics is not None and analysis.diagnostics.family is not None
    yield from _table([head, *(_numbers(each, gated) for each in analysis.coefficients)])
    if gated:
        yield _STAR.say(language)
    for each in analysis.coefficients:
        for refusal in each.held_back:
            yield f"{_HELD_BACK.say(language)} {each.name}: {refusal_text(refusal, language)}"
    yield from _left_out(analysis, language)
    if analysis.refused is not None:
        yield f"{_NO_RANKING.say(language)}: {refusal_text(analysis.refused, language)}"
    if analysis.importance:
        yield _SHARES.say(language)
        yield from _table([_share(each, language) for each in analysis.importance])


def _left_out(analysis: Analysis, language: str) -> Iterator[str]:
    for name, refusal in analysis.refused_drivers.items():
        yield f"{_LEFT_OUT.say(language)} {name}: {refusal_text(refusal, language)}"


def _how(analysis: Analysis, diagnostics: Diagnostics, language: str) -> str:
    kind = _KINDS[diagnostics.inference].say(language)
    parts = [
        kind.format(
            cluster=diagnostics.cluster,
            clusters=diagnostics.clusters,
            draws=diagnostics.draws.get(diagnostics.inference, 0),
        )
    ]
    if diagnostics.effects:
        parts.append(_EFFECTS.say(language).format(effects=", ".join(diagnostics.effects)))
    level = diagnostics.level_of_shown
    if level is not None and any(each.shown for each in analysis.coefficients):
        parts.append(_WIDER.say(language).format(level=f"{100 * level:.4g}"))
    else:
        parts.append(_INTERVALS.say(language))
    whole = f"{analysis.r_squared:.6g}"
    if diagnostics.within_r_squared is None:
        parts.append(_FIT.say(language).format(whole=whole))
    else:
        within = f"{diagnostics.within_r_squared:.4g}"
        parts.append(_WITHIN.say(language).format(whole=whole, within=within))
    if diagnostics.condition_index is not None:
        condition = f"{diagnostics.condition_index:.3g}"
        parts.append(_CONDITION.say(language).format(condition=condition))
    return "; ".join(parts)


def _numbers(each: Coefficient, gated: bool) -> list[str]:
    mark = "*" if gated and each.shown else ""
    return [
        f"{each.name}{mark}",
        f"{each.estimate:.9g}",
        f"{each.std_error:.6g}",
        f"{each.p_value:.3g}",
        f"{each.ci_low:.6g}",
        f"{each.ci_high:.6g}",
    ]


def _share(each: Share, language: str) -> list[str]:
    between = ""
    if each.ci_low is not None and each.ci_high is not None:
        between = f"{100 * each.ci_low:.1f} - {100 * each.ci_high:.1f} %"
    joint = Words("、", ", ").say(language)
    tied = _TIED.say(language).format(others=joint.join(each.tied_with)) if each.tied_with else ""
    return [each.name, f"{100 * each.share:.1f} %", between, tied]


def _path(path: Drawn, language: str) -> Iterator[str]:
    yield _PENALISED.say(language).format(method=path.method, penalty=f"{path.penalty:g}")
    head = [_COLUMNS[0].say(language), _COLUMNS[1].say(language), _SCALED.say(language)]
    rows = [
        [name, f"{estimate:.9g}", f"{path.scaled[name]:.7g}"]
        for name, estimate in path.estimates.items()
    ]
    yield from _table([head, *rows])


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns side by side, the first to the left; a Chinese character is as wide as two."""
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        first = row[0] + " " * (widths[0] - _width(row[0]))
        others = [
            " " * (width - _width(cell)) + cell
            for cell, width in zip(row[1:], widths[1:], strict=True)
        ]
        yield "  " + "  ".join([first, *others]).rstrip()


_WIDE_FROM = "\u2e80"


def _width(text: str) -> int:
    return sum(1 + (character >= _WIDE_FROM) for character in text)
