"""What explains customer service: calls due and made, answers to single questions."""

from metrics.facts.callbacks import ISSUES_RAISED, ISSUES_SETTLED
from metrics.facts.complaints import COMPLAINTS_CLOSED_IN_TIME, COMPLAINTS_OPENED
from metrics.facts.contact_events import CALLS_DUE, CALLS_IN_TIME
from metrics.facts.survey_answers import ANSWER_SCALES, ANSWER_SCORES, ANSWERS
from metrics.model.formula import Over, Ratio, Total
from metrics.model.kpi import Department, Unit
from metrics.model.words import Words
from metrics.supporting.figure import figure, upward

_SERVICE = Department.CUSTOMER_SERVICE

FIGURES = (
    figure("calls_due", Words("应回访", "Calls due"), _SERVICE, Unit.COUNT, Total(Over(CALLS_DUE))),
    figure(
        "calls_in_time",
        Words("三日内完成", "Made in time"),
        _SERVICE,
        Unit.COUNT,
        Total(Over(CALLS_IN_TIME)),
    ),
    figure(
        "calls_missed",
        Words("未按时完成", "Not made in time"),
        _SERVICE,
        Unit.COUNT,
        Total(Over(CALLS_DUE) - Over(CALLS_IN_TIME)),
    ),
    figure(
        "issues_raised",
        Words("回访提出问题", "Issues raised"),
        _SERVICE,
        Unit.COUNT,
        Total(Over(ISSUES_RAISED)),
    ),
    figure(
        "issues_settled",
        Words("7天内解决", "Settled in 7 days"),
        _SERVICE,
        Unit.COUNT,
        Total(Over(ISSUES_SETTLED)),
    ),
    figure(
        "survey_answers",
        Words("回答数", "Answers"),
        _SERVICE,
        Unit.COUNT,
        Total(Over(ANSWERS)),
    ),
    upward(
        figure(
            "survey_answer_score",
            Words("平均得分(占满分)", "Mean score, of full marks"),
            _SERVICE,
            Unit.PERCENT,
            Ratio(Over(ANSWER_SCORES), Over(ANSWER_SCALES)),
            sides=(Words("得分之和", "sum of scores"), Words("满分之和", "sum of full marks")),
        )
    ),
    figure(
        "complaints_opened",
        Words("投诉", "Complaints"),
        _SERVICE,
        Unit.COUNT,
        Total(Over(COMPLAINTS_OPENED)),
    ),
    figure(
        "complaints_closed_in_time",
        Words("两周内结案", "Closed in two weeks"),
        _SERVICE,
        Unit.COUNT,
        Total(Over(COMPLAINTS_CLOSED_IN_TIME)),
    ),
)
