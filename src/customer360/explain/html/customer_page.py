"""The page of a customer: the drawing, its records, links, identifiers and golden values."""

from __future__ import annotations

from customer360.explain.customer import CustomerExplanation
from customer360.explain.html.cluster_picture import Node, cluster_picture, nodes_of
from customer360.explain.html.golden_table import golden_table
from customer360.explain.html.markup import (
    date,
    identifiers_table,
    links_table,
    safe,
    section,
    table,
    value,
)
from customer360.explain.html.page import page
from customer360.explain.model import Record
from customer360.explain.wording import percent, record_text, rule_text, title


def customer_page(customer: CustomerExplanation) -> str:
    nodes = nodes_of(customer)
    name = customer.golden_values.get("full_name") or customer.customer_id
    number = len(customer.records)
    parts = [
        f'<header><p class="where">{safe(customer.company.company_id)}, customer'
        f" <code>{safe(customer.customer_id)}</code></p><h1>{value(name)}</h1>"
        f"<p>{number} source {'record is' if number == 1 else 'records are'} this person.</p>"
        "</header>",
        section(
            "How its records hang together",
            cluster_picture(customer, nodes),
            _rest(customer, nodes),
        ),
        section("Records", _records(customer.records, nodes)),
    ]
    called = {key: f"{node.chip} {value(key)}" for key, node in nodes.items()}
    if customer.inside:
        parts.append(section("Links among them", links_table(customer.inside, called)))
    if customer.outside:
        others = _records(list(customer.others.values()), nodes, with_customer=True)
        parts.append(
            section(
                "Links to other customers that did not join", links_table(customer.outside, called)
            )
        )
        parts.append(section("Records of other customers", others))
    if customer.identifiers:
        parts.append(section("Identifiers", identifiers_table(customer.identifiers)))
    facts = "".join(
        f"<div><dt>{safe(title(name))}</dt><dd>{value(text)}</dd></div>"
        for name, text in customer.golden_values.items()
    )
    parts.insert(1, section("From the records to the golden record", golden_table(customer)))
    parts.append(section("All values", f'<dl class="facts">{facts}</dl>'))
    return page(f"Customer {name}", *parts)


def _rest(customer: CustomerExplanation, nodes: dict[str, Node]) -> str:
    left_out = len(customer.others.keys() - nodes.keys())
    if not left_out:
        return ""
    return f'<p class="note">{left_out} more records of other customers are not drawn.</p>'


def _records(records: list[Record], nodes: dict[str, Node], with_customer: bool = False) -> str:
    heads = ["", "record", "name", "e-mail", "phone", "first seen"]
    heads += ["customer"] if with_customer else ["linked by", "confidence"]
    rows = []
    for record in records:
        cells = [
            nodes[record.key].chip if record.key in nodes else "",
            value(record_text(record)),
            value(record.name),
            value(record.values.get("email")),
            value(record.values.get("phone")),
            date(record.first_seen_at),
        ]
        if with_customer:
            cells.append(f"<code>{safe(record.customer_id)}</code>")
        else:
            cells += [safe(rule_text(record.linked_by)), percent(record.confidence)]
        rows.append(cells)
    return table(heads, rows, numbers=() if with_customer else (7,))
