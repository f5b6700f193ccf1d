"""Why two records are one person, or are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from customer360.explain.find import find_company, find_record_key
from customer360.explain.marts import Marts
from customer360.explain.model import Company, ExplainError, Identifier, Link, Record
from customer360.explain.paths import strength, strongest_path

#: Links shown of what ties each record to its own customer, where there are two customers.
_TIES = 3


@dataclass(frozen=True)
class PairExplanation:
    company: Company
    a: Record
    b: Record
    #: Their own pair; None where none was kept.
    link: Link | None
    #: How they are joined through others, where their own pair is not enough; else empty.
    path: list[Link]
    #: Other kept links between their two customers.
    between: list[Link]
    #: The strongest links of each record within its own customer, where there are two.
    ties: list[Link]
    #: Identifiers that both records carry.
    shared: list[Identifier]
    #: Blocked identifiers of either record.
    blocked: list[Identifier]
    #: Records of their one customer, or of both.
    record_count: int
    #: Every record that the links above name, by key.
    records: Mapping[str, Record]

    @property
    def is_one_customer(self) -> bool:
        return self.a.customer_id == self.b.customer_id

    @property
    def is_enough(self) -> bool:
        """Whether their own pair joins them, without the help of others."""
        return (
            self.link is not None and self.is_one_customer and is_joining(self.link, self.company)
        )


def is_joining(link: Link, company: Company) -> bool:
    """Whether a link within a customer would join its two records by itself."""
    return link.is_within_customer and strength(link) >= company.match_bits


def explain_pair(marts: Marts, company_id: str, name_a: str, name_b: str) -> PairExplanation:
    """Raises ExplainError where the company or a record is unknown, ambiguous or the same."""
    company = find_company(marts, company_id)
    key_a, key_b = (find_record_key(marts, company, name) for name in (name_a, name_b))
    if key_a == key_b:
        raise ExplainError(f"both names mean the record {key_a}; two records are needed")
    found = marts.records(company_id, [key_a, key_b])
    a, b = found[key_a], found[key_b]
    links = marts.links(company_id, (a.customer_id, b.customer_id))
    link = next((one for one in links if one.keys == {key_a, key_b}), None)
    is_one = a.customer_id == b.customer_id
    is_enough = is_one and link is not None and is_joining(link, company)
    path = strongest_path(links, key_a, key_b) if is_one and not is_enough else []
    customers = {a.customer_id, b.customer_id}
    between = [
        one
        for one in links
        if one is not link and not is_one and {one.customer_a, one.customer_b} == customers
    ]
    ties = [] if is_one else [*_ties(links, key_a), *_ties(links, key_b)]
    named = {key for one in (*path, *between, *ties) for key in one.keys}
    identifiers = marts.identifiers(company_id, {*a.identifiers, *b.identifiers})
    both = set(a.identifiers) & set(b.identifiers)
    return PairExplanation(
        company=company,
        a=a,
        b=b,
        link=link,
        path=path,
        between=between,
        ties=ties,
        shared=[one for one in identifiers if (one.id_type, one.id_value) in both],
        blocked=[one for one in identifiers if one.blocked_reason],
        record_count=marts.record_count(company_id, customers),
        records={**marts.records(company_id, named | {key_a, key_b})},
    )


def _ties(links: list[Link], key: str) -> list[Link]:
    own = [link for link in links if key in link.keys and link.is_within_customer]
    return sorted(own, key=lambda link: (-strength(link), link.key_a, link.key_b))[:_TIES]
