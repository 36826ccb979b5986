"""Complaints, questionnaires and the scores that the manufacturer publishes each quarter."""

import math

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.demo import frames
from data_loaders.demo.arrays import MINUTES_A_DAY, NEVER, logistic, month_start
from data_loaders.demo.contacts import Moods, event_numbers
from data_loaders.demo.deliveries import Deliveries
from data_loaders.demo.identity import vins
from data_loaders.demo.issues import ro_numbers
from data_loaders.demo.jobs import COMEBACK
from data_loaders.demo.repairs import Repairs
from data_loaders.demo.site import Site
from data_loaders.demo.truth import reference, strength

COMPLAINT_BASE = -6.15
CATEGORIES = ("产品质量", "维修质量", "服务态度", "价格费用", "配件", "交付", "金融保险", "其他")
DEPARTMENTS = ("售后", "售后", "售后", "售后", "配件", "销售", "金融保险", "客服")
DETAILS = ("异响", "返修", "接待", "报价", "缺件", "延期", "返佣", "其他")
QUESTIONS = {"SSI": ("S1", "S2", "S3", "S4"), "CSI": ("C1", "C2", "C3", "C4"), "NPS": ("N1",)}
# Dealers of the brand in a region, among which the manufacturer ranks.
RANKED = 40


def complaint_table(
    site: Site, moods: Moods, deliveries: Deliveries, repairs: Repairs, job_vin: pa.Array
) -> pa.Table:
    """Return ``complaints``."""
    rng, jobs, course = site.rng("complaints"), repairs.jobs, repairs.course
    job = np.where(moods.sale, -1, moods.place)
    safe = np.maximum(job, 0)
    score = np.full(len(job), COMPLAINT_BASE - site.traits.courtesy)
    score += strength("complaint_logit", "waited_for_parts") * ((job >= 0) & course.waited[safe])
    score += strength("complaint_logit", "late") * ((job >= 0) & course.late[safe])
    score += strength("complaint_logit", "comeback") * ((job >= 0) & (jobs.kind[safe] == COMEBACK))
    opened = moods.day + rng.integers(0, 9, len(job))
    rows = np.flatnonzero((rng.random(len(job)) < logistic(score)) & (opened <= site.last_day))
    rows = rows[np.argsort(opened[rows], kind="stable")]
    count = len(rows)
    at = opened[rows] * MINUTES_A_DAY + rng.integers(9 * 60, 18 * 60, count)
    sale, waited = moods.sale[rows], course.waited[safe[rows]] & (job[rows] >= 0)
    kind = np.where(waited, 4, rng.choice(np.array([0, 1, 2, 3, 7]), count))
    kind = np.where(sale, rng.choice(np.array([5, 6, 0]), count), kind)
    answered = site.after(at, rng.exponential(75.0, count))
    closed = site.after(answered, rng.gamma(1.3, 2100.0, count))
    closed = np.where(rng.random(count) < 0.96, closed, NEVER)
    called = np.where(
        rng.random(count) < 0.88,
        site.after(np.minimum(closed, site.cutoff), rng.uniform(60, 1700, count)),
        NEVER,
    )
    called = np.where(closed <= site.cutoff, called, NEVER)
    place = np.where(sale, moods.place[rows], -1)
    sold = vins(
        site.traits.number,
        np.where(sale, deliveries.vin[np.maximum(place, 0)], -1),
        deliveries.year[np.maximum(place, 0)],
    )
    mine = job_vin.take(pa.array(job[rows], mask=job[rows] < 0))
    return site.frame(
        "complaints",
        {
            "complaint_id": frames.document_numbers("TS", at // MINUTES_A_DAY, np.arange(count)),
            "opened_at": frames.moments(at),
            "channel": frames.labels(
                ("到店", "电话", "厂家400", "12315", "网络媒体"),
                rng.choice(5, count, p=[0.34, 0.36, 0.2, 0.04, 0.06]),
            ),
            "category_l1": frames.labels(CATEGORIES, kind),
            "category_l2": frames.labels(DETAILS, kind),
            "dept": frames.labels(DEPARTMENTS, kind),
            "severity": frames.labels(
                ("一般", "重大", "危机"), rng.choice(3, count, p=[0.86, 0.12, 0.02])
            ),
            "upheld": rng.random(count) < 0.7,
            "ro_no": ro_numbers(jobs, job[rows]),
            "vin": pc.coalesce(mine, sold),
            "first_response_at": site.at(answered),
            "closed_at": site.at(closed),
            "reopened_count": rng.binomial(1, 0.06, count),
            "followup_at": site.at(called),
            "signed_off": (called <= site.cutoff) & (rng.random(count) < 0.93),
        },
    )


def response_table(site: Site, moods: Moods, deliveries: Deliveries, repairs: Repairs) -> pa.Table:
    """Return ``survey_responses``: some events are asked in writing, some of them answer."""
    rng = site.rng("responses")
    draw = rng.random(len(moods.day))
    program = np.where(moods.sale, np.where(draw < 0.55, 0, -1), np.where(draw < 0.18, 1, -1))
    program = np.where((draw > 0.6) & (draw < 0.74), 2, program)
    rows = np.flatnonzero((program >= 0) & (moods.day + 2 <= site.last_day))
    names = tuple(QUESTIONS)
    asked = np.array([len(QUESTIONS[name]) for name in names])
    answers = rng.random(len(rows)) < 0.42
    each = np.where(answers, asked[program[rows]], 1)
    who = np.repeat(np.arange(len(rows)), each)
    step = np.arange(len(who)) - np.repeat(np.cumsum(each) - each, each)
    event, kind = rows[who], program[rows][who]
    sent = (moods.day[event] + 2) * MINUTES_A_DAY + 10 * 60
    back = sent + (rng.exponential(1.8, len(rows)) * MINUTES_A_DAY).astype(np.int64)[who] + 30
    back = np.where(answers[who], back, NEVER)
    feels = moods.happy[event] + rng.normal(0.0, 0.12, len(rows))[who]
    score = np.clip(np.rint(feels * 9.8 + 0.4 + rng.normal(0.0, 0.7, len(who))), 0, 10)
    width = max(len(questions) for questions in QUESTIONS.values())
    codes = [
        q for name in names for q in (*QUESTIONS[name], *[""] * (width - len(QUESTIONS[name])))
    ]
    return site.frame(
        "survey_responses",
        {
            "response_id": frames.document_numbers(
                "WJ", moods.day[rows][who], np.arange(len(rows))[who]
            ),
            "program": frames.labels(names, kind),
            "event_no": event_numbers(moods, deliveries, repairs, event),
            "sent_at": frames.moments(sent),
            "responded_at": site.at(back),
            "question_code": frames.labels(codes, kind * width + step),
            "score": np.where(back <= site.cutoff, score, np.nan),
            "score_max": np.full(len(who), 10.0),
            "weight": np.where(kind == 2, 1.0, 0.25),
        },
    )


def score_table(site: Site, moods: Moods) -> pa.Table:
    """Return ``survey_scores``: one wave for each closed quarter, published three weeks later."""
    rng = site.rng("scores")
    months = site.span.months
    quarters = np.unique(months // 3)
    quarters = quarters[(month_start(quarters * 3 + 3) + 19 <= site.last_day)]
    quarters = quarters[quarters * 3 >= months[0]]
    waves = [f"{1970 + quarter // 4}Q{quarter % 4 + 1}" for quarter in quarters.tolist()]
    of = (moods.day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)) // 3
    programs, wave, score, scale, sample, rank = [], [], [], [], [], []
    for program, sale, level, spread in (
        ("SSI", True, 740.0, 16.0),
        ("CSI", False, 755.0, 16.0),
        ("NPS", None, 42.0, 6.0),
    ):
        for place, quarter in enumerate(quarters.tolist()):
            mine = (of == quarter) & ((moods.sale == sale) if sale is not None else (of == quarter))
            happy = float(moods.happy[mine].mean()) if mine.any() else 0.85
            if program == "SSI":
                effect = ("ssi_score", "sales_satisfied_share")
            else:
                effect = ("csi_score", "satisfied_share")
            gain = strength(*effect) * (happy - reference(*effect))
            value = level + (gain if program != "NPS" else gain / 4.0) + rng.normal(0.0, spread / 2)
            programs.append(program)
            wave.append(waves[place])
            score.append(round(float(value), 1))
            scale.append(100.0 if program == "NPS" else 1000.0)
            sample.append(float(max(8, rng.poisson(mine.sum() * 0.06 + 12))))
            share = 0.5 * (1.0 + math.erf((value - level) / spread / 1.4))
            rank.append(float(1 + round((1.0 - share) * (RANKED - 1))))
    return site.frame(
        "survey_scores",
        {
            "program": pa.array(programs, pa.string()),
            "wave": pa.array(wave, pa.string()),
            "score": np.array(score),
            "scale_max": np.array(scale),
            "sample_n": np.array(sample),
            "rank_region": np.array(rank),
        },
    )
