"""Answers to single questions of the surveys, each on its own scale."""

import sqlalchemy as sa

from metrics.facts.columns import table
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import as_day, concat

_r = table("survey_responses")

SURVEY_ANSWERS = Fact(
    name="survey_answers",
    words=Words("问卷答题", "Answers to questions"),
    source=sa.select(
        _r.c.store_code,
        _r.c.response_id,
        _r.c.program,
        _r.c.question_code,
        concat(_r.c.program, " · ", _r.c.question_code).label("question"),
        as_day(_r.c.responded_at).label("responded_day"),
        _r.c.responded_at,
        _r.c.score,
        _r.c.score_max,
    )
    .where(_r.c.score.is_not(None), _r.c.score_max > 0, _r.c.responded_at.is_not(None))
    .subquery("survey_answer_rows"),
    tables=("survey_responses",),
    document=("response_id", "program", "question_code", "responded_at", "score", "score_max"),
    dimensions={"question": "question", "program": "program"},
)

_c = SURVEY_ANSWERS.c

ANSWERS = Flow("survey_answers", SURVEY_ANSWERS, at=_c.responded_day)
ANSWER_SCORES = Flow("survey_answer_scores", SURVEY_ANSWERS, at=_c.responded_day, value=_c.score)
ANSWER_SCALES = Flow(
    "survey_answer_scales", SURVEY_ANSWERS, at=_c.responded_day, value=_c.score_max
)
