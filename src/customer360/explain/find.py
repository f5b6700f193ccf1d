"""Finds the company, record or customer that a person meant, or says what is nearest."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from customer360.explain.marts import Marts
from customer360.explain.model import Company, ExplainError
from customer360.explain.wording import visible

_SUGGESTIONS = 3
#: Likeness (0 to 100) from which a name is worth suggesting.
_ALIKE = 60


def find_company(marts: Marts, company_id: str) -> Company:
    companies = {company.company_id: company for company in marts.companies()}
    if company_id not in companies:
        raise ExplainError(
            f"there is no company {visible(company_id)!r}{nearest(company_id, companies)}"
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
    raise ExplainError(
        f"company {company.company_id} has no record {visible(name)!r}{nearest(name, names, names)}"
    )


def find_customer_id(marts: Marts, company: Company, customer_id: str) -> str:
    known = marts.customer_ids(company.company_id)
    if customer_id not in known:
        raise ExplainError(
            f"company {company.company_id} has no customer {visible(customer_id)!r}"
            f"{nearest(customer_id, known)}"
        )
    return customer_id


def nearest(name: str, known: Iterable[str], called: dict[str, str] | None = None) -> str:
    """A question "; did you mean ..." with the nearest known names, or nothing where none is near.

    ``called``: what to print for a known name.
    """
    names = sorted(known)
    starting = [one for one in names if name and one.casefold().startswith(name.casefold())]
    alike = process.extract(
        name,
        names,
        scorer=fuzz.ratio,
        processor=str.casefold,
        limit=4 * _SUGGESTIONS,
        score_cutoff=_ALIKE,
    )
    ordered = starting + [one for one, *_ in sorted(alike, key=lambda hit: (-hit[1], hit[0]))]
    printed = list(dict.fromkeys(called[one] if called else one for one in ordered))
    if not printed:
        return ""
    return f"; did you mean {' or '.join(map(visible, printed[:_SUGGESTIONS]))}?"
