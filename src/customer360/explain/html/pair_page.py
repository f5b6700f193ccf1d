"""The page of two records: the verdict, the waterfall, the path, what else is known."""

from __future__ import annotations

from customer360.explain.evidence import side_by_side
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
from customer360.explain.html.waterfall_picture import waterfall_picture
from customer360.explain.model import Record
from customer360.explain.pair import PairExplanation
from customer360.explain.verdict import verdict
from customer360.explain.waterfall import exact
from customer360.explain.wording import bits, percent, record_text, rule_text


def pair_page(pair: PairExplanation) -> str:
    headline, tone, reason = verdict(pair)
    parts = [
        f'<header><p class="where">{safe(pair.company.company_id)}: {value(pair.a.key)} and'
        f' {value(pair.b.key)}</p><h1 class="{tone}">{safe(headline)}</h1>'
        f"<p>{safe(reason)}</p></header>",
        section("The two records", _records(pair)),
    ]
    if pair.path:
        parts.append(section("How they are joined", _path(pair)))
    if pair.link is None:
        rows = ((safe(name), value(a), value(b)) for name, a, b in side_by_side(pair))
        parts.append(section("What they say", table(("", "record A", "record B"), rows)))
    else:
        how = (
            f'<p class="note">Rule: {safe(rule_text(pair.link.rule))}.'
            f" Decision: {safe(pair.link.decision)}.</p>"
        )
        parts.append(section("Evidence of their own pair", waterfall_picture(pair), how))
    if pair.between:
        parts.append(section("Other links between the two customers", links_table(pair.between)))
    if pair.ties:
        parts.append(section("What ties each to its own customer", links_table(pair.ties)))
    if pair.shared:
        parts.append(section("Identifiers they share", identifiers_table(pair.shared)))
    elif pair.link is None:
        parts.append(section("Identifiers they share", '<p class="soft">None.</p>'))
    if only := [one for one in pair.blocked if one not in pair.shared]:
        parts.append(
            section("Blocked identifiers that one of them carries", identifiers_table(only))
        )
    return page(f"{headline}: {pair.a.key} and {pair.b.key}", *parts)


def _records(pair: PairExplanation) -> str:
    def cells(letter: str, record: Record) -> tuple[str, ...]:
        return (
            f"<b>{letter}</b>",
            value(record_text(record)),
            value(record.name),
            date(record.first_seen_at),
            f"<code>{safe(record.customer_id)}</code>",
            safe(rule_text(record.linked_by)),
            percent(record.confidence),
        )

    heads = ("", "record", "name", "first seen", "customer", "linked by", "confidence")
    return table(heads, [cells("A", pair.a), cells("B", pair.b)], numbers=(6,))


def _path(pair: PairExplanation) -> str:
    key = pair.a.key
    items = [_stop(pair.records[key])]
    for link in pair.path:
        key = link.other(key)
        items.append(
            f'<li class="tie"><b>{bits(exact(link.weight))}</b> bits,'
            f" {safe(rule_text(link.rule))}, {safe(link.decision)}</li>"
        )
        items.append(_stop(pair.records[key]))
    return f'<ol class="path">{"".join(items)}</ol>'


def _stop(record: Record) -> str:
    seen = [value(record.values[name]) for name in ("email", "phone") if name in record.values]
    more = " &middot; ".join(filter(None, (value(record.name), *seen)))
    name = value(record_text(record))
    return f'<li class="stop"><b>{name}</b> <span class="soft">{more}</span></li>'
