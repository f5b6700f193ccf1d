"""Who would be merged, split or moved if the newest resolution were published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from customer360.warehouse import Warehouse, WarehouseError
from customer360.warehouse.base import quoted

#: Records that published and new customers have in common, where the two differ at all.
_QUERY = """
    with old_customers as (
        select company_id, source_system || '|' || source_record_id as record_key, customer_id
        from {marts}.bridge_customer_records
    ),
    common as (
        select
            coalesce(fresh.company_id, old_customers.company_id) as company_id,
            old_customers.customer_id as old_id,
            fresh.customer_id as new_id,
            count(*) as record_count
        from old_customers
        full outer join {intermediate}.int_records_clustered as fresh
            on old_customers.company_id = fresh.company_id
            and old_customers.record_key = fresh.record_key
        group by 1, 2, 3
    ),
    counted as (
        select
            *,
            count(*) over (partition by company_id, old_id) as parts,
            count(*) over (partition by company_id, new_id) as sources
        from common
    )
    select company_id, old_id, new_id, record_count from counted
    where old_id is distinct from new_id or parts > 1 or sources > 1
    order by 1, 2, 3
"""


@dataclass(frozen=True)
class Change:
    company_id: str
    #: merged, split, moved (records exchanged), renamed, new or gone.
    kind: str
    #: Published customers, and what becomes of them; each with its number of records.
    before: tuple[tuple[str, int], ...]
    after: tuple[tuple[str, int], ...]


def difference(warehouse: Warehouse, schema_prefix: str = "") -> list[Change]:
    """Changes between the published customers and the newest resolution, by company.

    Reads marts.bridge_customer_records and intermediate.int_records_clustered; raises
    WarehouseError where one of them does not exist yet.
    """
    for schema, table in (
        ("marts", "bridge_customer_records"),
        ("intermediate", "int_records_clustered"),
    ):
        if not warehouse.table_exists(schema_prefix + schema, table):
            raise WarehouseError(
                f"there is no table {schema_prefix}{schema}.{table} yet; run dbt build"
            )
    query = _QUERY.format(
        marts=quoted(f"{schema_prefix}marts"), intermediate=quoted(f"{schema_prefix}intermediate")
    )
    return changes(warehouse.fetch(query))


def changes(common: Iterable[tuple[str, str | None, str | None, int]]) -> list[Change]:
    """Changes from (company_id, published id, new id, records in common); None means in none.

    Customers that exchange records are one change, so that each is told once.
    """
    rows = list(common)
    groups = _connected(rows)
    result = []
    for members in groups:
        before, after = defaultdict(int), defaultdict(int)
        company_id = members[0][0]
        for _, old, new, count in members:
            if old is not None:
                before[old] += count
            if new is not None:
                after[new] += count
        kind = _kind(set(before), set(after))
        if kind is not None:
            sides = (tuple(sorted(side.items())) for side in (before, after))
            result.append(Change(company_id, kind, *sides))
    return sorted(result, key=lambda change: (change.company_id, change.kind, change.before))


def _kind(before: set[str], after: set[str]) -> str | None:
    if not before:
        return "new"
    if not after:
        return "gone"
    if len(before) > 1 and len(after) > 1:
        return "moved"
    if len(before) > 1:
        return "merged"
    if len(after) > 1:
        return "split"
    return "renamed" if before != after else None


def _connected(rows: list[tuple]) -> list[list[tuple]]:
    """Rows grouped by the customers they share; new customers of new records stay on their own."""
    parent: dict[tuple, tuple] = {}

    def root(node: tuple) -> tuple:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    nodes = []
    for company_id, old, new, _ in rows:
        sides = [(company_id, side, key) for side, key in (("old", old), ("new", new)) if key]
        for other in sides[1:]:
            parent[root(other)] = root(sides[0])
        nodes.append(sides[0])
    groups = defaultdict(list)
    for row, node in zip(rows, nodes, strict=True):
        groups[root(node)].append(row)
    return list(groups.values())
