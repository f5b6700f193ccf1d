"""What a new resolution would change: each change told once, with everybody it concerns."""

from __future__ import annotations

import duckdb
import pytest
from click.testing import CliRunner

from customer360.cli import main
from customer360.identity.difference import Change, changes


def test_nothing_changes() -> None:
    assert changes([("a", "x", "x", 3)]) == []


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([("a", "x", "x", 1), ("a", "y", "x", 2)], "merged"),
        ([("a", "x", "x", 2), ("a", "x", "y", 1)], "split"),
        ([("a", "x", "x", 2), ("a", "x", "y", 1), ("a", "y", "y", 1)], "moved"),
        ([("a", "x", "y", 1)], "renamed"),
        ([("a", None, "y", 1)], "new"),
        ([("a", "x", None, 1)], "gone"),
    ],
)
def test_kinds(rows: list[tuple], kind: str) -> None:
    (change,) = changes(rows)
    assert change.kind == kind
    assert sum(count for _, count in change.before) == sum(r[3] for r in rows if r[1])
    assert sum(count for _, count in change.after) == sum(r[3] for r in rows if r[2])


def test_companies_are_apart() -> None:
    found = changes([("a", "x", "y", 1), ("b", "x", "y", 1)])
    assert [change.company_id for change in found] == ["a", "b"]
    assert found[0] == Change("a", "renamed", (("x", 1),), (("y", 1),))


def test_new_records_of_a_known_customer_are_no_merge() -> None:
    assert changes([("a", "x", "x", 1), ("a", None, "x", 1)]) == []


@pytest.fixture
def warehouse_file(tmp_path, monkeypatch):
    path = tmp_path / "w.duckdb"
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(path))
    monkeypatch.setenv("CUSTOMER360_TARGET", "duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            """
            create schema raw; create schema marts; create schema intermediate;
            create table raw.companies as select 'acme' as company_id;
            create table marts.bridge_customer_records as
                select
                    'acme' as company_id, 'crm' as source_system,
                    r as source_record_id, c as customer_id
                from (values ('1', 'x'), ('2', 'y')) as t(r, c);
            create table intermediate.int_records_clustered as
                select 'acme' as company_id, 'crm|' || r as record_key, c as customer_id
                from (values ('1', 'x'), ('2', 'x')) as t(r, c);
            """
        )
    return path


def test_command_tells_the_merge(warehouse_file) -> None:
    result = CliRunner().invoke(main, ["diff"])
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "acme: 1 merged",
        "  x (1 record) + y (1 record) -> x (2 records)",
    ]


def test_unknown_company_is_named(warehouse_file) -> None:
    result = CliRunner().invoke(main, ["diff", "nope"])
    assert result.exit_code == 2
    assert "'nope'" in result.output
