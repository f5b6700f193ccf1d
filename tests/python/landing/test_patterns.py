"""Regular expressions of companies: what one engine cannot read, no company may state."""

from __future__ import annotations

import duckdb
import pytest
from landing_helpers import Land, Write

from customer360.landing.patterns import pattern_problem
from customer360.landing.seeds import seed_rows
from customer360.warehouse import Warehouse

GOOD = [
    "^S[0-9]{3}$",
    "[.](com|fr)$",
    r"google\.",
    "[[:space:]]+x",
    "[[:digit:].]",
    r"\d+",
    "a|",
    "[^]]",
    "x{2,}",
]
BAD = [
    "(",
    "[z-a]",
    "a{5,2}",
    "(?i)x",
    "[[:foo:]]",
    "a**",
    ".*?",
    "x{",
    "a{999}",
    "*a",
    r"(a)\1",
    "(a{1,63}b){1,30}",
]


@pytest.mark.parametrize("pattern", GOOD)
def test_patterns_that_all_engines_read(pattern: str) -> None:
    assert pattern_problem(pattern) is None
    with duckdb.connect() as connection:
        assert connection.execute("select regexp_matches('x', ?)", [pattern]).fetchone()


@pytest.mark.parametrize("pattern", BAD)
def test_patterns_that_some_engine_refuses(pattern: str) -> None:
    assert pattern_problem(pattern)


def test_default_patterns_are_good() -> None:
    patterns = [row["pattern"] for row in seed_rows("rules/default_channel_rules.csv")]
    assert [pattern for pattern in patterns if pattern_problem(pattern)] == []


def test_a_broken_pattern_rejects_its_row_only(
    write: Write, land_all: Land, warehouse: Warehouse
) -> None:
    write(
        "acme/quality_rules.csv",
        "check,column,params\npattern,orders.store_id,(\npattern,orders.store_id,^S\n"
        "accepted_values,orders.store_id,(\n",
    )
    write(
        "acme/channel_rules.csv",
        "priority,field,pattern,channel\n1,utm_source,[z-a],x\n2,utm_source,^ok$,y\n",
    )
    land_all()
    assert warehouse.fetch("select params from raw.quality_rules order by 1") == [("(",), ("^S",)]
    assert warehouse.fetch("select pattern from raw.channel_rules") == [("^ok$",)]
    reasons = warehouse.fetch("select file, line, reason from raw.rejected_rows order by 1")
    assert [row[:2] for row in reasons] == [("channel_rules.csv", 2), ("quality_rules.csv", 2)]
    assert all("no regular expression" in reason for *_, reason in reasons)
