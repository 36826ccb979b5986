"""What explains after-sales: who pays, hours of technicians and bays, how claims came back."""

import sqlalchemy as sa

from metrics.facts.appointments import APPOINTMENTS_SHOWN, APPOINTMENTS_STANDING
from metrics.facts.bays import BAYS
from metrics.facts.columns import or_zero
from metrics.facts.labour import LABOUR
from metrics.facts.parts_flow import ISSUES
from metrics.facts.repairs import REPAIRS_COME_BACK
from metrics.facts.technician_hours import HOURS_ATTENDED, HOURS_CLOCKED, HOURS_SOLD
from metrics.facts.warranty import (
    CLAIMS,
    CLAIMS_AMOUNT,
    CLAIMS_DECIDED,
    CLAIMS_LOSS,
    CLAIMS_PASSED_FIRST,
    CLAIMS_REFUSED,
    CLAIMS_REVIEWED,
)
from metrics.model.formula import Mean, Over, PerDay, Ratio, Total
from metrics.model.kpi import Department, Unit
from metrics.model.measures import Flow
from metrics.model.words import Words
from metrics.supporting.figure import figure

_AFTER = Department.AFTER_SALES
_l, _i, _k = LABOUR.c, ISSUES.c, CLAIMS.c

_LABOUR_BY_PAYER = Flow(
    "labour_by_payer",
    LABOUR,
    at=_l.settled_day,
    value=or_zero(_l.labour_sales),
    where=_l.is_customers == 1,
)
_HOURS_BY_PAYER = Flow(
    "hours_by_payer", LABOUR, at=_l.settled_day, value=_l.hours, where=_l.is_customers == 1
)
_priced = sa.and_(_l.is_customers == 1, _l.is_priced == 1)
_PRICED_LABOUR = Flow(
    "priced_labour_by_payer",
    LABOUR,
    at=_l.settled_day,
    value=or_zero(_l.labour_sales),
    where=_priced,
)
_PRICED_HOURS = Flow(
    "priced_hours_by_payer", LABOUR, at=_l.settled_day, value=_l.hours, where=_priced
)
_PARTS_BY_PAYER = Flow(
    "workshop_parts_by_payer",
    ISSUES,
    at=_i.issued_day,
    value=or_zero(_i.sales_ex_vat),
    where=sa.and_(
        _i.is_sold == 1,
        sa.func.coalesce(_i.pay_type, "") != "内部",
        sa.func.coalesce(_i.ro_no, "") != "",
    ),
)
_RETURNED = Flow(
    "claims_returned",
    CLAIMS,
    at=_k.first_review_day,
    where=sa.and_(_k.is_reviewed == 1, _k.first_result == "驳回"),
)

FIGURES = (
    figure(
        "labour_by_payer",
        Words("工时费", "Labour"),
        _AFTER,
        Unit.CNY,
        Total(Over(_LABOUR_BY_PAYER)),
    ),
    figure(
        "parts_by_payer",
        Words("维修用料", "Parts on orders"),
        _AFTER,
        Unit.CNY,
        Total(Over(_PARTS_BY_PAYER)),
    ),
    figure(
        "hours_by_payer",
        Words("结算工时", "Hours sold"),
        _AFTER,
        Unit.HOURS,
        Total(Over(_HOURS_BY_PAYER)),
    ),
    figure(
        "labour_rate_by_payer",
        Words("有效工时单价", "Effective labour rate"),
        _AFTER,
        Unit.CNY_PER_HOUR,
        Ratio(Over(_PRICED_LABOUR), Over(_PRICED_HOURS)),
        sides=(Words("工时费", "labour"), Words("结算工时", "hours sold")),
    ),
    figure(
        "hours_sold",
        Words("结算工时", "Hours sold"),
        _AFTER,
        Unit.HOURS,
        Total(Over(HOURS_SOLD)),
    ),
    figure(
        "hours_clocked",
        Words("刷卡工时", "Hours clocked"),
        _AFTER,
        Unit.HOURS,
        Total(Over(HOURS_CLOCKED)),
    ),
    figure(
        "hours_attended",
        Words("出勤工时", "Hours attended"),
        _AFTER,
        Unit.HOURS,
        Total(Over(HOURS_ATTENDED)),
    ),
    figure(
        "bay_hours",
        Words("每工位每天刷卡工时", "Hours clocked per bay and day"),
        _AFTER,
        Unit.HOURS,
        Ratio(PerDay(Over(HOURS_CLOCKED)), Mean(BAYS)),
        sides=(Words("每天刷卡工时", "hours clocked a day"), Words("工位数", "bays")),
    ),
    figure(
        "appointments_made",
        Words("有效预约", "Appointments"),
        _AFTER,
        Unit.COUNT,
        Total(Over(APPOINTMENTS_STANDING)),
    ),
    figure(
        "appointments_kept",
        Words("如约到店", "Kept"),
        _AFTER,
        Unit.COUNT,
        Total(Over(APPOINTMENTS_SHOWN)),
    ),
    figure(
        "orders_come_back",
        Words("30天内返修", "Came back in 30 days"),
        _AFTER,
        Unit.COUNT,
        Total(Over(REPAIRS_COME_BACK)),
    ),
    figure(
        "claims_reviewed",
        Words("已初审", "Reviewed"),
        _AFTER,
        Unit.COUNT,
        Total(Over(CLAIMS_REVIEWED)),
    ),
    figure(
        "claims_passed_first",
        Words("一次通过", "Passed at once"),
        _AFTER,
        Unit.COUNT,
        Total(Over(CLAIMS_PASSED_FIRST)),
    ),
    figure(
        "claims_returned",
        Words("驳回重报", "Returned"),
        _AFTER,
        Unit.COUNT,
        Total(Over(_RETURNED)),
    ),
    figure(
        "claims_decided",
        Words("已定案", "Decided"),
        _AFTER,
        Unit.COUNT,
        Total(Over(CLAIMS_DECIDED)),
    ),
    figure(
        "claims_refused",
        Words("拒赔", "Refused"),
        _AFTER,
        Unit.COUNT,
        Total(Over(CLAIMS_REFUSED)),
    ),
    figure(
        "claims_amount",
        Words("定案申报金额", "Claimed, decided"),
        _AFTER,
        Unit.CNY,
        Total(Over(CLAIMS_AMOUNT)),
    ),
    figure(
        "claims_loss",
        Words("未获赔金额", "Not granted"),
        _AFTER,
        Unit.CNY,
        Total(Over(CLAIMS_LOSS)),
    ),
)
