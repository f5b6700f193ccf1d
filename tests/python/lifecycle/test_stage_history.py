"""Stages end to end: a company written by hand, and every month end of a year asked again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import club_of_members
import duckdb
import pytest
from dbt_project import PROJECT_ROOT, DbtProject
from hand_made_company import COMPANY_ID, expected_intervals, write_company
from stage_history import INTERVALS, build_as_of, follows_from_as_of, history_until

from customer360.demo import DEMO_PEOPLE, DEMO_SEED
from customer360.generator.run import generate
from customer360.landing.load import land
from customer360.warehouse.duckdb_warehouse import DuckDBWarehouse

LOADED_AT = datetime(2026, 1, 1)
MONTH_ENDS = [datetime(2025, month, 1) for month in range(2, 13)] + [datetime(2025, 12, 31)]


@pytest.fixture(scope="module")
def built(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[duckdb.DuckDBPyConnection, list]]:
    """The demo, the company by hand and the club, landed and built as far as the stages."""
    work = tmp_path_factory.mktemp("stages")
    root = work / "landing"
    generate(root, people=DEMO_PEOPLE, seed=DEMO_SEED)
    write_company(root)
    club_of_members.write_company(root)
    file = work / "customer360.duckdb"
    environment = {"CUSTOMER360_DUCKDB": str(file), "CUSTOMER360_DEMO": "false"}
    with duckdb.connect(str(file)) as connection:
        report = land(root, DuckDBWarehouse(connection), loaded_at=LOADED_AT)
    assert report.is_all_usable
    project = DbtProject(PROJECT_ROOT, work, environment)
    project.must_run("seed")
    result = project.must_run("run", "--select", "+fct_lifecycle_intervals")
    nodes = [entry.node for entry in result.result.results if hasattr(entry.node, "depends_on")]
    with duckdb.connect(str(file)) as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set disabled_optimizers = 'outer_join_simplification'")
        yield connection, follows_from_as_of(nodes)


def test_stages_are_those_written_by_hand(built) -> None:
    connection, _ = built
    found = connection.execute(
        f"""
        select
            records.source_record_id, stage, strftime(valid_from, '%Y-%m-%d'),
            coalesce(strftime(valid_to, '%Y-%m-%d'), '-'), entered_by,
            case when is_reactivation then 'back' else '' end
        from marts.fct_lifecycle_intervals as intervals
        inner join intermediate.int_customer_records as records using (company_id, customer_id)
        where intervals.company_id = '{COMPANY_ID}' and not records.is_guest
        """
    ).fetchall()
    expected = expected_intervals()
    assert len({row[0] for row in expected}) == 20
    assert set(found) == expected
    assert len(found) == len(expected)


def test_every_month_end_is_the_history_of_the_last_build(built) -> None:
    connection, nodes = built
    full = connection.execute(INTERVALS).fetchall()
    assert {row[0] for row in full} >= {COMPANY_ID, "maison_lumiere", "saigon_table", "dom_uyut"}
    decided = Counter(row[3] for row in full)
    for method in ("fixed_days", "individual_gap", "p_alive", "auto"):
        assert decided[method] > 50, f"{method} decides often enough to be replayed"
    sizes = set()
    for day in MONTH_ENDS:
        build_as_of(connection, nodes, day)
        replayed = connection.execute(INTERVALS).fetchall()
        assert set(replayed) == history_until(full, day), day
        assert len(replayed) == len(set(replayed))
        sizes.add(len(replayed))
    assert len(sizes) == len(MONTH_ENDS), "the history grew every month"
