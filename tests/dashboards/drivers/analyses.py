"""Analyses as the statistics give them, made by hand: for tests of words and pages."""

from dataclasses import replace

from dashboards.drivers.choices import Choices, choices_of
from dashboards.drivers.sentences import Basis
from dashboards.drivers.told import Told
from dashboards.visit import Visit
from metrics.drivers.relation import Relation
from metrics.drivers.result import Analysis, Coefficient, Diagnostics, Reason, Refusal, Share

TARGET = "gross_service"
FILL, APPOINTMENT, COMEBACK = "parts_first_fill_rate", "appointment_rate", "comeback_rate_30d"
PROFICIENCY, RETENTION = "tech_proficiency", "service_retention_12m"

BUMPS = (900.0, -700.0, 0.0, 400.0, -600.0)
ANALYSIS = Analysis(
    target=TARGET,
    n=1_190,
    coefficients=(
        Coefficient(APPOINTMENT, 210_000.0, 50_000.0, 0.001, 90_000.0, 330_000.0, 0.04, 0.01),
        Coefficient(FILL, 620_000.0, 190_000.0, 0.004, 240_000.0, 1_000_000.0, 0.048, 0.02),
        Coefficient(COMEBACK, -900_000.0, 300_000.0, 0.01, -1_500_000.0, -300_000.0, 0.01, 0.03),
        Coefficient(
            PROFICIENCY, 40_000.0, 60_000.0, 0.5, -80_000.0, 160_000.0, 0.05, 0.7, False,
            (Refusal(Reason.INTERVAL_HOLDS_ZERO, (PROFICIENCY,)),),
        ),
    ),
    r_squared=0.93,
    importance=(
        Share(FILL, 0.5, 0.3, 0.66, (APPOINTMENT,)),
        Share(APPOINTMENT, 0.36, 0.2, 0.5, (FILL,)),
        Share(COMEBACK, 0.14, 0.05, 0.25),
    ),
    diagnostics=Diagnostics(
        entities=34, periods=36, clusters=34, effects=("entity", "time"), cluster="entity",
        inference="cluster", draws={"importance": 500}, within_r_squared=0.21,
        vif={FILL: 1.2, APPOINTMENT: 1.3, COMEBACK: 1.1, PROFICIENCY: 1.0}, condition_index=2.4,
        held_out={"stores": (0.08, 0.02), "periods": (0.05, 0.02)},
        lead_p_values={FILL: 0.4}, false_discovery=("benjamini_yekutieli", 0.1), family=8,
        left_out={"missing": 34}, lags={FILL: (0, 1), APPOINTMENT: (0, 1), COMEBACK: (0, 2)},
    ),
    refused=None,
    refused_drivers={RETENTION: Refusal(Reason.COMPONENT, (RETENTION,))},
)  # fmt: skip
REFUSED = replace(
    ANALYSIS, coefficients=(), importance=(), diagnostics=None, r_squared=None,
    refused=Refusal(Reason.TOO_FEW_STORES, (), {"stores": 3.0, "needed": 8.0}),
)  # fmt: skip
NO_GAIN = replace(ANALYSIS, importance=(), refused=Refusal(Reason.NO_GAIN_HELD_OUT))


def relation(driver: str, slope: float) -> Relation:
    """A few points of two stores around a line."""
    x = (-0.05, -0.02, 0.0, 0.03, 0.06)
    y = tuple(slope * value + bump for value, bump in zip(x, BUMPS, strict=True))
    stores = ("A1", "B2", "A1", "B2", "A1")
    return Relation(driver, slope, x, y, stores, ("2026-01",) * 5)


def chosen_of(visit: Visit) -> Choices:
    """What the address chooses."""
    found = choices_of(visit)
    assert found is not None
    return found


def told_of(
    visit: Visit, analysis: Analysis | None = ANALYSIS, *, complete: bool = True, store: str = ""
) -> Told:
    """An analysis of the target that the address chooses."""
    chosen = chosen_of(visit)
    slopes = {c.name: c.estimate for c in (analysis.coefficients if analysis else ())}
    return Told(
        target=chosen.named_target,
        drivers=chosen.named_drivers(),
        analysis=analysis,
        basis=Basis(34, 36),
        complete=complete,
        relations={name: relation(name, slope) for name, slope in slopes.items()},
        store=store,
    )
