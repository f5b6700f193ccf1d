"""One JSON document with every row of the warehouse that is about a person.

Raw rows are found as an erasure finds them. Of two people on one row the surest identifier decides,
as in the marts: what is somebody else's is not shown.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from customer360.erasure.people import (
    ErasureError,
    People,
    Request,
    customers_of_identifiers,
    find_people,
)
from customer360.landing.contract import TABLES, raw_columns
from customer360.landing.raw_schema import raw_table
from customer360.privacy.identifiers import (
    SUREST_FIRST,
    TABLES_OF_PEOPLE,
    Identifier,
    Normaliser,
)
from customer360.privacy.suppression import Suppression
from customer360.warehouse import Warehouse
from customer360.warehouse.base import quoted

#: Raw tables that say more about an order of the person.
_OF_ORDERS = ("order_lines", "refunds")


@dataclass
class _Chosen(Suppression):
    """The same comparison as for erased people, with identifiers in clear and without a salt."""

    identifiers: set[Identifier] = field(default_factory=set)

    def holds(self, identifiers: Sequence[Identifier]) -> list[bool]:
        return [one in self.identifiers for one in identifiers]


def access_document(
    warehouse: Warehouse, company_id: str, request: Request, schema_prefix: str = ""
) -> dict[str, Any]:
    """Everything about the person of a request.

    Returns ``company_id``, ``customer_ids``, ``identifiers``, ``source_rows`` (landing table ->
    rows as sent), ``rejected_rows`` and ``marts`` (mart -> rows). Raises ErasureError where the
    request leads to nobody, or to no one in particular.
    """
    people = find_people(warehouse, company_id, request, schema_prefix)
    chosen = _Chosen(
        company_id,
        Normaliser.of_company(warehouse, company_id),
        identifiers=set(people.identifiers),
    )
    rows = _source_rows(warehouse, chosen, people, schema_prefix)
    document = {
        "company_id": company_id,
        "customer_ids": sorted(people.customer_ids),
        "identifiers": [
            {"id_type": one.id_type, "id_value": one.value} for one in sorted(people.identifiers)
        ],
        "source_rows": rows,
        "rejected_rows": _rejected_rows(warehouse, chosen),
        "marts": _mart_rows(warehouse, company_id, people, f"{schema_prefix}marts"),
    }
    if not (people.customer_ids or rows or document["rejected_rows"]):
        raise ErasureError(f"company {company_id!r} knows nobody of that name")
    return document


def as_json(document: dict[str, Any]) -> str:
    """The document as text: times in ISO 8601, amounts as exact decimals between quotes."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _plain(value: Any) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _source_rows(
    warehouse: Warehouse, chosen: Suppression, people: People, schema_prefix: str
) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for table in TABLES_OF_PEOPLE:
        condition = chosen.condition(warehouse, table, raw_table(table))
        if condition is None:
            continue
        rows = _rows(warehouse, table, condition, chosen.company_id)
        if TABLES[table].has_who:
            rows = _without_others(warehouse, chosen, people, table, rows, schema_prefix)
        if rows:
            found[table] = rows
    orders = {(row["source_system"], row["order_id"]) for row in found.get("orders", [])}
    for table in _OF_ORDERS:
        rows = [
            row
            for system, order in sorted(orders)
            for row in _rows(
                warehouse,
                table,
                "victim.source_system = ? and victim.order_id = ?",
                chosen.company_id,
                system,
                order,
            )
        ]
        if rows:
            found[table] = rows
    return found


def _without_others(
    warehouse: Warehouse,
    chosen: Suppression,
    people: People,
    table: str,
    rows: list[dict[str, Any]],
    schema_prefix: str,
) -> list[dict[str, Any]]:
    """The rows of which the surest identifier that leads to a customer leads to the person."""
    surest = sorted(TABLES_OF_PEOPLE[table], key=lambda part: SUREST_FIRST.index(part.id_type))
    identifiers: list[list[Identifier]] = [[] for _ in rows]
    for part in surest:
        stated = [place for place, row in enumerate(rows) if row[part.column] is not None]
        cells = [tuple(rows[place][name] for name in part.columns) for place in stated]
        for place, forms in zip(stated, chosen.forms(part, cells) if cells else [], strict=True):
            identifiers[place] += forms
    every = {one for found in identifiers for one in found}
    leads = customers_of_identifiers(warehouse, chosen.company_id, every, schema_prefix)
    owners = [next(filter(None, map(leads.get, found)), None) for found in identifiers]
    return [
        row
        for row, owner in zip(rows, owners, strict=True)
        if owner is None or owner in people.customer_ids
    ]


def _rows(
    warehouse: Warehouse, table: str, condition: str, *parameters: str
) -> list[dict[str, Any]]:
    names = [name for name in raw_columns(TABLES[table]) if name != "company_id"]
    columns = ", ".join(f"victim.{quoted(name)}" for name in names)
    rows = warehouse.fetch(
        f"select {columns} from {raw_table(table)} as victim "
        f"where victim.company_id = ? and {condition} "
        "order by victim.landing_file, victim.landing_line",
        parameters,
    )
    return [dict(zip(names, row, strict=True)) for row in rows]


def _rejected_rows(warehouse: Warehouse, chosen: Suppression) -> list[dict[str, Any]]:
    names = ("table_name", "file", "line", "reason", "source_system", "source_record_id", "text")
    rows = warehouse.fetch(
        f"select {', '.join(names)} from {raw_table('rejected_rows')} "
        "where company_id = ? order by file, line, reason",
        (chosen.company_id,),
    )
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return [
        row
        for row in found
        if any(
            chosen.is_in_text(row[name], row["source_system"])
            for name in ("reason", "source_record_id", "text")
        )
    ]


def _mart_rows(
    warehouse: Warehouse, company_id: str, people: People, schema: str
) -> dict[str, list[dict[str, Any]]]:
    """The rows of every mart that are about the customer and nobody else."""
    described = warehouse.fetch(
        "select table_name, column_name from information_schema.columns "
        "where table_schema = ? order by table_name, ordinal_position",
        (schema,),
    )
    columns: dict[str, list[str]] = {}
    for table, column in described:
        columns.setdefault(table, []).append(column)
    found = {}
    for table, names in columns.items():
        condition = _is_theirs(set(names), schema)
        if condition is None:
            continue
        listed = ", ".join(quoted(name) for name in names)
        rows = [
            dict(zip(names, row, strict=True))
            for customer in sorted(people.customer_ids)
            for row in warehouse.fetch(
                f"select {listed} from {quoted(schema)}.{quoted(table)} as shown "
                f"where company_id = ? and {condition} order by {listed}",
                (company_id, *[customer] * condition.count("?")),
            )
        ]
        if rows:
            found[table] = rows
    return found


def _is_theirs(columns: set[str], schema: str) -> str | None:
    """SQL that is true for a mart's rows about a customer (?); None where it has no such rows."""
    if "customer_id" in columns:
        return "customer_id = ?"
    if {"customer_id_a", "customer_id_b"} <= columns:
        # What links their records. A pair of two people is the other's too.
        return "customer_id_a = ? and customer_id_b = ?"
    if {"source_system", "cart_id"} <= columns:
        return (
            f"exists (select 1 from {quoted(schema)}.fct_abandoned_carts as carts "
            "where carts.company_id = shown.company_id "
            "and carts.source_system = shown.source_system "
            "and carts.cart_id = shown.cart_id and carts.customer_id = ?)"
        )
    return None
