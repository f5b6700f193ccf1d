"""From the columns of the dbt models to the functions of this package, type by type."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from customer360.attribution.chain import NONE, Grams, chain_of
from customer360.attribution.removal import removal_of
from customer360.company_rows import CompanyRows

#: One row per company, conversion type, order and channel.
REMOVALS = pa.schema(
    [
        ("company_id", pa.string()),
        ("conversion_type", pa.string()),
        ("attribution_model", pa.string()),
        ("channel", pa.string()),
        ("conversion_probability", pa.float64()),
        ("removal_effect", pa.float64()),
        ("value_lost", pa.float64()),
    ]
)

_GRAM = ("channel", "channel_1_before", "channel_2_before", "channel_3_before")


def removal_effects(grams: pa.Table, untouched: pa.Table, orders: tuple[int, ...]) -> pa.Table:
    """Removal effects of the channels in chains of the given orders: REMOVALS.

    Args:
        grams: the columns of int_channel_grams.
        untouched: company_id, conversion_type and transitions, which is the number of conversions
            without a touch.
        orders: each from 1 to 3.
    """
    parts = [REMOVALS.empty_table()]
    without_touch = {
        (row["company_id"], row["conversion_type"]): int(row["transitions"])
        for row in untouched.to_pylist()
    }
    grams_of = CompanyRows(grams)
    for company in grams_of.companies:
        rows = grams_of.of(company)
        names, counted = _encoded(rows)
        for conversion_type, of_type in _by_type(rows, counted):
            started = (counted.channels[of_type, 1] == NONE) * counted.occurrences[of_type]
            journeys = int(started.sum()) + without_touch.get((company, conversion_type), 0)
            one_type = _take(counted, of_type)
            for order in orders:
                table = _removals(
                    one_type,
                    order,
                    names,
                    journeys,
                    without_touch.get((company, conversion_type), 0),
                )
                parts.append(_named(table, company, conversion_type, order))
    return pa.concat_tables(parts)


def _removals(
    grams: Grams, order: int, names: list[str], journeys: int, without_touch: int
) -> pa.Table:
    removal = removal_of(chain_of(grams, order, len(names), journeys))
    probability = removal.conversion_of_all + without_touch / journeys
    return pa.table(
        {
            "channel": pa.array(names, pa.string()),
            "conversion_probability": np.full(len(names), probability),
            "removal_effect": removal.conversion / probability,
            "value_lost": removal.value,
        }
    )


def _named(table: pa.Table, company: str, conversion_type: str, order: int) -> pa.Table:
    constants = {
        "company_id": company,
        "conversion_type": conversion_type,
        "attribution_model": f"markov_order_{order}",
    }
    for name, value in constants.items():
        table = table.append_column(name, pa.array([value] * len(table), pa.string()))
    return table.select(REMOVALS.names).cast(REMOVALS)


def _encoded(rows: pa.Table) -> tuple[list[str], Grams]:
    """Channel names in their own order, and the grams with their positions as codes."""
    names = sorted(pc.unique(rows["channel"]).to_pylist(), key=lambda name: name.encode())
    value_set = pa.array(names, pa.string())
    columns = [
        pc.fill_null(pc.index_in(rows[name], value_set=value_set), NONE).to_numpy()
        for name in _GRAM
    ]
    return names, Grams(
        channels=np.column_stack(columns).astype(np.int64),
        is_last=rows["is_last"].to_numpy(zero_copy_only=False).astype(bool),
        is_converting=pc.is_valid(rows["conversion_type"]).to_numpy(zero_copy_only=False),
        occurrences=rows["occurrences"].cast(pa.int64()).to_numpy(),
        value=rows["conversion_value"].cast(pa.float64()).to_numpy(),
    )


def _by_type(rows: pa.Table, counted: Grams) -> Iterator[tuple[str, np.ndarray]]:
    """Each conversion type with the positions of its rows and of journeys that led nowhere.

    In an order of their own, so that sums of doubles do not depend on that of the rows.
    """
    keys = [counted.is_last, *counted.channels.T, counted.is_converting]
    sequence = np.lexsort(keys)
    types = np.array(rows["conversion_type"].to_pylist(), dtype=object)[sequence]
    for conversion_type in sorted({one for one in types if one is not None}):
        yield conversion_type, sequence[[one in (None, conversion_type) for one in types]]


def _take(grams: Grams, rows: np.ndarray) -> Grams:
    return Grams(
        grams.channels[rows],
        grams.is_last[rows],
        grams.is_converting[rows],
        grams.occurrences[rows],
        grams.value[rows],
    )
