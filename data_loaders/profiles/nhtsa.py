"""Vehicle complaints as the US road-safety authority publishes them: 49 columns, no headings.

Only what `complaints` can hold is taken; a VIN is cut to eleven characters there, so it is left.
The source names no store: it is stated with `--store`.
"""

from dataclasses import replace

from data_loaders.contract.fields import Field, fields_of
from data_loaders.profiles.profile import SourceProfile, Target
from data_loaders.values.choices import normal_choice
from warehouse.schema import TABLES

_WIDTH = 49
_CRASH, _COMPONENT, _RECEIVED, _FORM = 6, 11, 16, 20


def _fields() -> tuple[Field, ...]:
    wanted = {field.name: field for field in fields_of(TABLES["complaints"], {})}
    # The authority asks about defects only; what it could not place is the rest.
    wanted["category_l1"] = replace(
        wanted["category_l1"],
        aliases={normal_choice("UNKNOWN OR OTHER"): "其他"},
        otherwise="产品质量",
    )
    wanted["severity"] = replace(wanted["severity"], aliases={"y": "重大", "n": "一般"})
    # Hotline and web form; letters and forwarded forms have no channel of ours.
    wanted["channel"] = replace(wanted["channel"], aliases={"evoq": "电话", "ivoq": "网络媒体"})
    wanted["opened_at"] = replace(wanted["opened_at"], required=True)
    return tuple(wanted.values())


NHTSA_COMPLAINTS = SourceProfile(
    name="nhtsa-complaints",
    zh="美国 NHTSA 车辆投诉（制表符分隔、49 列、无表头），门店由 --store 给出",
    en="NHTSA vehicle complaints (tab-separated, 49 columns, no headings); --store names the store",
    targets=(
        Target(
            table="complaints",
            fields=_fields(),
            headings={},
            width=_WIDTH,
            positions=(
                ("complaint_id", 0),
                ("category_l1", _COMPONENT),
                ("category_l2", _COMPONENT),
                ("opened_at", _RECEIVED),
                ("channel", _FORM),
                ("severity", _CRASH),
            ),
        ),
    ),
)
