"""What the loader reads from the project's seeds: ISO codes and the default settings."""

from __future__ import annotations

import csv
from functools import cache

from customer360.project import SEEDS


@cache
def currency_codes() -> frozenset[str]:
    """ISO 4217 codes, upper-case."""
    return frozenset(row["code"] for row in seed_rows("lookups/currencies.csv"))


@cache
def country_codes() -> frozenset[str]:
    """ISO 3166 alpha-2 codes, upper-case."""
    return frozenset(row["country_code"] for row in seed_rows("lookups/countries.csv"))


@cache
def default_settings() -> dict[str, str]:
    """Setting -> value for companies that do not state it."""
    return {row["setting"]: row["value"] for row in seed_rows("rules/default_settings.csv")}


def seed_rows(path: str) -> list[dict[str, str]]:
    """The rows of a seed file, by its path below seeds/."""
    with (SEEDS / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
