"""The same recommendations in plain loops, to compare with."""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations
from math import sqrt
from statistics import median


def affinity_of(baskets: list[set[str]]) -> dict[tuple[str, str], float]:
    several = [len(basket) for basket in baskets if len(basket) > 1]
    limit = min(max(20, int(median(several)) if several else 0), 100)
    baskets = [basket for basket in baskets if 1 < len(basket) <= limit]
    count, together = defaultdict(int), defaultdict(int)
    for basket in baskets:
        for product in basket:
            count[product] += 1
        for pair in permutations(basket, 2):
            together[pair] += 1
    return {
        (one, other): both / sqrt(count[one] * count[other]) * both / (both + 10)
        for (one, other), both in together.items()
    }


def score_of(
    product: str,
    bought: dict[str, float],
    baskets: list[set[str]],
    affinity: dict[tuple[str, str], float],
    is_asked: bool,
) -> float:
    """``bought``: product -> age in days."""
    total = sum(2 ** (-age / 90) * affinity.get((one, product), 0) for one, age in bought.items())
    popularity = sum(product in basket for basket in baskets) / max(len(baskets), 1)
    return total / (1 + total) + popularity / 1000 + is_asked
