"""The stages of a built warehouse, and the same warehouse asked for an earlier day.

Only what follows from ``as_of`` is computed again, with the SQL that dbt compiled: people are
stitched from everything that was landed, whatever the company calls now.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa

from customer360.lifecycle.dbt_inputs import fitted_parameters, silence_limits

INTERVALS = """
    select company_id, customer_id, stage, entered_by, is_reactivation, valid_from, valid_to
    from marts.fct_lifecycle_intervals
"""

#: Python model -> its function and the models it reads, in the order of its arguments.
PYTHON_MODELS: dict[str, tuple[Callable[..., pa.Table], tuple[str, ...]]] = {
    "int_value_parameters": (
        fitted_parameters,
        ("int_customer_order_days", "int_companies", "int_company_settings"),
    ),
    "int_silence_limits": (
        silence_limits,
        (
            "int_customer_order_days",
            "int_value_parameters",
            "int_company_settings",
            "int_companies",
        ),
    ),
}


def follows_from_as_of(nodes: list[Any]) -> list[Any]:
    """The models that read int_company_settings, directly or not, but for those of identity."""
    following = {"model.customer360.int_company_settings"}
    chosen = []
    for node in nodes:
        reads = set(node.depends_on.nodes)
        is_first = node.unique_id in following
        if (is_first or reads & following) and "identity" not in node.fqn:
            following.add(node.unique_id)
            chosen.append(node)
    return chosen


def build_as_of(connection: duckdb.DuckDBPyConnection, nodes: list[Any], as_of: datetime) -> None:
    """Build the models anew with every company's ``as_of`` set."""
    connection.execute("delete from raw.company_settings where setting = 'as_of'")
    connection.execute(
        "insert into raw.company_settings (company_id, setting, value)"
        " select company_id, 'as_of', ? from raw.companies",
        [as_of.isoformat(sep=" ")],
    )
    for node in nodes:
        if node.name in PYTHON_MODELS:
            function, inputs = PYTHON_MODELS[node.name]
            result = function(*(_arrow(connection, name) for name in inputs))
            connection.register("result", result)
            connection.execute(f"create or replace table {_place(node)} as from result")
        else:
            kind = "view" if node.config.materialized == "view" else "table"
            statement = f"create or replace {kind} {_place(node)} as {node.compiled_code}"
            connection.execute(statement)


def _arrow(connection: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    return connection.sql(f"from intermediate.{name}").to_arrow_table()


def _place(node: Any) -> str:
    return f"{node.schema}.{node.name}"


def history_until(rows: list[tuple[Any, ...]], day: datetime) -> set[tuple[Any, ...]]:
    """What of these intervals was known on the day: those begun, open where they ended later."""
    return {
        (*begun, None if valid_to is None or valid_to > day else valid_to)
        for *begun, valid_to in rows
        if begun[-1] <= day
    }
