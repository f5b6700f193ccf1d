"""The records of a person side by side, and what of them survived into the golden record."""

from __future__ import annotations

from customer360.explain.customer import CustomerExplanation
from customer360.explain.html.markup import safe, value
from customer360.explain.model import Record
from customer360.explain.survival import GoldenValue, reason, says, survivors
from customer360.explain.wording import record_text, title

#: Records that have a column; what all others say is in the table of records.
MOST_COLUMNS = 6


def golden_table(customer: CustomerExplanation) -> str:
    """One row per value: what it is, why, and what each record says; the survivor is marked."""
    records = {record.key: record for record in customer.records}
    chosen = {golden.record_key for golden in customer.choices}
    # Records that something comes from have a column before those that only lost.
    ordered = sorted(customer.records, key=lambda record: record.key not in chosen)
    columns = sorted(ordered[:MOST_COLUMNS], key=customer.records.index)
    heads = "".join(f"<th>{value(record_text(record))}</th>" for record in columns)
    rows = "".join(
        f"<tr><th>{safe(title(golden.attribute))}</th>"
        f'<td class="{"kept" if golden.is_golden else "soft"}">{value(golden.value)}</td>'
        f'<td class="why">{safe(reason(golden))}</td>'
        + "".join(_cell(record, golden) for record in columns)
        + "</tr>"
        for golden, _ in survivors(customer.choices, records)
    )
    left_out = len(customer.records) - len(columns)
    note = f'<p class="note">{left_out} more records are not shown here.</p>' if left_out else ""
    return (
        f'<table class="golden"><thead><tr><th></th><th>golden</th><th>why</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{note}"
    )


def _cell(record: Record, golden: GoldenValue) -> str:
    said = "" if golden.provider else says(record, golden.attribute)
    if not said:
        return "<td></td>"
    if record.key == golden.record_key:
        return f'<td class="won">{value(said)}</td>'
    return f'<td class="{"same" if said == golden.value else "lost"}">{value(said)}</td>'
