"""Small companies for identity tests, and what became of them."""

from __future__ import annotations

import pyarrow as pa

from customer360.identity import RECORDS, Resolution, resolve


def company(*people: dict, company_id: str = "acme") -> pa.Table:
    """Records from dicts; keys r1, r2, ... unless given."""
    rows = []
    for number, person in enumerate(people, start=1):
        key = person.get("record_key", f"crm|r{number:04}")
        system, _, identifier = key.partition("|")
        rows.append(
            {
                "company_id": company_id,
                "source_system": system,
                "source_record_id": identifier,
                **person,
                "record_key": key,
            }
        )
    return pa.Table.from_pylist(rows, schema=RECORDS)


def links(*pairs: tuple[str, str], company_id: str = "acme", **columns: str) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {"company_id": company_id, "record_key_a": a, "record_key_b": b, **columns}
            for a, b in pairs
        ]
    )


def partition(resolution: Resolution) -> set[frozenset[str]]:
    """The customers as sets of record keys, without their system."""
    groups: dict[str, set[str]] = {}
    for row in resolution.clusters.to_pylist():
        groups.setdefault(row["customer_id"], set()).add(row["record_key"].partition("|")[2])
    return {frozenset(group) for group in groups.values()}


def sizes(*people: dict, **options) -> list[int]:
    """Sizes of the customers that these people make, largest first."""
    return sorted(map(len, partition(resolve(company(*people), **options))), reverse=True)
