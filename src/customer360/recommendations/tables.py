"""Recommendations of many companies, from Arrow tables to an Arrow table."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from customer360.company_rows import CompanyRows
from customer360.recommendations.affinity import affinities
from customer360.recommendations.next_best import interest, next_best

#: Products offered to each customer.
PRODUCTS_PER_CUSTOMER = 5

RECOMMENDATIONS = pa.schema(
    [
        ("company_id", pa.string()),
        ("customer_id", pa.string()),
        ("rank", pa.int32()),
        ("product_id", pa.string()),
        ("score", pa.float64()),
        ("reason", pa.string()),
        ("because_product_id", pa.string()),
    ]
)
_SECONDS_PER_DAY = 86_400


def recommendations(
    companies: pa.Table,
    customers: pa.Table,
    products: pa.Table,
    order_products: pa.Table,
    purchases: pa.Table,
    wishes: pa.Table,
    count: int = PRODUCTS_PER_CUSTOMER,
) -> pa.Table:
    """At most ``count`` products for each customer, from the best on: RECOMMENDATIONS.

    * ``companies``: company_id, as_of
    * ``customers``: company_id, customer_id
    * ``products``: company_id, product_id, is_sold, replenish_days
    * ``order_products``: company_id, order_key, product_id; one row for each
    * ``purchases``: company_id, customer_id, product_id, last_ordered_at
    * ``wishes``: company_id, customer_id, product_id; what the customer wished for

    Only products that ``products`` lists as sold are offered. What a customer has bought is offered
    again when its replenish_days are over, and never where it has none.
    """
    tables = [
        CompanyRows(table.combine_chunks())
        for table in (customers, products, order_products, purchases, wishes)
    ]
    parts = [
        _of_company(company, as_of, *(table.of(company) for table in tables), count)
        for company, as_of in sorted(
            zip(companies["company_id"].to_pylist(), companies["as_of"].to_pylist(), strict=True)
        )
    ]
    return pa.concat_tables([RECOMMENDATIONS.empty_table(), *parts])


def _of_company(company, as_of, customers, products, order_products, purchases, wishes, count):
    customer_ids = _sorted(customers["customer_id"])
    # What no catalogue lists is not offered, but buying it says something.
    product_ids = _sorted(products["product_id"], order_products["product_id"])
    order_keys = _sorted(order_products["order_key"])
    shape = (len(customer_ids), len(product_ids))
    listed = _codes(products["product_id"], product_ids)
    sold = np.zeros(len(product_ids), dtype=bool)
    sold[listed] = products["is_sold"].to_numpy().astype(bool)
    # nan where the product is never used up
    replenish = np.full(len(product_ids), np.nan)
    replenish[listed] = products["replenish_days"].to_numpy().astype(float)

    baskets = _matrix(
        _codes(order_products["order_key"], order_keys),
        _codes(order_products["product_id"], product_ids),
        (len(order_keys), len(product_ids)),
    )
    holder = _codes(purchases["customer_id"], customer_ids)
    bought = _codes(purchases["product_id"], product_ids)
    age = _age_in_days(purchases["last_ordered_at"], as_of)
    used_up = age >= replenish[bought]
    asked_holder = _codes(wishes["customer_id"], customer_ids)
    asked_product = _codes(wishes["product_id"], product_ids)

    wished = _matrix(asked_holder, asked_product, shape)
    finished = _matrix(holder[used_up], bought[used_up], shape)
    popularity = np.asarray(baskets.sum(axis=0), dtype=float).ravel() / max(len(order_keys), 1)
    picks = next_best(
        purchases=_matrix(holder, bought, shape, interest(age)),
        affinity=affinities(baskets),
        popularity=popularity,
        asked=wished + finished,
        closed=_matrix(holder[~used_up], bought[~used_up], shape),
        sold=sold,
        count=count,
    )
    is_wished = _marked(wished, picks.customer, picks.product)
    is_finished = _marked(finished, picks.customer, picks.product)
    reason = np.select(
        [is_finished, is_wished, picks.because >= 0],
        ["replenish", "wish_list", "bought_together"],
        "popular",
    )
    together = reason == "bought_together"
    because = pa.array(np.where(together, picks.because, 0), mask=~together)
    columns = [
        pa.repeat(pa.scalar(company), len(picks.rank)),
        customer_ids.take(pa.array(picks.customer)),
        pa.array(picks.rank.astype(np.int32)),
        product_ids.take(pa.array(picks.product)),
        pa.array(picks.score.astype(float)),
        pa.array(reason.tolist(), pa.string()),
        product_ids.take(because),
    ]
    return pa.table(columns, schema=RECOMMENDATIONS)


def _sorted(*columns: pa.ChunkedArray) -> pa.Array:
    """The different values in the order of their bytes."""
    parts = [pc.unique(column.cast(pa.string())) for column in columns]
    unique = pc.unique(pa.concat_arrays(parts)).drop_null()
    return unique.take(pc.sort_indices(unique))


def _codes(values: pa.ChunkedArray, universe: pa.Array) -> np.ndarray:
    """Place of each value in the universe, -1 where it is not there."""
    places = pc.index_in(values.cast(pa.string()), universe)
    return pc.fill_null(places, -1).to_numpy().astype(np.int64)


def _age_in_days(moments: pa.ChunkedArray, as_of) -> np.ndarray:
    seconds = moments.cast(pa.timestamp("us")).cast(pa.int64()).to_numpy() / 1e6
    now = pa.scalar(as_of, pa.timestamp("us")).cast(pa.int64()).as_py() / 1e6
    return (now - seconds) / _SECONDS_PER_DAY


def _matrix(row, column, shape, values=None) -> sparse.csr_array:
    """Sparse matrix of the entries that are in both universes; each cell once, with its maximum."""
    values = np.ones(len(row)) if values is None else values
    known = (row >= 0) & (column >= 0)
    row, column, values = row[known], column[known], values[known]
    order = np.lexsort((-values, column, row))
    row, column, values = row[order], column[order], values[order]
    first = np.ones(len(row), dtype=bool)
    first[1:] = (row[1:] != row[:-1]) | (column[1:] != column[:-1])
    return sparse.csr_array((values[first], (row[first], column[first])), shape=shape)


def _marked(matrix: sparse.csr_array, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    cells = matrix.tocoo()
    width = max(matrix.shape[1], 1)
    return np.isin(row * width + column, cells.row.astype(np.int64) * width + cells.col)
