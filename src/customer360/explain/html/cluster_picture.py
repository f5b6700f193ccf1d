"""The drawing of a customer: its records as a ring of numbered nodes, links as edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from customer360.explain.customer import CustomerExplanation
from customer360.explain.html.markup import safe
from customer360.explain.layout import Point, rings
from customer360.explain.model import Link, Record
from customer360.explain.pair import is_joining
from customer360.explain.waterfall import exact
from customer360.explain.wording import bits

#: Records of other customers drawn around the customer; the tables list all.
MOST_OTHERS = 24
#: Edges up to which each is labelled with its weight.
_LABELLED = 10
#: Edges above which they are drawn faintly, so that the strong ones still show.
_DENSE = 100
#: Colours of the style; beyond these many source systems they come again.
_COLOURS = 8
_UNIT = 78.0
_RADIUS = 15.0
_PAD = 34.0
#: Bits to pixels of an edge's width.
_WIDTH_PER_BIT, _WIDEST, _THINNEST = 0.4, 9.0, 1.5


@dataclass(frozen=True)
class Node:
    record: Record
    #: What the node is called in the drawing and in the tables.
    label: str
    #: Custom property of the style that holds its source system's colour.
    colour: str
    is_other: bool

    @property
    def chip(self) -> str:
        kind = "chip other" if self.is_other else "chip"
        style = f"background:var({self.colour});border-color:var({self.colour})"
        return f'<span class="{kind}" style="{style}">{self.label}</span>'


def nodes_of(customer: CustomerExplanation) -> dict[str, Node]:
    """By record key: the customer's records as 1, 2, ... and those of others as a, b, ..."""
    others = _nearest_others(customer)
    systems = sorted({record.source_system for record in (*customer.records, *others)})
    colours = {system: f"--s{place % _COLOURS}" for place, system in enumerate(systems)}
    own = enumerate(customer.records, 1)
    nodes = [Node(one, str(number), colours[one.source_system], False) for number, one in own]
    nodes += [
        Node(one, chr(ord("a") + place), colours[one.source_system], True)
        for place, one in enumerate(others)
    ]
    return {node.record.key: node for node in nodes}


def cluster_picture(customer: CustomerExplanation, nodes: dict[str, Node]) -> str:
    """The drawing and its legend."""
    own = sorted(
        (node for node in nodes.values() if not node.is_other),
        key=lambda node: (node.record.source_system, int(node.label)),
    )
    others = {key: _tied_to(customer, key) for key, node in nodes.items() if node.is_other}
    places = {
        key: (x * _UNIT, y * _UNIT)
        for key, (x, y) in rings([node.record.key for node in own], others).items()
    }
    left, top = (min(place[axis] for place in places.values()) - _PAD for axis in (0, 1))
    right, bottom = (max(place[axis] for place in places.values()) + _PAD for axis in (0, 1))
    # A drawing of few records is not blown up to the width of the page.
    width, height = max(right - left, 8 * _PAD), bottom - top
    left = (left + right - width) / 2
    drawn = [link for link in (*customer.outside, *customer.inside) if link.keys <= nodes.keys()]
    # The strongest last, on top of the others.
    drawn.sort(key=lambda link: (link.weight, link.key_a, link.key_b))
    edges = "".join(_edge(link, places, customer) for link in drawn)
    labels = "".join(_weight(link, places) for link in drawn) if len(drawn) <= _LABELLED else ""
    dense = " dense" if len(drawn) > _DENSE else ""
    circles = "".join(_circle(node, places[key]) for key, node in nodes.items())
    return (
        f'<svg class="cluster{dense}" role="img" aria-label="Records and their links"'
        f' viewBox="{left:.1f} {top:.1f} {width:.1f} {height:.1f}"'
        f' style="max-width:{width * 1.15:.0f}px">{edges}{circles}{labels}</svg>'
        f"{_legend(list(nodes.values()), drawn, customer)}"
    )


def edge_kind(link: Link, customer: CustomerExplanation) -> str:
    """Class of an edge: weak where the two are one customer by others only; else the decision."""
    if link.is_forced and link.is_within_customer:
        return "forced"
    if not link.is_within_customer:
        return "review" if link.decision == "review" else "rejected"
    return "" if is_joining(link, customer.company) else "weak"


def _nearest_others(customer: CustomerExplanation) -> list[Record]:
    """Records of other customers, those with the strongest link first."""
    own = {record.key for record in customer.records}
    keys = [key for link in customer.outside for key in (link.key_a, link.key_b) if key not in own]
    return [customer.others[key] for key in dict.fromkeys(keys)][:MOST_OTHERS]


def _tied_to(customer: CustomerExplanation, key: str) -> str:
    """The customer's record with the strongest link to a record of another customer."""
    return next(link.other(key) for link in customer.outside if key in link.keys)


def _edge(link: Link, places: dict[str, Point], customer: CustomerExplanation) -> str:
    (x1, y1), (x2, y2) = places[link.key_a], places[link.key_b]
    width = min(max(link.weight * _WIDTH_PER_BIT, _THINNEST), _WIDEST)
    label = f"{link.key_a} and {link.key_b}: {bits(exact(link.weight))} bits, {link.decision}"
    return (
        f'<line class="link {edge_kind(link, customer)}" x1="{x1:.1f}" y1="{y1:.1f}"'
        f' x2="{x2:.1f}" y2="{y2:.1f}" stroke-width="{width:.2f}">'
        f"<title>{safe(label)}</title></line>"
    )


def _weight(link: Link, places: dict[str, Point]) -> str:
    (x1, y1), (x2, y2) = places[link.key_a], places[link.key_b]
    # Off the middle, where the edges of a ring cross.
    x, y = x1 + 0.32 * (x2 - x1), y1 + 0.32 * (y2 - y1)
    text = f"{link.weight:+.1f}".replace("-", "\N{MINUS SIGN}")
    return f'<text class="weight" x="{x:.1f}" y="{y:.1f}">{text}</text>'


def _circle(node: Node, place: Point) -> str:
    x, y = place
    paint = "stroke" if node.is_other else "fill"
    label = f"{node.label}: {node.record.key} {node.record.name}"
    return (
        f'<g class="{"other" if node.is_other else "own"}"><title>{safe(label)}</title>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}" style="{paint}:var({node.colour})"/>'
        f'<text x="{x:.1f}" y="{y:.1f}">{node.label}</text></g>'
    )


def _legend(nodes: Sequence[Node], drawn: Sequence[Link], customer: CustomerExplanation) -> str:
    systems = {node.record.source_system: node.colour for node in nodes}
    entries = [
        (f'<circle cx="9" cy="8" r="6" style="fill:var({colour})"/>', system)
        for system, colour in sorted(systems.items())
    ]
    if any(node.is_other for node in nodes):
        ring = '<circle cx="9" cy="8" r="6" style="stroke:var(--soft)"/>'
        entries.append((f'<g class="other">{ring}</g>', "record of another customer"))
    kinds = {edge_kind(link, customer) for link in drawn}
    meanings = {
        "": "linked; the wider, the stronger",
        "weak": "one customer through others only",
        "forced": "joined by an override",
        "rejected": "rejected",
        "review": "to be reviewed",
    }
    entries += [
        (f'<line class="link {kind}" x1="0" x2="18" y1="8" y2="8" stroke-width="2.5"/>', meaning)
        for kind, meaning in meanings.items()
        if kind in kinds
    ]
    items = "".join(
        f'<li><svg class="cluster" style="width:18px" width="18" height="16">{shape}</svg>'
        f"{safe(text)}</li>"
        for shape, text in entries
    )
    return f'<ul class="key">{items}</ul>'
