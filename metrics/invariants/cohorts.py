"""Stages that follow one another: each holds no more than the one before it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import sqlalchemy as sa

from metrics.facts.callbacks import CALLBACKS
from metrics.facts.contact_events import CONTACT_EVENTS
from metrics.facts.deliveries import DELIVERIES
from metrics.facts.renewals import EXPIRIES
from metrics.facts.repair_orders import OPENED_VISITS, REPAIR_ORDERS
from metrics.facts.warranty import CLAIMS
from metrics.invariants.ground import Ground, counted
from metrics.invariants.model import Blame, Comparison, Invariant, Relation
from metrics.model.facts import Fact
from metrics.model.kpi import Kpi
from metrics.model.measures import Flow, MonthlyDistinct
from metrics.model.words import Words
from warehouse.functions import as_day

_WRONG = Words(
    "后一步多于前一步:计算有误", "a stage holds more than the one before: the computation is wrong"
)


def _steps(ground: Ground, steps: Sequence[Kpi]) -> Iterator[Comparison]:
    """Each step at most the one after it, for each store."""
    for (store,), found in ground.amounts(steps).items():
        for smaller, larger in pairwise(steps):
            left, right = found[smaller].value or 0, found[larger].value or 0
            what = f"{_said(smaller)} <= {_said(larger)}"
            yield Comparison(store, ground.when, what, left, right, Relation.AT_MOST)


def _said(step: Kpi) -> str:
    return step.id.removeprefix("checked_").replace("_", " ")


_o, _v = REPAIR_ORDERS.c, OPENED_VISITS.c
_came = _v.visits > 0
_VEHICLES = counted(
    MonthlyDistinct("checked_vehicles", OPENED_VISITS, at=_v.visit_day, key=_v.vin, where=_came)
)
_CAME = counted(Flow("checked_visits", OPENED_VISITS, at=_v.visit_day, where=_came))
_TAKEN_BACK = counted(
    Flow("checked_visits_taken_back", OPENED_VISITS, at=_v.visit_day, where=_v.visits < 0)
)
_ORDERS = counted(
    Flow(
        "checked_repair_orders",
        REPAIR_ORDERS,
        at=_o.open_day,
        where=sa.and_(_o.is_customers == 1, _o.orders > 0),
    )
)


def _visits(ground: Ground) -> Iterator[Comparison]:
    visits = ground.kpis["as_visits"]
    yield from _steps(ground, (_VEHICLES, _CAME, _ORDERS))
    for (store,), found in ground.amounts((visits, _CAME, _TAKEN_BACK)).items():
        net = (found[_CAME].value or 0) - (found[_TAKEN_BACK].value or 0)
        yield Comparison(store, ground.when, visits.id, found[visits].value or 0, net)


_k = CLAIMS.c
_submitted = as_day(_k.first_submit_at)
_approved = _k.final_result.in_(("通过", "部分通过"))


def _claims(name: str, at: sa.ColumnElement[object], where: sa.ColumnElement[bool] | None) -> Kpi:
    return counted(Flow(f"checked_claims_{name}", CLAIMS, at=at, where=where))


_SUBMITTED = _claims("submitted", _submitted, None)
_DECIDED = _claims("decided", _submitted, _k.is_decided == 1)
_APPROVED = _claims("approved", _submitted, _approved)
_PASSED = _claims(
    "passed_and_decided", _submitted, sa.and_(_k.passed_first == 1, _k.is_decided == 1)
)
_PASSED_APPROVED = _claims(
    "passed_and_approved", _submitted, sa.and_(_k.passed_first == 1, _approved)
)


def _cohort_of_claims(ground: Ground) -> Iterator[Comparison]:
    yield from _steps(ground, (_APPROVED, _DECIDED, _SUBMITTED))


def _passed_stays_approved(ground: Ground) -> Iterator[Comparison]:
    yield from _steps(ground, (_PASSED, _PASSED_APPROVED, _APPROVED))


_not_passed = sa.and_(_k.is_reviewed == 1, _k.passed_first == 0)
_FIRST_RESULTS = (
    _claims("in_part", _k.first_review_day, sa.and_(_not_passed, _k.first_result == "部分通过")),
    # Passed in the list and not in the reviews: it was sent back and the result written over.
    _claims(
        "sent_back",
        _k.first_review_day,
        sa.and_(_not_passed, _k.first_result.in_(("驳回", "退回", "通过"))),
    ),
    _claims("refused", _k.first_review_day, sa.and_(_not_passed, _k.first_result == "拒赔")),
)
_WRITTEN_OVER = _claims(
    "written_over", _k.first_review_day, sa.and_(_not_passed, _k.first_result == "通过")
)


def _first_reviews(ground: Ground) -> Iterator[Comparison]:
    passed = ground.kpis["warranty_first_pass_rate"]
    for (store,), found in ground.amounts((passed, *_FIRST_RESULTS)).items():
        known = sum(found[kind].value or 0 for kind in _FIRST_RESULTS)
        known += found[passed].numerator or 0
        yield Comparison(store, ground.when, "", known, found[passed].denominator or 0)


def _first_results_stand(ground: Ground) -> Iterator[Comparison]:
    for (store,), found in ground.amounts((_WRITTEN_OVER,)).items():
        yield Comparison(store, ground.when, "", found[_WRITTEN_OVER].value or 0, 0)


def _documents() -> sa.Subquery:
    """Documents behind events, as the events put them together: kind, car, day, number."""
    d, r = DELIVERIES.c, REPAIR_ORDERS.c
    kind = sa.literal
    return sa.union_all(
        sa.select(
            d.store_code,
            kind("销售交车").label("event_type"),
            sa.func.coalesce(d.vin, d.delivery_no).label("car"),
            d.delivery_date.label("event_day"),
            d.delivery_no.label("number"),
        ).where(d.is_retail == 1),
        sa.select(
            r.store_code,
            kind("售后出厂").label("event_type"),
            sa.func.coalesce(r.vin, r.ro_no).label("car"),
            r.released_day.label("event_day"),
            r.ro_no.label("number"),
        ).where(r.is_customers == 1),
    ).subquery("checked_documents")


def _tried() -> Fact:
    """Events with a document for which anybody ever called, by any result."""
    documents, c, e = _documents(), CALLBACKS.c, CONTACT_EVENTS.c
    calls = (
        sa.select(c.store_code, c.event_type, c.event_no)
        .where(c.event_no.is_not(None))
        .distinct()
        .subquery("checked_calls")
    )
    first = (
        sa.select(
            documents.c.store_code,
            documents.c.event_type,
            documents.c.event_day,
            sa.func.min(documents.c.number).label("event_no"),
            sa.func.count(calls.c.event_no).label("calls"),
        )
        .select_from(
            documents.outerjoin(
                calls,
                sa.and_(
                    calls.c.store_code == documents.c.store_code,
                    calls.c.event_type == documents.c.event_type,
                    calls.c.event_no == documents.c.number,
                ),
            )
        )
        .where(documents.c.event_day.is_not(None))
        .group_by(
            documents.c.store_code,
            documents.c.event_type,
            documents.c.car,
            documents.c.event_day,
        )
        .subquery("checked_events")
    )
    return Fact(
        name="checked_tried_events",
        words=CONTACT_EVENTS.words,
        source=sa.select(e.store_code, e.due_day, e.events, e.called, first.c.calls)
        .select_from(
            CONTACT_EVENTS.source.join(
                first,
                sa.and_(
                    first.c.store_code == e.store_code,
                    first.c.event_type == e.event_type,
                    first.c.event_day == e.event_day,
                    first.c.event_no == e.event_no,
                ),
            )
        )
        .where(e.events > 0)
        .subquery("checked_tried_events"),
        tables=CONTACT_EVENTS.tables,
        document=("due_day",),
    )


_TRIED_EVENTS = _tried()
_t = _TRIED_EVENTS.c
_CALLED = counted(Flow("checked_called", _TRIED_EVENTS, at=_t.due_day, value=_t.called))
_TRIED = counted(Flow("checked_tried", _TRIED_EVENTS, at=_t.due_day, where=_t.calls > 0))
_DUE = counted(Flow("checked_due", _TRIED_EVENTS, at=_t.due_day))


def _calls(ground: Ground) -> Iterator[Comparison]:
    """Events that stand; those taken back take their call back with them, and lower both sides."""
    rate = ground.kpis["callback_3d_completion"]
    yield from _steps(ground, (_CALLED, _TRIED, _DUE))
    for (store,), found in ground.amounts((rate, _CALLED, _DUE)).items():
        called, due = found[rate].numerator or 0, found[rate].denominator or 0
        most, all_due = found[_CALLED].value or 0, found[_DUE].value or 0
        yield Comparison(store, ground.when, "called", called, most, Relation.AT_MOST)
        yield Comparison(store, ground.when, "due", due, all_due, Relation.AT_MOST)


_e = EXPIRIES.c
_POOL = counted(Flow("checked_pool", EXPIRIES, at=_e.expiry_date, where=_e.is_due == 1))
_RENEWED = counted(
    Flow(
        "checked_renewed_of_pool",
        EXPIRIES,
        at=_e.expiry_date,
        where=sa.and_(_e.is_due == 1, _e.is_renewed == 1),
    )
)


def _renewals(ground: Ground) -> Iterator[Comparison]:
    rate = ground.kpis["insurance_renewal_rate"]
    first = ground.kpis["insurance_first_renewal_rate"]
    for (store,), found in ground.amounts((rate, _POOL, _RENEWED)).items():
        done, due = found[rate].numerator or 0, found[rate].denominator or 0
        yield Comparison(store, ground.when, "renewed", done, found[_RENEWED].value or 0)
        yield Comparison(store, ground.when, "due", due, found[_POOL].value or 0)
        yield Comparison(store, ground.when, rate.id, done, due, Relation.AT_MOST)
    for (store,), found in ground.amounts((rate, first)).items():
        done, due = found[first].numerator or 0, found[first].denominator or 0
        yield Comparison(
            store, ground.when, first.id, done, found[rate].numerator or 0, Relation.AT_MOST
        )
        yield Comparison(
            store, ground.when, first.id, due, found[rate].denominator or 0, Relation.AT_MOST
        )


INVARIANTS = (
    Invariant(
        "visits",
        5,
        Words(
            "不同车辆 ≤ 进厂台次 ≤ 工单数,冲销另计",
            "different vehicles <= visits <= repair orders, reversals apart",
        ),
        ("as_visits",),
        Blame.COMPUTATION,
        _WRONG,
        _visits,
    ),
    Invariant(
        "claims_in_stages",
        8,
        Words(
            "同一批索赔单:批准 ≤ 已终审 ≤ 已提报",
            "one cohort of claims: approved <= decided <= submitted",
        ),
        (),
        Blame.COMPUTATION,
        _WRONG,
        _cohort_of_claims,
    ),
    Invariant(
        "claims_passed_are_approved",
        8,
        Words(
            "同一批索赔单:一次通过 ≤ 批准(全部或部分)",
            "one cohort of claims: passed at first <= approved in full or in part",
        ),
        (),
        Blame.DATA,
        Words(
            "审核记录说一次通过,索赔单说最终拒赔", "the reviews say passed, the claim says refused"
        ),
        _passed_stays_approved,
    ),
    Invariant(
        "first_reviews",
        9,
        Words(
            "一次通过 + 部分通过 + 退回 + 拒赔 = 首次审核的索赔单",
            "passed at first + approved in part + sent back + refused = claims first reviewed",
        ),
        ("warranty_first_pass_rate",),
        Blame.DATA,
        Words("首次审核结果缺失或不认识", "the result of a first review is missing or unknown"),
        _first_reviews,
    ),
    Invariant(
        "first_results_stand",
        9,
        Words("首次结果与审核记录一致", "the first result is what the first review said"),
        (),
        Blame.DATA,
        Words(
            "系统事后把首次结果改写为通过;按审核记录计算",
            "the system wrote over the first result; the reviews are believed",
        ),
        _first_results_stand,
    ),
    Invariant(
        "calls",
        10,
        Words(
            "三天内打通 ≤ 打过 ≤ 应回访的事件",
            "events called within three days <= events with any attempt <= events due",
        ),
        ("callback_3d_completion",),
        Blame.COMPUTATION,
        _WRONG,
        _calls,
    ),
    Invariant(
        "renewals",
        11,
        Words(
            "续保成功的车都在应续保池里", "every renewal that counts is of a vehicle in the pool"
        ),
        ("insurance_renewal_rate", "insurance_first_renewal_rate"),
        Blame.COMPUTATION,
        _WRONG,
        _renewals,
    ),
)
