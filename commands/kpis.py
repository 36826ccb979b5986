"""`forecourt kpis`: the catalogue."""

import argparse
import json
from typing import Any, TextIO

from commands.settings import Settings
from metrics.catalogue import CATALOGUE
from metrics.lineage import source_columns
from metrics.model.kpi import Kpi

NAME = "kpis"
HELP = "list the KPIs with unit, direction and formula · 指标目录"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="as JSON · 输出 JSON")


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Print the catalogue."""
    if args.json:
        json.dump([record(kpi) for kpi in CATALOGUE], out, ensure_ascii=False, indent=1)
        print(file=out)
        return 0
    language = settings.language
    for kpi in CATALOGUE:
        head = f"{kpi.id:<34}{kpi.name.say(language)}"
        print(f"{head}  [{kpi.unit}, {kpi.direction}]  {kpi.reads.say(language)}", file=out)
    return 0


def record(kpi: Kpi) -> dict[str, Any]:
    """A KPI as JSON; percentages in the benchmark are fractions."""
    benchmark = None
    if kpi.benchmark is not None:
        benchmark = {
            "low": kpi.benchmark.low,
            "high": kpi.benchmark.high,
            "source": kpi.benchmark.source,
            "rule_of_thumb": kpi.benchmark.source is None,
        }
    return {
        "id": kpi.id,
        "zh": kpi.name.zh,
        "en": kpi.name.en,
        "department": kpi.department.value,
        "chapter": {"zh": kpi.chapter.zh, "en": kpi.chapter.en},
        "unit": kpi.unit.value,
        "direction": kpi.direction.value,
        "rollup": kpi.rollup.value,
        "cadence": kpi.cadence.value,
        "matures_after_days": kpi.matures_after,
        "purpose": {"zh": kpi.purpose.zh, "en": kpi.purpose.en},
        "formula": {"zh": kpi.reads.zh, "en": kpi.reads.en},
        "pitfalls": {"zh": kpi.pitfalls.zh, "en": kpi.pitfalls.en},
        "tables": list(kpi.tables),
        "source_columns": [f"{c.table.name}.{c.name}" for c in source_columns(kpi)],
        "benchmark": benchmark,
    }
