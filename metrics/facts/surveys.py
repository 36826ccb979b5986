"""Questionnaires and the answers to them, and the scores that the manufacturer publishes."""

import sqlalchemy as sa

from metrics.facts.columns import flag, table, wide
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import as_day, days_between, quarter_of_text

ANSWER_DAYS = 14
"""Days after sending in which an answer counts."""

PROMOTERS_FROM, DETRACTORS_TO, TOP = 9, 6, 10
"""The scale of the question whether one would recommend the store: 0 to 10."""

_r, _s = table("survey_responses"), table("survey_scores")

RECOMMENDATIONS = Fact(
    name="recommendations",
    words=Words("推荐度回答", "Answers on recommending"),
    source=sa.select(
        _r.c.store_code,
        _r.c.response_id,
        _r.c.question_code,
        _r.c.event_no,
        as_day(_r.c.responded_at).label("responded_day"),
        _r.c.responded_at,
        _r.c.score,
        sa.case(
            (_r.c.score >= PROMOTERS_FROM, 1), (_r.c.score <= DETRACTORS_TO, -1), else_=0
        ).label("leaning"),
    )
    .where(_r.c.program == "NPS", _r.c.score_max == TOP, _r.c.score.between(0, TOP))
    .subquery("recommendation_rows"),
    tables=("survey_responses",),
    document=("response_id", "question_code", "event_no", "responded_at", "score", "leaning"),
    labels={"leaning": Words("推荐(1)或贬损(-1)", "Promoter (1), detractor (-1)")},
)

_sheets = (
    sa.select(
        _r.c.store_code,
        _r.c.response_id,
        _r.c.program,
        sa.func.min(_r.c.event_no).label("event_no"),
        sa.func.min(_r.c.sent_at).label("sent_at"),
        sa.func.min(_r.c.responded_at).label("responded_at"),
        sa.func.count().label("questions"),
    )
    .group_by(_r.c.store_code, _r.c.response_id, _r.c.program)
    .subquery("sheets")
)

QUESTIONNAIRES = Fact(
    name="questionnaires",
    words=Words("问卷", "Questionnaires"),
    source=sa.select(
        *_sheets.c,
        as_day(_sheets.c.sent_at).label("sent_day"),
        flag(days_between(_sheets.c.sent_at, _sheets.c.responded_at).between(0, ANSWER_DAYS)).label(
            "answered"
        ),
    ).subquery("questionnaire_rows"),
    tables=("survey_responses",),
    document=("response_id", "program", "event_no", "sent_at", "responded_at", "questions"),
    dimensions={"program": "program"},
    labels={
        "event_no": Words("单据号", "Event number"),
        "sent_at": Words("发送时间", "Sent"),
        "responded_at": Words("回收时间", "Answered"),
        "questions": Words("题数", "Questions"),
    },
)

SCORES = Fact(
    name="survey_scores",
    words=Words("满意度成绩", "Published scores"),
    source=sa.select(
        _s.c.store_code,
        _s.c.program,
        _s.c.wave,
        quarter_of_text(_s.c.wave).label("wave_day"),
        _s.c.score,
        _s.c.scale_max,
        _s.c.sample_n,
        _s.c.rank_region,
        (wide(_s.c.score, 3) * _s.c.sample_n).label("weighted_score"),
    )
    .where(_s.c.score.is_not(None), _s.c.sample_n > 0)
    .subquery("score_rows"),
    tables=("survey_scores",),
    document=("program", "wave", "score", "scale_max", "sample_n", "rank_region"),
    labels={"weighted_score": Words("得分×样本量", "Score x sample")},
)

_n, _q, _p = RECOMMENDATIONS.c, QUESTIONNAIRES.c, SCORES.c

RECOMMENDING = Flow("recommending_net", RECOMMENDATIONS, at=_n.responded_day, value=_n.leaning)
RECOMMENDATION_ANSWERS = Flow("recommendation_answers", RECOMMENDATIONS, at=_n.responded_day)
QUESTIONNAIRES_SENT = Flow("questionnaires_sent", QUESTIONNAIRES, at=_q.sent_day)
QUESTIONNAIRES_ANSWERED = Flow(
    "questionnaires_answered", QUESTIONNAIRES, at=_q.sent_day, where=_q.answered == 1
)


def _published(name: str, value: sa.ColumnElement[object], program: str) -> Flow:
    return Flow(name, SCORES, at=_p.wave_day, value=value, where=_p.program == program)


SSI_WEIGHTED = _published("ssi_weighted", _p.weighted_score, "SSI")
SSI_SAMPLE = _published("ssi_sample", _p.sample_n, "SSI")
CSI_WEIGHTED = _published("csi_weighted", _p.weighted_score, "CSI")
CSI_SAMPLE = _published("csi_sample", _p.sample_n, "CSI")
