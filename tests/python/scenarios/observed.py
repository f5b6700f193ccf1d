"""What the marts say of a company after a build."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from customer360.warehouse import Warehouse


@dataclass(frozen=True)
class Change:
    """A row of fct_identity_changes."""

    customer: str
    change: str
    into: str | None
    cause: str
    record_count: int


@dataclass(frozen=True)
class Identifier:
    """What a row of bridge_customer_identifiers says of its identifier."""

    customer: str | None
    blocked_reason: str | None


@dataclass
class Observed:
    """One company after one build.

    Attributes:
        customer_of: customer id by record, ``system|key``.
        identifiers: by ``type:value``.
        household_of: household id by customer id.
        leads_to: today's customer by every id of bridge_customer_ids.
        changes: by number of the batch.
    """

    customer_of: dict[str, str] = field(default_factory=dict)
    identifiers: dict[str, Identifier] = field(default_factory=dict)
    household_of: dict[str, str | None] = field(default_factory=dict)
    leads_to: dict[str, str] = field(default_factory=dict)
    changes: dict[int, set[Change]] = field(default_factory=lambda: defaultdict(set))

    @property
    def records_of(self) -> dict[str, frozenset[str]]:
        """Records by customer id."""
        groups: dict[str, set[str]] = defaultdict(set)
        for record, customer in self.customer_of.items():
            groups[customer].add(record)
        return {customer: frozenset(records) for customer, records in groups.items()}

    @property
    def customers(self) -> frozenset[frozenset[str]]:
        return frozenset(self.records_of.values())


_QUERIES = {
    "records": "select company_id, source_system || '|' || source_record_id, customer_id"
    " from marts.bridge_customer_records",
    "identifiers": "select company_id, id_type || ':' || id_value, customer_id, is_blocked,"
    " blocked_reason from marts.bridge_customer_identifiers",
    # What dim_customers takes the household from; who lives alone is not in it.
    "households": "select company_id, customer_id, household_id"
    " from intermediate.int_customers_housed",
    "former_ids": "select company_id, former_customer_id, customer_id"
    " from marts.bridge_customer_ids",
    "changes": "select company_id, batch_no, customer_id, change, into_customer_id, cause,"
    " record_count from marts.fct_identity_changes",
}


def observe(warehouse: Warehouse) -> dict[str, Observed]:
    """Every company of the warehouse; fails where a key of a mart is there twice."""
    rows: dict[str, list[tuple[Any, ...]]] = {
        name: warehouse.fetch(query) for name, query in _QUERIES.items()
    }
    companies: dict[str, Observed] = defaultdict(Observed)
    for company, record, customer in rows["records"]:
        _put(companies[company].customer_of, record, customer)
    for company, identifier, customer, is_blocked, reason in rows["identifiers"]:
        assert is_blocked == (reason is not None), (company, identifier)
        _put(companies[company].identifiers, identifier, Identifier(customer, reason))
    for company, customer, household in rows["households"]:
        _put(companies[company].household_of, customer, household)
    for seen in companies.values():
        for customer in seen.customer_of.values():
            seen.household_of.setdefault(customer, None)
    for company, former, customer in rows["former_ids"]:
        _put(companies[company].leads_to, former, customer)
    for company, batch, *change in rows["changes"]:
        companies[company].changes[batch].add(Change(*change))
    return dict(companies)


def _put(place: dict, key: str, value: Any) -> None:
    assert key not in place, f"{key} is there twice"
    place[key] = value
