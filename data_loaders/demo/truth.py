"""What drives what in the demo network, by how much: the one place where it is said.

The simulation reads its strengths here, the document ``docs/demo-network.md`` describes them, and a
driver analysis can be held against them. Nothing is drawn here.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Effect:
    """One planted cause.

    ``outcome`` names the quantity that moves; ``..._logit`` is a log odds score, ``..._log`` a
    natural logarithm. ``strength`` is its change for one whole unit of the driver (1.0 = 100 % for
    a share), as a difference from ``reference``. ``lag_months`` is how much later it moves.
    """

    outcome: str
    driver: str
    strength: float
    reference: float
    lag_months: int
    shows_in: tuple[str, ...]
    why: str


EFFECTS = (
    Effect("lead_visit_logit", "lead_answered_within_30_min", 0.9, 0.0, 0,
           ("lead_to_visit_rate",), "a lead that is called at once still remembers asking"),
    Effect("leads_log", "marketing_spend_log", 0.25, 0.0, 0,
           ("valid_lead_rate", "cost_per_valid_lead"), "diminishing returns of advertising"),
    Effect("marketing_spend_log", "market_log", -0.6, 0.0, 0,
           ("marketing_spend_per_delivery",), "reverse cause: stores spend when demand falls"),
    Effect("close_logit", "test_drive", 1.0, 0.0, 0,
           ("new_prospect_close_rate", "retail_deliveries"), "commitment"),
    Effect("close_logit", "followup_timeliness_rate", 4.5, 0.92, 0,
           ("new_prospect_close_rate", "retail_deliveries"), "nobody buys from who forgets him"),
    Effect("close_logit", "revisit", 0.6, 0.0, 0,
           ("new_prospect_close_rate",), "who comes twice is nearer to buying"),
    Effect("close_logit", "online_price_gap", -8.0, 0.0, 0,
           ("showroom_close_rate",), "price shoppers go to the cheaper rival"),
    Effect("cancel_logit", "long_wait_for_car", 0.7, 0.0, 0,
           ("order_cancel_rate",), "a car that is not there is not waited for"),
    Effect("discount_rate", "car_age_over_45_days", 0.00028, 45.0, 0,
           ("avg_discount_rate", "front_gross_per_unit"), "old cars leave at a price"),
    Effect("discount_rate", "stock_days_over_50", 0.00025, 50.0, 0,
           ("avg_discount_rate", "front_gross_per_unit"), "full yards press every price"),
    Effect("discount_rate", "financed", 0.004, 0.0, 0,
           ("front_gross_per_unit",), "loans are sold by cutting the price of the car"),
    Effect("discount_rate", "quarter_end_days", 0.006, 0.0, 0,
           ("avg_discount_rate",), "the volume bonus is chased in the last five days"),
    Effect("sold_hours_log", "parts_first_fill_rate", 0.8, 0.88, 0,
           ("hours_per_cp_ro", "as_revenue"), "found work is done only if the part is there"),
    Effect("retention_logit", "parts_first_fill_rate", 4.0, 0.88, 3,
           ("service_retention_12m", "as_visits"), "who waited comes back less, a quarter later"),
    Effect("satisfied_logit", "waited_for_parts", -1.5, 0.0, 0,
           ("callback_satisfaction_rate", "csi_score"), "waiting"),
    Effect("satisfied_logit", "late", -0.9, 0.0, 0,
           ("callback_satisfaction_rate", "csi_score"), "a broken promise"),
    Effect("satisfied_logit", "comeback", -1.6, 0.0, 0,
           ("callback_satisfaction_rate", "csi_score"), "the same fault again"),
    Effect("csi_score", "satisfied_share", 260.0, 0.86, 0,
           ("csi_score",), "the published score follows the calls of the quarter"),
    Effect("ssi_score", "sales_satisfied_share", 200.0, 0.9, 0,
           ("ssi_score",), "the published score follows the calls of the quarter"),
    Effect("comeback_logit", "waited_for_parts", 0.5, 0.0, 0,
           ("comeback_rate_30d",), "interrupted work is finished worse"),
    Effect("complaint_logit", "waited_for_parts", 1.2, 0.0, 0,
           ("complaint_rate_per_1000",), "waiting"),
    Effect("complaint_logit", "late", 0.7, 0.0, 0,
           ("complaint_rate_per_1000",), "a broken promise"),
    Effect("complaint_logit", "comeback", 1.8, 0.0, 0,
           ("complaint_rate_per_1000",), "the same fault again"),
    Effect("renewal_logit", "contacted_30_days_before", 0.9, 0.0, 0,
           ("insurance_renewal_rate",), "first call, first offer"),
    Effect("renewal_logit", "parts_first_fill_rate", 2.0, 0.88, 3,
           ("insurance_renewal_rate",), "who is content with the workshop stays insured there"),
    Effect("volume_bonus_share", "target_attainment", 2.0, 1.0, 0,
           ("rebate_capture_rate",), "the bonus scale between 80 % and 110 % of the target"),
)  # fmt: skip

_STRENGTHS = {(effect.outcome, effect.driver): effect.strength for effect in EFFECTS}
_REFERENCES = {(effect.outcome, effect.driver): effect.reference for effect in EFFECTS}


def strength(outcome: str, driver: str) -> float:
    """Return the planted strength of a driver on an outcome.

    Raises:
        KeyError: If no such effect is planted.
    """
    return _STRENGTHS[outcome, driver]


def reference(outcome: str, driver: str) -> float:
    """Return the level of the driver at which it moves nothing."""
    return _REFERENCES[outcome, driver]


@dataclass(frozen=True)
class Weakness:
    """What is wrong in a weak store, as changes of its traits."""

    name: str
    zh: str
    place: int
    changes: tuple[tuple[str, float], ...]


# ``place`` is the number of the store within each dozen; the pattern repeats.
WEAKNESSES = (
    Weakness("parts_supply", "备件供应弱", 4,
             (("first_pick", 0.69), ("dead_parts", 0.14), ("courtesy", -0.15))),
    Weakness("sales_process", "销售流程弱", 8,
             (("followup", 0.82), ("test_drive", 0.5), ("fast_answer", 0.48), ("capture", 0.77))),
    Weakness("stock_pressure", "库存压力大", 11,
             (("stock_days", 108.0), ("own_funds", 0.42))),
)  # fmt: skip
