"""The page of several people: for each the records and what survived of them."""

from __future__ import annotations

from collections.abc import Sequence

from customer360.explain.customer import CustomerExplanation
from customer360.explain.html.golden_table import golden_table
from customer360.explain.html.markup import safe, section
from customer360.explain.html.page import page
from customer360.visible import visible


def people_page(company_id: str, people: Sequence[CustomerExplanation]) -> str:
    heading = f"From records to golden records: {visible(company_id)}"
    header = (
        f'<header><p class="where">{safe(company_id)}</p><h1>From records to golden records</h1>'
        f"<p>The {len(people)} people whom most records are about. A marked cell is the record that"
        " a value was taken from; a value in grey is no golden one.</p></header>"
    )
    return page(heading, header, *(_person(customer) for customer in people))


def _person(customer: CustomerExplanation) -> str:
    name = customer.golden_values.get("full_name") or customer.customer_id
    where = f'<p class="note"><code>{safe(customer.customer_id)}</code></p>'
    return section(str(name), golden_table(customer), where)
