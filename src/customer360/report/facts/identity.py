"""One customer of each company drawn: its records, and one of its links weight by weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from customer360.explain import (
    CustomerExplanation,
    Link,
    Marts,
    PairExplanation,
    Record,
    explain_customer,
    explain_pair,
)
from customer360.explain.html.cluster_picture import cluster_picture, nodes_of
from customer360.explain.html.waterfall_picture import waterfall_picture
from customer360.report.marts import ReportMarts
from customer360.report.mask import masked_record
from customer360.warehouse import WarehouseError

# Large enough to be worth a drawing, small enough to be read; of those the most varied, and of
# equals the first id, so that the same build gives the same page.
_EXAMPLES = """
    select company_id, customer_id
    from (
        select
            company_id, customer_id,
            row_number() over (
                partition by company_id
                order by
                    case when record_count between 4 and 8 then 0 else 1 end,
                    source_count desc, record_count desc, customer_id
            ) as place
        from {marts}.dim_customers
        where record_count > 1
    ) as ranked
    where place = 1
    order by company_id
"""
_REVIEWS = "select company_id, count(*) from {marts}.fct_identity_reviews group by company_id"


def identity(marts: ReportMarts) -> dict[str, dict]:
    try:
        source = Marts(marts.warehouse, marts.schema_prefix)
    except WarehouseError:  # one of the tables that explain has not been built
        return {}
    examples = marts.rows(_EXAMPLES, ("customer",))
    reviews = marts.rows(_REVIEWS, ("pairs",))
    drawn = {}
    for company, (row,) in examples.items():
        customer = explain_customer(source, company, row["customer"])
        if not customer.inside:
            continue
        drawn[company] = {
            **_drawn(source, customer),
            "records": len(customer.records),
            "systems": len({record.source_system for record in customer.records}),
            "reviews": reviews[company][0]["pairs"] if company in reviews else 0,
        }
    return drawn


def _drawn(source: Marts, customer: CustomerExplanation) -> dict[str, str]:
    # The link with the most to tell: the most comparisons that speak.
    link = max(
        customer.inside,
        key=lambda one: (sum(part.weight != 0 for part in one.comparisons), one.weight, one.key_a),
    )
    pair = explain_pair(source, customer.company.company_id, link.key_a, link.key_b)
    everybody = [*customer.records, *(customer.others[key] for key in sorted(customer.others))]
    masks = {
        record.key: masked_record(record, number) for number, record in enumerate(everybody, 1)
    }
    hidden = _masked_customer(customer, masks)
    return {
        "cluster": cluster_picture(hidden, nodes_of(hidden)),
        "waterfall": waterfall_picture(_masked_pair(pair, masks)),
    }


def _masked_link(link: Link, masks: Mapping[str, Record]) -> Link:
    return replace(link, key_a=masks[link.key_a].key, key_b=masks[link.key_b].key)


def _masked_customer(
    customer: CustomerExplanation, masks: Mapping[str, Record]
) -> CustomerExplanation:
    return replace(
        customer,
        records=[masks[record.key] for record in customer.records],
        inside=[_masked_link(link, masks) for link in customer.inside],
        outside=[_masked_link(link, masks) for link in customer.outside],
        others={masks[key].key: masks[key] for key in customer.others},
        identifiers=[],
        golden_values={},
    )


def _masked_pair(pair: PairExplanation, masks: Mapping[str, Record]) -> PairExplanation:
    return replace(
        pair,
        a=masks[pair.a.key],
        b=masks[pair.b.key],
        link=_masked_link(pair.link, masks),
        path=[],
        between=[],
        ties=[],
        shared=[],
        blocked=[],
        records={},
    )
