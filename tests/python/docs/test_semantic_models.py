"""What MetricFlow is told of a mart is so: its key is one, its days are the company's."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
import yaml

from customer360.project import PROJECT_ROOT

MODELS = {
    model["name"]: {**model, "mart": model["model"].removeprefix("ref('").removesuffix("')")}
    for file in sorted((PROJECT_ROOT / "models" / "semantic").glob("*.yml"))
    for model in yaml.safe_load(file.read_text(encoding="utf-8")).get("semantic_models", [])
}


@pytest.mark.parametrize("name", MODELS)
def test_a_primary_entity_is_unique_over_all_companies(name: str, demo_warehouse: Path) -> None:
    (key,) = (one["expr"] for one in MODELS[name]["entities"] if one["type"] == "primary")
    with duckdb.connect(str(demo_warehouse), read_only=True) as connection:
        rows, keys = connection.execute(
            f"select count(*), count(distinct {key}) from marts.{MODELS[name]['mart']}"
        ).fetchone()
    assert rows == keys > 0


@pytest.mark.parametrize(
    ("name", "time"), [("conversions", "converted_at"), ("customers", "first_seen_at")]
)
def test_a_day_is_the_company_s_own(name: str, time: str, demo_warehouse: Path) -> None:
    """As in the calendar that BI tools join; what is of the evening is not of the next day."""
    day = MODELS[name]["defaults"]["agg_time_dimension"]
    zoned = f"timezone(time_zone, timezone('UTC', {time}))"
    with duckdb.connect(str(demo_warehouse), read_only=True) as connection:
        ((others,),) = connection.execute(
            f"select count(*) from marts.{MODELS[name]['mart']} inner join marts.dim_companies"
            f" using (company_id) where cast({day} as date) <> cast({zoned} as date)"
        ).fetchall()
    assert others == 0


def test_an_order_without_a_rate_has_no_part_in_the_average() -> None:
    """As a sum over a count it lowered the average, because it was counted and worth nothing."""
    measures = {one["name"]: one for one in MODELS["conversions"]["measures"]}
    mean = measures["mean_net_order_value"]
    assert mean["agg"] == "average"
    orders = "(values ('order', 10), ('order', 20), ('order', null), ('lead', 99))"
    ((value,),) = duckdb.execute(
        f"select avg({mean['expr']}) from {orders} as orders (conversion_type, net_value_reporting)"
    ).fetchall()
    assert value == 15
