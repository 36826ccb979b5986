"""How a profile of aggregates is put together: value columns that become reported figures."""

from collections.abc import Mapping, Sequence

from data_loaders.contract.fields import Field, Kind
from data_loaders.profiles.headings import normal
from data_loaders.profiles.profile import Figure, Reported, Target


def reported_target(
    origin: str,
    period: tuple[str, Kind] | None,
    dimensions: Mapping[str, str],
    figures: Sequence[tuple[str, Figure]],
    sheets: frozenset[str] = frozenset(),
) -> Target:
    """Return the target of a sheet of aggregates.

    Args:
        origin: Name of the source, kept with every figure.
        period: Heading and kind (month or day) of the period; None where months are headings.
        dimensions: Dimension by the heading that holds its members.
        figures: Heading and figure of each value column.
        sheets: Names of the sheets it may stand in; empty for any.
    """
    fields = [Field("period", period[1], required=True)] if period else []
    headings = {normal(period[0]): "period"} if period else {}
    for heading, dimension in dimensions.items():
        fields.append(Field(dimension, Kind.TEXT, required=True))
        headings[normal(heading)] = dimension
    for heading, figure in figures:
        fields.append(Field(figure.field, Kind.DECIMAL, places=3))
        headings[normal(heading)] = figure.field
    return Target(
        table="reported_figures",
        fields=tuple(fields),
        headings=headings,
        reported=Reported(
            origin=origin,
            figures=tuple(figure for _, figure in figures),
            dimensions=tuple((dimension, dimension) for dimension in dimensions.values()),
            period="period" if period else None,
        ),
        # One missing value column would silently drop a figure: all headings, or another profile.
        required_headings=frozenset(wanted.name for wanted in fields),
        sheets=sheets,
    )
