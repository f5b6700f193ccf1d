"""Finds the company, record or customer that a person meant, or says what is nearest."""

from __future__ import annotations

from customer360.explain.marts import Marts
from customer360.explain.model import Company, ExplainError
from customer360.nearest import nearest
from customer360.visible import visible


def find_company(marts: Marts, company_id: str) -> Company:
    companies = {company.company_id: company for company in marts.companies()}
    if company_id not in companies:
        there_are = f"; there are {', '.join(map(visible, sorted(companies)))}" if companies else ""
        raise ExplainError(
            f"there is no company {visible(company_id)!r}"
            f"{nearest(company_id, companies) or there_are}"
        )
    return companies[company_id]


def find_record_key(marts: Marts, company: Company, name: str) -> str:
    """The record_key of a record named by it, or by its key alone where that is unambiguous."""
    found = marts.keys_named(company.company_id, name)
    if name in found or len(found) == 1:
        return name if name in found else found[0]
    if found:
        raise ExplainError(
            f"record {visible(name)!r} of {company.company_id} is in several systems;"
            f" name one of: {', '.join(map(visible, found))}"
        )
    # A key in another system is as near as a whole one: both parts are compared.
    names = {
        part: key for key, short in marts.record_keys(company.company_id) for part in (key, short)
    }
    example = f"; a record is called system|key, as {visible(min(names.values()))}" if names else ""
    raise ExplainError(
        f"company {company.company_id} has no record {visible(name)!r}"
        f"{nearest(name, names, names) or example}"
    )


def find_customer_id(marts: Marts, company: Company, customer_id: str) -> str:
    known = marts.customer_ids(company.company_id)
    if customer_id not in known:
        raise ExplainError(
            f"company {company.company_id} has no customer {visible(customer_id)!r}"
            f"{nearest(customer_id, known)}"
        )
    return customer_id
