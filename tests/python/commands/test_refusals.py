"""A warehouse that cannot be read is one sentence and exit code 2, whichever command meets it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from customer360.cli import SUBCOMMANDS
from customer360.cli import main as customer360
from customer360.commands.refusal import refuse

#: Every command that opens the warehouse, with arguments that are fine.
READERS = {
    "access": ["acme", "--email", "ann@example.org"],
    "company": ["check", "acme"],
    "diff": [],
    "erase": ["acme", "--email", "ann@example.org"],
    "explain": ["acme", "--customer", "1"],
    "land": ["{folder}"],
    "publish": [],
    "report": [],
    "roles": [],
    "summary": [],
}


def run(name: str, folder: Path) -> Result:
    arguments = [one.format(folder=folder) for one in READERS[name]]
    return CliRunner().invoke(customer360, [name, *arguments])


def is_refused(result: Result) -> bool:
    sentence = result.stderr.strip().splitlines()
    return result.exit_code == 2 and len(sentence) == 1 and sentence[0].startswith("Error: ")


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "warehouse.duckdb"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(file))
    monkeypatch.setenv("CUSTOMER360_SALT", "a salt that is long enough")
    monkeypatch.delenv("CUSTOMER360_TARGET", raising=False)
    return file


def test_the_others_need_no_warehouse() -> None:
    # A build leaves that to dbt.
    assert set(SUBCOMMANDS) - set(READERS) == {"build", "doctor", "generate", "impact"}


@pytest.mark.parametrize("name", sorted({*READERS} - {"company"}))
def test_a_target_that_is_none(name: str, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTOMER360_TARGET", "oracle")
    result = run(name, warehouse.parent)
    assert is_refused(result)
    assert "unknown warehouse target 'oracle'" in result.stderr


def test_a_locked_file_names_who_holds_it(capsys: pytest.CaptureFixture[str]) -> None:
    said = (
        'IO Error: Could not set lock on file "/a/b.duckdb": Conflicting lock is held in'
        " /usr/bin/python3 (PID 4711). See also https://duckdb.org\n\nmore"
    )
    with pytest.raises(SystemExit, match="2"):
        refuse(OSError(said))
    assert "the DuckDB file /a/b.duckdb is in use by process 4711" in capsys.readouterr().err


def test_lines_below_the_sentence_say_where(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        refuse("rules.yml cannot be read", "Syntax error near line 3\x1b[2J")
    said = capsys.readouterr().err.splitlines()
    assert said == ["Error: rules.yml cannot be read", "  Syntax error near line 3\ufffd[2J"]


@pytest.mark.parametrize("name", READERS)
def test_a_file_that_is_no_warehouse(name: str, warehouse: Path) -> None:
    warehouse.write_text("no database")
    result = run(name, warehouse.parent)
    assert is_refused(result), (result.output, result.exception)


@pytest.mark.parametrize("name", sorted(set(READERS) - {"land"}))
def test_a_warehouse_in_which_nothing_was_built(name: str, warehouse: Path) -> None:
    duckdb.connect(str(warehouse)).close()
    result = run(name, warehouse.parent)
    assert is_refused(result), (result.output, result.exception)


@pytest.mark.parametrize("name", ["diff", "summary"])
def test_marts_that_are_half_there(name: str, warehouse: Path) -> None:
    """What the engine says of a table that is missing is no traceback either."""
    with duckdb.connect(str(warehouse)) as connection:
        for schema in ("raw", "marts", "intermediate"):
            connection.execute(f"create schema {schema}")
        connection.execute("create table raw.companies as select 'acme' as company_id")
        connection.execute("create table marts.dim_customers as select 'acme' as company_id")
        connection.execute("create table marts.bridge_customer_records as select 1 as company_id")
    result = run(name, warehouse.parent)
    assert is_refused(result), (result.output, result.exception)
    assert "dbt build" in result.stderr or "customer360 build" in result.stderr


@pytest.mark.parametrize(
    "content", ["id_type,id_value".encode("utf-16"), b"id_type,id_value\nemail,j\xfcrgen@x.de"]
)
def test_a_list_of_people_that_is_no_csv(content: bytes, warehouse: Path) -> None:
    people = warehouse.with_name("people.csv")
    people.write_bytes(content)
    result = CliRunner().invoke(customer360, ["erase", "acme", "--file", str(people)])
    assert is_refused(result), result.exception
    assert "people.csv is no CSV in UTF-8" in result.stderr
