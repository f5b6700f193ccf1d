"""Keeps the ids of everybody else: what an erasure would have moved is held where it was.

Called when the records are resolved anew and the marts are still the old ones, that is between
``dbt build --select +int_records_clustered`` and the build of everything.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.compute as pc

from customer360.identity.dbt_inputs import as_records
from customer360.identity.difference import Change, difference
from customer360.identity.holds import HOLDS, evidence_of
from customer360.identity.schema import IDENTIFIER_LINKS, conform
from customer360.landing.raw_schema import raw_table
from customer360.warehouse import Warehouse
from customer360.warehouse.base import quoted

_WANTED = "customer360_wanted_texts"
_IS_WANTED = f"in (select value from {_WANTED})"
#: Changes of others; new customers and such as are gone are none.
_MOVES = ("merged", "split", "moved", "renamed")
_KEY = "source_system || '|' || source_record_id"
_Customers = dict[str, dict[str, str]]


def customers_of_records(
    warehouse: Warehouse, company_id: str, schema_prefix: str = ""
) -> dict[str, str]:
    """The customer of each record of the company, as the marts have it."""
    return dict(
        warehouse.fetch(
            f"select {_KEY}, customer_id from {_published(schema_prefix)} where company_id = ?",
            (company_id,),
        )
    )


def _published(schema_prefix: str) -> str:
    """The marts' bridge to the records, for SQL."""
    return f"{quoted(f'{schema_prefix}marts')}.bridge_customer_records"


def hold_others(
    warehouse: Warehouse,
    company_id: str,
    erased: set[str],
    schema_prefix: str = "",
    at: datetime | None = None,
) -> int:
    """Hold every record that would change its customer though nothing new is said of it.

    ``erased``: the ids of customers who go. Returns how many records are newly held. What moves
    for another reason (records came, went or say something else) is left alone.
    """
    changes = [
        change
        for change in difference(warehouse, schema_prefix)
        if change.company_id == company_id and change.kind in _MOVES
    ]
    intermediate = quoted(f"{schema_prefix}intermediate")
    published = _published(schema_prefix)
    before = _records_of(warehouse, published, _KEY, company_id, _ids(changes, "before") - erased)
    resolved = f"{intermediate}.int_records_clustered"
    after = _records_of(warehouse, resolved, "record_key", company_id, _ids(changes, "after"))
    groups = [group for change in changes if (group := _same_records(change, before, after))]
    keys = {key for group in groups for key in group}
    evidence = _unchanged_evidence(warehouse, company_id, keys, intermediate) if keys else {}
    rows = [
        {
            "company_id": company_id,
            "hold_id": min(group),
            "record_key": key,
            "customer_id": customer,
            "evidence": evidence[key],
        }
        for group in groups
        if group.keys() <= evidence.keys()
        for key, customer in sorted(group.items())
    ]
    held = pa.Table.from_pylist(rows, schema=HOLDS)
    time = (at or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)
    times = pa.array([time] * len(rows), pa.timestamp("us"))
    with warehouse.transaction():
        _end_holds(warehouse, company_id, {row["record_key"] for row in rows})
        warehouse.append_arrow("raw", "identity_holds", held.append_column("held_at", times))
    return len(rows)


def _ids(changes: list[Change], side: str) -> set[str]:
    return {customer for change in changes for customer, _ in getattr(change, side)}


def _records_of(
    warehouse: Warehouse, relation: str, key: str, company_id: str, customers: set[str]
) -> _Customers:
    """Customer -> its records, each with the customer's id."""
    warehouse.put_texts(_WANTED, customers)
    found: _Customers = defaultdict(dict)
    for record, customer in warehouse.fetch(
        f"select {key}, customer_id from {relation} "
        f"where company_id = ? and customer_id {_IS_WANTED}",
        (company_id,),
    ):
        found[customer][record] = customer
    return found


def _same_records(change: Change, before: _Customers, after: _Customers) -> dict[str, str] | None:
    """Record -> its customer so far; None where the change has other records than before."""
    so_far, now = (
        {key: of for customer, _ in side for key, of in records.get(customer, {}).items()}
        for side, records in ((change.before, before), (change.after, after))
    )
    return so_far if so_far.keys() == now.keys() else None


def _unchanged_evidence(
    warehouse: Warehouse, company_id: str, keys: set[str], schema: str
) -> dict[str, str]:
    """Evidence of those records that say what they said when the marts were built."""
    warehouse.put_texts(_WANTED, keys)
    company = (company_id,)
    before, now = (
        as_records(
            warehouse.fetch_arrow(
                f"select * from {schema}.{table} where company_id = ? and record_key {_IS_WANTED}",
                company,
            )
        )
        for table in ("int_customer_records", "int_identity_records")
    )
    links = warehouse.fetch_arrow(
        f"select * from {schema}.int_identity_hints where company_id = ? "
        f"and (record_key_a {_IS_WANTED} or record_key_b {_IS_WANTED})",
        company,
    )
    no_links = IDENTIFIER_LINKS.empty_table()
    said, says = (evidence_of(records, no_links, keys) for records in (before, now))
    same = {key for key, digest in says.items() if said.get(key) == digest}
    of_same = now.filter(pc.is_in(now["record_key"], pa.array(sorted(same), pa.string())))
    return evidence_of(of_same, conform(links, IDENTIFIER_LINKS), same)


def _end_holds(warehouse: Warehouse, company_id: str, keys: set[str]) -> None:
    """Older holds of these records give way to the new ones."""
    warehouse.put_texts(_WANTED, keys)
    table = raw_table("identity_holds")
    warehouse.execute(
        f"delete from {table} where company_id = ? and hold_id in (select hold_id from {table} "
        f"where company_id = ? and record_key {_IS_WANTED})",
        (company_id, company_id),
    )
