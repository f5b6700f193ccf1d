"""The pages: whole, self-contained, harmless whatever the data holds, the same every time."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from explain_warehouse import FORMULA

from customer360.explain import Marts, explain_customer, explain_pair, explain_people
from customer360.explain.html import customer_page, pair_page, people_page
from customer360.explain.html.cluster_picture import MOST_OTHERS, nodes_of

_VOID = {"meta", "wbr"}


class Page(HTMLParser):
    """Elements, attributes and text of a page; fails where an element is closed by another."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def pages(marts: Marts) -> dict[str, str]:
    asked = (
        *(("crm|1", "shop|2"), ("crm|1", "shop|3"), ("shop|3", "till|4"), ("crm|1", "till|4")),
        *(("crm|1", "crm|5"), ("crm|5", "shop|2"), ("shop|1", "crm|6")),
    )
    result = {f"{a} {b}": pair_page(explain_pair(marts, "acme", a, b)) for a, b in asked}
    for customer in ("c1", "c2", "c5"):
        result[customer] = customer_page(explain_customer(marts, "acme", customer))
    result["people"] = people_page("acme", explain_people(marts, "acme", 3))
    return result


def test_pages_are_whole_and_need_nothing_else(marts: Marts) -> None:
    for text in pages(marts).values():
        page = Page(text)
        assert not {"script", "link", "img", "iframe", "a", "form", "object"} & set(page.tags)
        assert not {"src", "href", "xlink:href"} & {name for name, _ in page.attributes}
        assert not any(name.startswith("on") for name, _ in page.attributes)
        assert not re.search(r"https?:|url\(|@import", text)
        assert "personal data" in page.text


def test_values_are_text_and_nothing_else(marts: Marts) -> None:
    both = pages(marts)
    for name in ("crm|1 shop|2", "c1", "people"):
        assert "<script" not in both[name].lower()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in both[name]
        assert "<script>alert(1)</script>" in Page(both[name]).text
    assert FORMULA in Page(both["c1"]).text


def test_pages_are_the_same_every_time(marts: Marts) -> None:
    assert pages(marts) == pages(marts)


def test_the_waterfall_shows_each_weight_and_the_thresholds(marts: Marts) -> None:
    text = pages(marts)["crm|1 crm|5"]
    for shown in ("−10.0000", "−4.1000", "+16.3000", "−0.7000", "+1.5000", "reviewed from −3.1699"):
        assert shown in Page(text).text
    places = [float(x) for x in re.findall(r'(?:x|x1)="([\d.]+)%"', text)]
    assert places and all(0 <= place <= 100 for place in places)
    kinds = re.findall(r'<rect class="(\w+)" x=', text)
    assert kinds == ["start", "against", "for", "against", "end"]


def test_a_path_is_drawn_in_order(marts: Marts) -> None:
    text = Page(pages(marts)["shop|3 till|4"]).text
    stops = [text.index(part, text.index("How they are joined")) for part in ("shop|2", "crm|1")]
    assert stops == sorted(stops)


def test_the_cluster_shows_every_record_and_link(marts: Marts) -> None:
    text = pages(marts)["c1"]
    assert [text.count(f'class="{kind}"') for kind in ("own", "other")] == [4, 2]
    edges = re.findall(r'<line class="link (\w*)" x1="[-\d.]+" y1="[-\d.]+" x2="-?\d+\.', text)
    assert sorted(edges) == ["", "", "forced", "rejected", "review", "weak"]


@pytest.mark.parametrize("customer, count", [("c1", 5), ("c2", 3), ("c5", 1)])
def test_nodes_have_names_of_their_own(marts: Marts, customer: str, count: int) -> None:
    nodes = nodes_of(explain_customer(marts, "acme", customer))
    assert len({node.label for node in nodes.values()}) == len(nodes) == count <= MOST_OTHERS


def test_the_golden_record_is_shown_beside_the_records_it_came_from(marts: Marts) -> None:
    first, *others = explain_people(marts, "acme", 3)
    assert first.customer_id == "c1" and len(others) == 2
    text = people_page("acme", [first])
    kept = re.findall(r'<td class="(won|same|lost|kept|soft)"><bdi[^>]*>(.*?)</bdi>', text)
    script = "&lt;script&gt;alert(1)&lt;/script&gt;"
    assert kept == [
        *[("kept", script), ("lost", "Ann"), ("won", script), ("lost", "[red]Ann[/red]")],
        *[("kept", "ann@<wbr>x.com"), ("won", "ann@<wbr>x.com"), ("same", "ann@<wbr>x.com")],
        *[("lost", "lee@<wbr>x.com"), ("soft", "high")],
    ]
    shown = Page(text).text
    assert "rule: the most recent" in shown
    assert "all that say it agree; several people use it" in shown
    assert "provider seller, 2025-03-04; has expired" in shown
