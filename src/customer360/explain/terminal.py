"""Shows an explanation on a terminal; plain text where the output is not one."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from customer360.explain.customer import CustomerExplanation
from customer360.explain.evidence import evidence, side_by_side
from customer360.explain.model import Identifier, Link, Record
from customer360.explain.pair import PairExplanation
from customer360.explain.survival import reason, survivors
from customer360.explain.verdict import verdict
from customer360.explain.waterfall import exact
from customer360.explain.wording import (
    bits,
    day,
    percent,
    reason_text,
    record_text,
    rule_text,
    title,
)
from customer360.visible import visible

#: Columns of text that is not read on a terminal.
_PLAIN_WIDTH = 160
#: Links listed on the terminal; a customer of 50 records has over a thousand.
_MOST_LINKS = 40
_DIRECTIONS = {"for": "green", "against": "red", "silent": "dim"}
_TONES = {"joined": "bold green", "apart": "bold red", "open": "bold yellow"}


class ExplainTerminal:
    def __init__(self) -> None:
        width = None if sys.stdout.isatty() else _PLAIN_WIDTH
        self._out = Console(highlight=False, width=width)

    def show_pair(self, pair: PairExplanation) -> None:
        headline, tone, reason = verdict(pair)
        self._say(headline, _TONES[tone])
        self._say(reason)
        self._records([pair.a, pair.b])
        self._evidence(pair)
        if pair.path:
            self._head("How they are joined")
            self._path(pair)
        if pair.between:
            self._head("Other links between the two customers")
            self._links(pair.between)
        if pair.ties:
            self._head("What ties each to its own customer")
            self._links(pair.ties)
        if not pair.is_one_customer and pair.link is None and not pair.shared:
            self._say("\nThey share no identifier.")
        if pair.shared:
            self._head("Identifiers they share")
            self._identifiers(pair.shared)
        if only := [one for one in pair.blocked if one not in pair.shared]:
            self._head("Blocked identifiers that one of them carries")
            self._identifiers(only)

    def show_customer(self, customer: CustomerExplanation) -> None:
        self._say(f"Customer {customer.customer_id} of {customer.company.company_id}", "bold")
        self._head("Records")
        table = _table("record", "name", "e-mail", "phone", "first seen", "linked by", "confidence")
        for record in customer.records:
            table.add_row(
                *_cells(
                    record_text(record),
                    record.name,
                    record.values.get("email", ""),
                    record.values.get("phone", ""),
                    day(record.first_seen_at),
                    rule_text(record.linked_by),
                    percent(record.confidence),
                )
            )
        self._out.print(table)
        if customer.inside:
            self._head("Links among them")
            self._links(customer.inside)
        if customer.outside:
            self._head("Links to other customers that did not join")
            self._links(customer.outside)
        if customer.identifiers:
            self._head("Identifiers")
            self._identifiers(customer.identifiers)
        self._survival(customer)
        self._head("All values")
        table = Table(box=None, show_header=False, pad_edge=False)
        for name, value in customer.golden_values.items():
            table.add_row(*_cells(name, value))
        self._out.print(table)

    def show_people(self, people: Sequence[CustomerExplanation]) -> None:
        for customer in people:
            name = visible(customer.golden_values.get("full_name") or customer.customer_id)
            number = len(customer.records)
            self._say(f"\n{name}: {number} {'record' if number == 1 else 'records'}", "bold")
            self._say(f"customer {customer.customer_id} of {customer.company.company_id}", "dim")
            self._survival(customer)

    def _survival(self, customer: CustomerExplanation) -> None:
        self._head("From the records to the golden record")
        table = _table("", "golden value", "from", "why", "records that say so")
        records = {record.key: record for record in customer.records}
        for golden, agreeing in survivors(customer.choices, records):
            said = ", ".join(record.key for record in agreeing)
            value = golden.value if golden.is_golden else f"({golden.value})"
            table.add_row(
                *_cells(title(golden.attribute), value, golden.record_key, reason(golden), said)
            )
        self._out.print(table)

    def _records(self, records: Sequence[Record]) -> None:
        table = _table("", *(f"record {letter}" for letter in "AB"))
        rows = {
            "Record": [record_text(record) for record in records],
            "Name": [record.name for record in records],
            "First seen": [day(record.first_seen_at) for record in records],
            "Customer": [record.customer_id for record in records],
        }
        for name, values in rows.items():
            if any(values):
                table.add_row(*_cells(name, *values))
        self._out.print(table)

    def _evidence(self, pair: PairExplanation) -> None:
        if pair.link is None:
            self._head("What they say")
            table = _table("", "record A", "record B")
            for row in side_by_side(pair):
                table.add_row(*_cells(*row))
            self._out.print(table)
            return
        self._head("Evidence of their own pair")
        table = _table("", "record A", "record B", "level", right=("bits", "running sum"))
        for row in evidence(pair):
            table.add_row(
                *_cells(row.title, row.value_a, row.value_b, row.level),
                Text(bits(row.weight), _DIRECTIONS[row.direction]),
                Text(bits(row.total)),
            )
        total = Text(bits(exact(pair.link.weight)), "bold")
        table.add_section()
        table.add_row(
            *_cells("Match weight", "", "", f"probability {percent(pair.link.probability)}"),
            total,
            total,
        )
        self._out.print(table)
        self._say(
            f"Rule: {rule_text(pair.link.rule)}. Decision: {pair.link.decision}."
            f" Linked from {bits(exact(pair.company.match_bits))} bits,"
            f" reviewed from {bits(exact(pair.company.review_bits))} bits."
        )

    def _path(self, pair: PairExplanation) -> None:
        key = pair.a.key
        self._stop(pair.records[key])
        for link in pair.path:
            key = link.other(key)
            what = f"{bits(exact(link.weight))} bits, {rule_text(link.rule)}, {link.decision}"
            self._say(f"    |  {what}", "green")
            self._stop(pair.records[key])

    def _stop(self, record: Record) -> None:
        name = f"  {visible(record.name)}" if record.name else ""
        self._say(f"  {visible(record_text(record))}{name}")

    def _links(self, links: Sequence[Link]) -> None:
        table = _table("record", "record", "rule", "decision", right=("bits", "probability"))
        for link in links[:_MOST_LINKS]:
            table.add_row(
                *_cells(link.key_a, link.key_b, rule_text(link.rule), link.decision),
                Text(bits(exact(link.weight))),
                Text(percent(link.probability)),
            )
        self._out.print(table)
        if len(links) > _MOST_LINKS:
            self._say(f"and {len(links) - _MOST_LINKS} weaker ones; --html shows all", "dim")

    def _identifiers(self, identifiers: Iterable[Identifier]) -> None:
        table = _table("identifier", "value", "leads to", right=("records", "customers"))
        for one in identifiers:
            reason = (
                f"nobody: {reason_text(one.blocked_reason)}"
                if one.blocked_reason
                else "one customer"
            )
            table.add_row(
                *_cells(title(one.id_type), one.id_value, reason),
                Text(str(one.record_count)),
                Text(str(one.customer_count)),
            )
        self._out.print(table)

    def _head(self, text: str) -> None:
        self._say(f"\n{text}", "bold")

    def _say(self, text: str, style: str = "") -> None:
        self._out.print(Text(text, style), soft_wrap=True)


def _table(*columns: str, right: Sequence[str] = ()) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    for name in right:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _cells(*texts: str) -> list[Text]:
    # Text, not markup: a person may be called "[red]".
    return [Text(visible(text)) for text in texts]
