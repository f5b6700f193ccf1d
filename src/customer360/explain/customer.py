"""Why a customer is made of these records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from customer360.explain.find import find_company, find_customer_id
from customer360.explain.marts import Marts
from customer360.explain.model import Company, Identifier, Link, Record
from customer360.explain.survival import GoldenValue


@dataclass(frozen=True)
class CustomerExplanation:
    company: Company
    customer_id: str
    #: The customer's records, earliest first.
    records: list[Record]
    #: Links among them, the strongest first.
    inside: list[Link]
    #: Links that were kept but did not join: from a record of the customer to one of another.
    outside: list[Link]
    #: Records of other customers that ``outside`` names, by key.
    others: Mapping[str, Record]
    #: Identifiers the records carry or that lead to the customer, blocked ones among them.
    identifiers: list[Identifier]
    golden_values: Mapping[str, str]
    #: Where each golden value comes from, and which rule chose it.
    choices: list[GoldenValue]


def explain_customer(marts: Marts, company_id: str, customer_id: str) -> CustomerExplanation:
    """Raises ExplainError where the company or the customer is unknown."""
    company = find_company(marts, company_id)
    find_customer_id(marts, company, customer_id)
    records = marts.records_of_customer(company_id, customer_id)
    links = sorted(
        marts.links(company_id, [customer_id]),
        key=lambda link: (-link.weight, link.key_a, link.key_b),
    )
    outside = [link for link in links if not link.is_within_customer]
    named = {key for link in outside for key in link.keys} - records.keys()
    carried = {pair for record in records.values() for pair in record.identifiers}
    return CustomerExplanation(
        company=company,
        customer_id=customer_id,
        records=sorted(records.values(), key=_by_age),
        inside=[link for link in links if link.is_within_customer],
        outside=outside,
        others=marts.records(company_id, named) if named else {},
        identifiers=marts.identifiers(company_id, carried, customer_id),
        golden_values=marts.golden_values(company_id, customer_id),
        choices=marts.golden_choices(company_id, customer_id),
    )


def explain_people(marts: Marts, company_id: str, number: int) -> list[CustomerExplanation]:
    """The people of a company whom most records are about; ExplainError for an unknown company."""
    find_company(marts, company_id)
    return [
        explain_customer(marts, company_id, customer_id)
        for customer_id in marts.customers_of_most_records(company_id, number)
    ]


def _by_age(record: Record) -> tuple:
    seen = record.first_seen_at
    return (seen is None, seen.isoformat() if seen else "", record.key)
