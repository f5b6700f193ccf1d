"""Each trouble the doctor knows is found, named, and comes with what to do."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from customer360.commands.doctor import command
from customer360.doctor.places import free_space, project_folder, variables
from customer360.doctor.versions import package_versions, pinned_versions, python_version
from customer360.doctor.warehouse import warehouse_findings


def states(findings) -> list[str]:
    return [finding.state for finding in findings]


def test_an_old_python_is_bad() -> None:
    assert python_version((3, 10)).state == "bad"
    assert python_version((3, 11)).state == "good"


def test_a_package_of_another_version_is_told(tmp_path: Path) -> None:
    pins = tmp_path / "runtime.txt"
    pins.write_text("duckdb==0.0.1 \\\n    --hash=sha256:00\ndbt-core==1 ; python_version > '3'\n")
    assert pinned_versions(pins) == {"duckdb": "0.0.1", "dbt-core": "1"}
    found = list(package_versions(pins))
    assert [finding.says.split()[0] for finding in found] == ["dbt-core", "duckdb", "0"]
    assert states(found) == ["note", "note", "good"]


def test_a_missing_package_is_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pins = tmp_path / "runtime.txt"
    pins.write_text("no-such-package==1\n")
    monkeypatch.setattr("customer360.doctor.versions._TOLD", ("no-such-package",))
    assert states(package_versions(pins)) == ["bad", "good"]


def test_the_checkout_is_a_project() -> None:
    assert states(project_folder()) == ["good"]


def test_a_folder_without_project_is_bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("customer360.doctor.places.PROJECT_ROOT", tmp_path)
    (finding,) = project_folder()
    assert finding.state == "bad" and str(tmp_path) in finding.says


def test_a_path_from_which_dbt_loads_no_seeds_is_bad(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "ann's"
    root.mkdir()
    (root / "dbt_project.yml").touch()
    monkeypatch.setattr("customer360.doctor.places.PROJECT_ROOT", root)
    (finding,) = project_folder()
    assert finding.state == "bad" and "apostrophe" in finding.says


def test_little_space_is_noted(tmp_path: Path) -> None:
    assert free_space(tmp_path, least=0).state == "good"
    assert free_space(tmp_path, least=2**80).state == "note"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ["good"]),
        ({"CUSTOMER360_DEMO": "false"}, ["good"]),
        ({"CUSTOMER360_DUCKBD": "x"}, ["note", "good"]),
        ({"CUSTOMER360_TARGET": "oracle"}, ["bad", "good"]),
        ({"CUSTOMER360_TARGET": ""}, ["good"]),
        ({"CUSTOMER360_DEMO": "maybe"}, ["bad", "good"]),
        ({"CUSTOMER360_SALT": "short"}, ["bad", "good"]),
    ],
)
def test_variables(environment: dict[str, str], expected: list[str]) -> None:
    assert states(variables(environment)) == expected


def test_a_secret_is_not_printed() -> None:
    assert not any(
        "hunter2" in finding.says for finding in variables({"CUSTOMER360_SALT": "hunter2"})
    )


def test_no_warehouse_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(tmp_path / "none.duckdb"))
    (finding,) = warehouse_findings("duckdb")
    assert finding.state == "note" and finding.remedy == "make build"


def test_a_folder_that_is_not_there_stops_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(tmp_path / "no" / "none.duckdb"))
    (finding,) = warehouse_findings("duckdb")
    assert finding.state == "bad" and str(tmp_path / "no") in finding.says


def test_a_file_of_somebody_else_stops_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(tmp_path / "warehouse.duckdb"))
    duckdb.connect(str(tmp_path / "warehouse.duckdb")).close()
    # Whoever runs the tests may write everywhere.
    monkeypatch.setattr("os.access", lambda path, mode: Path(path).is_dir())
    (finding,) = warehouse_findings("duckdb")
    assert finding.state == "bad" and "cannot be written to" in finding.says


def test_a_target_that_is_none_is_said_once() -> None:
    """Of a misspelt duckdb no server need be looked at."""
    assert list(warehouse_findings("duckdbb")) == []


def test_warehouse_step_by_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "warehouse.duckdb"
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(file))
    for statement, subject, state in [
        ("select 1", "Companies", "note"),
        (
            "create schema raw; create table raw.companies as"
            " select 'acme' as company_id, false as is_demo",
            "Marts",
            "note",
        ),
        (
            "create schema marts; create table marts.dim_companies as"
            " select 'other' as company_id, date '2026-01-01' as as_of_date",
            "Marts",
            "note",
        ),
        ("update marts.dim_companies set company_id = 'acme'", "Marts", "good"),
    ]:
        with duckdb.connect(str(file)) as connection:
            connection.execute(statement)
        last = list(warehouse_findings("duckdb"))[-1]
        assert (last.subject, last.state) == (subject, state)


def test_an_unreachable_server_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "127.0.0.1")
    monkeypatch.setenv("PGPORT", "1")
    (finding,) = warehouse_findings("postgres")
    assert finding.state == "bad" and "PGHOST" in finding.remedy


def test_the_command_fails_where_a_build_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.duckdb"
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(broken))
    fine = CliRunner().invoke(command, ["--target", "duckdb"])
    assert fine.exit_code == 0 and "make build" in fine.output
    broken.write_text("no database")
    result = CliRunner().invoke(command, ["--target", "duckdb"])
    assert result.exit_code == 1
    assert "bad   Warehouse" in result.output and "CUSTOMER360_DUCKDB" in result.output
