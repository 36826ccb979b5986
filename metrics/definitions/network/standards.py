"""Whether a store keeps the manufacturer's standards, and mends what an audit found."""

from metrics.facts.audits import (
    AUDIT_MAX_SCORE,
    AUDIT_SCORE,
    FINDINGS_CLOSED_IN_TIME,
    FINDINGS_DUE,
    VETO_FAILURES,
)
from metrics.model.formula import AtEnd, Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("运营标准", "Operating standards")

OPEN_AUDIT_SCORE = Kpi(
    id="open_audit_score",
    name=Words("明检得分率", "Announced audit score"),
    department=Department.NETWORK,
    chapter=CHAPTER,
    purpose=Words(
        "厂家事先通知的标准检核拿到了几成分；它直接决定一部分奖励。",
        "What part of the points of the manufacturer's announced audit was reached: part of the "
        "bonuses hangs on it.",
    ),
    reads=Words(
        "最近一次明检适用条款的得分之和 ÷ 满分之和(销售端、售后端各取最近一次)",
        "points reached / points possible over applicable items of the newest announced audit, "
        "the newest each of sales and of after-sales",
    ),
    numerator=Words("得分", "points reached"),
    denominator=Words("满分", "points possible"),
    pitfalls=Words(
        "有否决项不符合时，无论几分都算不合格，会单独标出。不适用的条款两边都不计，没有打分的条款也不计。"
        "只看明检，不与暗访、飞行检查混在一起；销售端和售后端请分组查看。超过一年的检核不再代表现状。",
        "A failed veto item fails the audit whatever the points, and is marked. Items that do not "
        "apply are on neither side, nor are those without points. Announced audits only, never "
        "mixed with mystery or flying ones; group by area to see sales and after-sales apart. An "
        "audit more than a year old says nothing of today.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(AtEnd(AUDIT_SCORE), AtEnd(AUDIT_MAX_SCORE)),
    red_line=AtEnd(VETO_FAILURES),
)

AUDIT_ACTION_CLOSURE_RATE = Kpi(
    id="audit_action_closure_rate",
    name=Words("检核整改按期完成率", "Audit actions closed on time"),
    department=Department.NETWORK,
    chapter=CHAPTER,
    purpose=Words(
        "检核查出的问题有没有按期改完；查而不改，下次还会丢分。",
        "Whether what an audit found was put right in time: what is not mended costs points again.",
    ),
    reads=Words(
        "期内到期、且在期限前完成整改的不符合项 ÷ 期内到期的不符合项",
        "non-conformities closed by their due day / those falling due in the period",
    ),
    numerator=Words("按期完成", "closed by the due day"),
    denominator=Words("期内到期的不符合项", "non-conformities due"),
    pitfalls=Words(
        "按整改期限所在的月份计，各类检核都算。同一条款反复不符合时，每次都算新的一项，"
        "按时关闭会掩盖屡改屡犯：请按条款分组查看。没有写期限的不符合项不在其中。",
        "Counted in the month in which the action falls due, over all kinds of audit. The same "
        "item failed again counts as a new one, so that closing in time can hide recurrence: group "
        "by item. Findings without a due day are not in it.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(FINDINGS_CLOSED_IN_TIME), Over(FINDINGS_DUE)),
    trials=True,
    # An audit of one month sets actions for the next: months without audits are no gap.
    tolerates=frozenset({"audits"}),
    benchmark=Benchmark(1.0, None, None),
)

KPIS = (OPEN_AUDIT_SCORE, AUDIT_ACTION_CLOSURE_RATE)
