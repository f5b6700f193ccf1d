"""Does "bought together" find what people buy next better than popularity does, and at what cost?

Orders from ``--from`` on are held back. For every customer who bought before and, after it, bought
a product that was new to them, both methods name ten products the customer has not bought yet.

    python benchmarks/recommendations.py ../shared/data/companies/online_retail --from 2010-10-01
    python benchmarks/recommendations.py --customers 1000000

Reads orders and order_lines of a landing folder, as CSV or Parquet. With --customers the build's
own five picks for everybody are timed, on made customers with six order lines each.
"""

from __future__ import annotations

import argparse
import resource
import time
from datetime import date, datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from customer360.recommendations import recommendations

COUNT = 10
COMPANY = "company"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", help="a company's landing folder")
    parser.add_argument("--from", dest="split", type=date.fromisoformat)
    parser.add_argument("--customers", type=int)
    arguments = parser.parse_args()
    if arguments.customers:
        time_many(arguments.customers)
    elif arguments.folder and arguments.split:
        compare(arguments.folder, arguments.split)
    else:
        parser.error("name a folder and --from, or --customers")


def compare(folder: Path, day: date) -> None:
    lines = read_lines(folder)
    split = datetime.combine(day, datetime.min.time())
    inputs = tables_before(lines, split)
    new = new_purchases(lines, split)
    rows = lines.query("select count(*) from lines where ordered_at < $1", [split]).fetchone()[0]
    print(f"{rows:,} order lines before {day}, {len(new):,} customers with new products")

    started = time.process_time()
    together = recommendations(**inputs, count=COUNT)
    seconds = time.process_time() - started
    popular = popular_products(inputs)
    print("method           hit@10  precision@10  recall@10  ndcg@10  CPU s")
    report("bought together", picks_of(together), new, f"{seconds:.1f}")
    report("popularity", popular, new, "")


class Lines:
    """The order lines of a company: order_key, customer_id, product_id, ordered_at."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def query(self, sql: str, parameters: list | None = None) -> duckdb.DuckDBPyConnection:
        return self.connection.execute(sql, parameters or [])

    def arrow(self, sql: str, parameters: list | None = None) -> pa.Table:
        return self.connection.sql(sql, params=parameters).to_arrow_table()


def read_lines(folder: Path) -> Lines:
    connection = duckdb.connect()
    orders, order_lines = (source(folder, name) for name in ("orders", "order_lines"))
    connection.execute(f"""
        create table lines as
        select distinct
            cast(orders.order_id as text) as order_key,
            cast(orders.source_customer_id as text) as customer_id,
            cast(order_lines.product_id as text) as product_id,
            cast(orders.ordered_at as timestamp) as ordered_at
        from {orders} as orders
        inner join {order_lines} as order_lines using (order_id)
        where orders.status <> 'cancelled' and cast(order_lines.quantity as double) > 0
    """)
    return Lines(connection)


def source(folder: Path, table: str) -> str:
    for pattern in (f"{table}.parquet", f"{table}/*.parquet"):
        if list(folder.glob(pattern)):
            return f"read_parquet('{folder / pattern}')"
    for pattern in (f"{table}.csv", f"{table}/*.csv"):
        if list(folder.glob(pattern)):
            return f"read_csv('{folder / pattern}', all_varchar = true, union_by_name = true)"
    raise SystemExit(f"{folder} has no {table}.csv and no {table}.parquet")


def tables_before(lines: Lines, split: datetime) -> dict[str, pa.Table]:
    """The inputs of `recommendations` as they stood on that day; everything is for sale."""
    before = f"select '{COMPANY}' as company_id, * from lines where ordered_at < $1"
    named = f"select * from ({before}) where customer_id is not null"
    return {
        "companies": pa.table({"company_id": [COMPANY], "as_of": [split]}),
        "customers": lines.arrow(
            f"select distinct company_id, customer_id from ({named})", [split]
        ),
        "products": lines.arrow(
            "select distinct company_id, product_id, true as is_sold, "
            f"cast(null as integer) as replenish_days from ({before})",
            [split],
        ),
        "order_products": lines.arrow(before, [split]),
        "purchases": lines.arrow(
            "select company_id, customer_id, product_id, max(ordered_at) as last_ordered_at "
            f"from ({named}) group by all",
            [split],
        ),
        "wishes": pa.table({name: pa.array([], pa.string()) for name in WISH}),
    }


WISH = ("company_id", "customer_id", "product_id")


def new_purchases(lines: Lines, split: datetime) -> dict[str, set[str]]:
    """What known customers bought after the day and never before it."""
    rows = lines.query(
        """
        select customer_id, product_id from lines where customer_id is not null
        group by all having min(ordered_at) >= $1 and customer_id in
            (select customer_id from lines where ordered_at < $1)
        """,
        [split],
    ).fetchall()
    result: dict[str, set[str]] = {}
    for customer, product in rows:
        result.setdefault(customer, set()).add(product)
    return result


def picks_of(table: pa.Table) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for row in table.sort_by([("customer_id", "ascending"), ("rank", "ascending")]).to_pylist():
        result.setdefault(row["customer_id"], []).append(row["product_id"])
    return result


def popular_products(inputs: dict[str, pa.Table]) -> dict[str, list[str]]:
    """The products in most orders that the customer has not bought, most orders first."""
    counts = inputs["order_products"].group_by("product_id").aggregate([("order_key", "count")])
    order = counts.sort_by([("order_key_count", "descending"), ("product_id", "ascending")])
    ranked = order["product_id"].to_pylist()
    bought: dict[str, set[str]] = {}
    for row in inputs["purchases"].select(["customer_id", "product_id"]).to_pylist():
        bought.setdefault(row["customer_id"], set()).add(row["product_id"])
    return {customer: first_unbought(ranked, products) for customer, products in bought.items()}


def first_unbought(ranked: list[str], bought: set[str]) -> list[str]:
    result = []
    for product in ranked:
        if product not in bought:
            result.append(product)
        if len(result) == COUNT:
            break
    return result


def report(name: str, picks: dict[str, list[str]], new: dict[str, set[str]], seconds: str) -> None:
    hits = np.zeros((len(new), COUNT))
    sizes = np.array([len(products) for products in new.values()])
    for row, (customer, products) in enumerate(new.items()):
        for place, product in enumerate(picks.get(customer, [])):
            hits[row, place] = product in products
    discount = 1 / np.log2(np.arange(2, COUNT + 2))
    best = np.cumsum(discount)[np.minimum(sizes, COUNT) - 1]
    recall, ndcg = (hits.sum(axis=1) / sizes).mean(), (hits @ discount / best).mean()
    print(
        f"{name:16} {hits.any(axis=1).mean():6.3f}  {hits.mean():12.4f}  "
        f"{recall:9.4f}  {ndcg:7.4f}  {seconds:>5}"
    )


#: Two orders of three products each; a tenth of what is sold are the best 50 products.
MADE_LINES = """
    create table lines as
    select distinct
        'order ' || line // 3 as order_key,
        'customer ' || hash(line // 3) % {customers} as customer_id,
        'product ' || cast({products} * pow(hash(line * 7 + 1) % 1000000 / 1000000.0, 2) as integer)
            as product_id,
        timestamp '2024-01-01' + (hash(line // 3 * 11 + 3) % 31536000)::bigint * interval '1 second'
            as ordered_at
    from range(cast({lines} as bigint)) as numbers(line)
"""
MADE_PRODUCTS = 5_000


def time_many(customers: int) -> None:
    connection = duckdb.connect()
    sizes = {"customers": customers, "products": MADE_PRODUCTS, "lines": 6 * customers}
    connection.execute(MADE_LINES.format(**sizes))
    inputs = tables_before(Lines(connection), datetime(2025, 1, 1))
    connection.close()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = time.process_time()
    picks = recommendations(**inputs)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(inputs['customers']):,} customers, {len(inputs['order_products']):,} order lines,"
        f" {len(inputs['products']):,} products: {len(picks):,} picks in {seconds:.1f} s of CPU"
    )
    print(f"peak memory {peak:.0f} MiB, of which {before:.0f} before")


if __name__ == "__main__":
    main()
