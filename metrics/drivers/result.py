"""What a driver analysis says: plain values, the same for page, command and workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Reason(StrEnum):
    """Why something is refused or held back; every one has its own sentence on the screen."""

    # The numbers do not bear a fit at all; nothing lifts these.
    RANK_DEFICIENT = "rank_deficient"
    ILL_CONDITIONED = "ill_conditioned"
    CONSTANT = "constant"
    NO_DEGREES_OF_FREEDOM = "no_degrees_of_freedom"
    # The driver contains the target or is made of it.
    IDENTITY = "identity"
    COMPONENT = "component"
    RATIO_OF_TARGET = "ratio_of_target"
    LAGGED_OUTCOME = "lagged_outcome"
    # The data are too few or too uneven to tell.
    TOO_FEW_STORES = "too_few_stores"
    TOO_FEW_PERIODS = "too_few_periods"
    TOO_FEW_ROWS = "too_few_rows"
    SELDOM_KNOWN = "seldom_known"
    NO_VARIATION_WITHIN = "no_variation_within"
    COLLINEAR = "collinear"
    GAPS = "gaps"
    BREAK = "break"
    LAG_TOO_LONG = "lag_too_long"
    # The data could tell and do not.
    INTERVAL_HOLDS_ZERO = "interval_holds_zero"
    FALSE_DISCOVERY = "false_discovery"
    NO_GAIN_HELD_OUT = "no_gain_held_out"
    REVERSE = "reverse"
    REVERSE_UNTESTED = "reverse_untested"
    # One store alone.
    ONE_STORE = "one_store"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why the whole analysis, or one driver, is refused or held back.

    Attributes:
        reason: which.
        subjects: the drivers, columns or pairs that it is about; empty for the whole.
        numbers: what its sentence tells, by name: ``{"stores": 3, "needed": 8}``.
    """

    reason: Reason
    subjects: tuple[str, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """Effect of one unit of a driver on the target.

    Attributes:
        name: of the driver, the control or ``intercept``.
        estimate: in units of the target for one unit of the driver.
        std_error: clustered, or classical where there are no clusters.
        p_value: two-sided; of the wild bootstrap below 30 clusters.
        ci_low: of the 95 % interval, wider where ``Diagnostics.level_of_shown`` says so; by
            inversion of the test below 30 clusters.
        ci_high: of the 95 % interval.
        spread: pooled standard deviation of the driver within stores, in its unit; None without
            effects.
        q_value: false discovery rate at which it would be shown, over the declared family; None
            where there is no family.
        shown: whether it passed every gate, so that its direction may be said.
        held_back: why not.
    """

    name: str
    estimate: float
    std_error: float
    p_value: float
    ci_low: float
    ci_high: float
    spread: float | None = None
    q_value: float | None = None
    shown: bool = True
    held_back: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """Part of the explained variance that goes to a driver or a group of collinear drivers.

    Attributes:
        name: of the driver; names of a group joined by ``+``.
        share: 0 to 1; all shares add up to 1.
        ci_low: of the 95 % interval by resampling stores; None without draws.
        ci_high: of the 95 % interval.
        tied_with: drivers whose order against this one the draws do not tell.
    """

    name: str
    share: float
    ci_low: float | None = None
    ci_high: float | None = None
    tied_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """What a statistician asks, behind one click.

    Attributes:
        entities: number of stores.
        periods: number of months with rows.
        clusters: number of clusters.
        effects: fixed effects, of ``entity`` and ``time``.
        cluster: what errors are clustered by; None for classical errors.
        inference: ``classical``, ``cluster``, ``wild_cluster_bootstrap``, or ``none``.
        draws: of the bootstraps, by name.
        within_r_squared: of drivers and controls after effects; None without effects.
        vif: variance inflation of each driver after effects.
        condition_index: the largest of the scaled columns after effects.
        held_out: gain in error over effects only, by kind (``stores``, ``periods``): mean and
            standard error; empty where not taken.
        lead_p_values: of next period's drivers, by driver; empty where not taken.
        false_discovery: procedure and level q, for instance ``benjamini_yekutieli`` and 0.1.
        family: number of declared driver-lag pairs over which q is taken.
        left_out: rows left out, by reason (``missing``, ``singleton``).
        lags: of each driver in months, ``(first, last)``: their mean is the driver.
        level_of_shown: confidence of the intervals of drivers that are shown, 0.95 or more: those
            picked out need wider ones to hold the truth as often; None where none was picked.
    """

    entities: int
    periods: int
    clusters: int
    effects: tuple[str, ...]
    cluster: str | None
    inference: str
    draws: Mapping[str, int] = field(default_factory=dict)
    within_r_squared: float | None = None
    vif: Mapping[str, float] = field(default_factory=dict)
    condition_index: float | None = None
    held_out: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    lead_p_values: Mapping[str, float] = field(default_factory=dict)
    false_discovery: tuple[str, float] | None = None
    family: int | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    lags: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    level_of_shown: float | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """The answer.

    Attributes:
        target: name of the outcome.
        n: rows used.
        coefficients: of intercept (without effects), controls and drivers; empty if refused.
        r_squared: of the whole model, effects included.
        importance: ordered, only of drivers that passed the gates; empty if there is no ranking.
        diagnostics: None where nothing could be fitted.
        refused: why there is no answer at all, or no ranking; None where there is one.
        refused_drivers: drivers that never entered the model, by name.
        covariance: of the estimates, in the order of ``coefficients``, with which a joint move of
            several drivers is judged; empty where nothing was fitted.
    """

    target: str
    n: int
    coefficients: tuple[Coefficient, ...]
    r_squared: float | None
    importance: tuple[Share, ...]
    diagnostics: Diagnostics | None
    refused: Refusal | None
    refused_drivers: Mapping[str, Refusal] = field(default_factory=dict)
    covariance: tuple[tuple[float, ...], ...] = ()
