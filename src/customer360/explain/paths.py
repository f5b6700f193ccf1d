"""How two records are joined through others."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable
from math import inf

from customer360.explain.model import Link


def strength(link: Link) -> float:
    """Weight of a link as part of a path: what people decided holds whatever the evidence."""
    return inf if link.is_forced else link.weight


def strongest_path(links: Iterable[Link], start: str, end: str) -> list[Link]:
    """Links from start to end: the weakest as strong as can be, then as few as can be.

    Of equal paths, the one whose records come first by name. Links between two customers join
    nobody and are left out. Empty where nothing joins the two, or where they are one record.
    """
    joining = [link for link in links if link.is_within_customer]
    weakest = _widest(joining, start).get(end)
    if weakest is None or start == end:
        return []
    return _shortest([link for link in joining if strength(link) >= weakest], start, end)


def _neighbours(links: Iterable[Link]) -> dict[str, list[tuple[str, Link]]]:
    result = defaultdict(list)
    for link in links:
        result[link.key_a].append((link.key_b, link))
        result[link.key_b].append((link.key_a, link))
    for found in result.values():
        found.sort(key=lambda pair: pair[0])
    return result


def _widest(links: list[Link], start: str) -> dict[str, float]:
    """Per record that can be reached: the strength of the weakest link of the best path to it."""
    neighbours, best = _neighbours(links), {}
    queue = [(-inf, start)]
    while queue:
        width, key = heapq.heappop(queue)
        if key in best:
            continue
        best[key] = -width
        for other, link in neighbours[key]:
            if other not in best:
                heapq.heappush(queue, (max(width, -strength(link)), other))
    return best


def _shortest(links: list[Link], start: str, end: str) -> list[Link]:
    """Fewest links, breadth first; records in order of name, so that ties have one answer."""
    neighbours = _neighbours(links)
    came_by: dict[str, tuple[str, Link] | None] = {start: None}
    front = [start]
    while front and end not in came_by:
        following = []
        for key in front:
            for other, link in neighbours[key]:
                if other not in came_by:
                    came_by[other] = (key, link)
                    following.append(other)
        front = following
    path, key = [], end
    while (step := came_by[key]) is not None:
        key, link = step
        path.append(link)
    return path[::-1]
