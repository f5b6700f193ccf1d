"""DuckDB 2.0.0 loses rows of an anti join beside a union; the profile's setting prevents it."""

from __future__ import annotations

import duckdb
import yaml

from customer360.project import PROJECT_ROOT

#: 'x' has no undated value, so its default must come out beside the four stated values and 'z'.
QUERY = """
    with stated as (
        select 'a' as company, 'x' as setting, date '2025-01-01' as valid_from
        union all select 'a', 'x', date '2025-06-01'
        union all select 'a', 'y', cast(null as date)
        union all select 'o', 'z', cast(null as date)
    ),
    companies as (select 'a' as company),
    defaults as (select 'x' as setting union all select 'y' union all select 'z'),
    undated as (select company, setting from stated where valid_from is null)
    select company, setting, 'stated' as origin from stated
    union all
    select companies.company, defaults.setting, 'default' as origin
    from companies
    cross join defaults
    left join undated
        on companies.company = undated.company and defaults.setting = undated.setting
    where undated.setting is null
"""


def test_the_profile_keeps_every_row_of_an_anti_join() -> None:
    profile = yaml.safe_load((PROJECT_ROOT / "profiles.yml").read_text(encoding="utf-8"))
    settings = profile["customer360"]["outputs"]["duckdb"]["settings"]
    connection = duckdb.connect()
    for name, value in settings.items():
        connection.execute(f"set {name} = '{value}'")
    rows = connection.execute(QUERY).fetchall()
    assert sorted(rows) == [
        ("a", "x", "default"),
        ("a", "x", "stated"),
        ("a", "x", "stated"),
        ("a", "y", "stated"),
        ("a", "z", "default"),
        ("o", "z", "stated"),
    ]
