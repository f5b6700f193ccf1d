"""`customer360 land`: exit codes, one clear sentence, plain text where there is no terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from landing_helpers import Write

from customer360.commands.land import command
from customer360.landing.report import FileReport

CUSTOMERS = "source_record_id,email,shoe_size\n1,a@example.com,43\n"


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "warehouse.duckdb"
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(path))
    monkeypatch.delenv("CUSTOMER360_TARGET", raising=False)
    return path


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(command, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_usable_root_gives_0_and_a_line_per_file(root: Path, write: Write) -> None:
    write("acme/customers.csv", CUSTOMERS + ",b@example.com,41\n")
    write("acme/[notes].txt", "x")
    result = run(root)
    assert result.exit_code == 0
    assert "acme/customers.csv: 1 loaded, 1 rejected, loaded" in result.stdout
    assert "ignored columns of acme/customers.csv: shoe_size" in result.stdout
    assert "ignored acme/[notes].txt" in result.stdout
    assert "\x1b" not in result.stdout


def test_a_refused_file_or_company_gives_1(root: Path, write: Write) -> None:
    write("acme/customers.csv", CUSTOMERS)
    write("acme/orders.csv", "order_id\n1\n")
    write("Other Company/customers.csv", CUSTOMERS)
    result = run(root)
    assert result.exit_code == 1
    assert "acme/orders.csv is refused: required column" in result.stderr
    assert "company 'Other Company' is refused" in result.stderr
    assert "\x1b" not in result.stderr


def test_a_value_cannot_command_the_terminal(root: Path, write: Write) -> None:
    """An escape in a cell or a header is shown as a sign, not obeyed."""
    title = "\x1b]0;not mine\x07"
    write("acme/customers.csv", f"source_record_id,email,{title}\n1,a@example.com,x\n")
    write("acme/orders.csv", f"order_id,ordered_at,status,order_value\n1,soon{title},paid,5\n")
    result = run(root)
    assert "'soon\ufffd]0;not mine\ufffd' is not an ISO 8601 time" in result.stdout
    assert not {"\x1b", "\x07"} & set(result.stdout + result.stderr)


def test_a_file_of_which_no_row_can_be_used_gives_1(root: Path, write: Write) -> None:
    write("acme/customers.csv", CUSTOMERS)
    write("acme/orders.csv", "order_id,ordered_at,status,order_value\n1,1735689600,paid,5\n")
    result = run(root)
    assert result.exit_code == 1
    assert "acme/orders.csv: 0 loaded, 1 rejected, nothing usable" in result.stdout
    assert "rejected acme/orders.csv line 2: ordered_at" in result.stdout
    assert "acme/orders.csv: none of its 1 rows can be used" in result.stderr
    write("acme/orders.csv", "order_id,ordered_at,status,order_value\n")
    assert run(root).exit_code == 0


def test_a_file_of_erased_people_alone_is_no_mistake() -> None:
    report = FileReport("orders.csv", "orders", row_count=2, rejected_count=2, erased_count=1)
    assert not report.is_useless
    assert FileReport("orders.csv", "orders", row_count=2, rejected_count=2).is_useless


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        ([], "give either ROOT or --demo"),
        (["{root}", "--demo"], "give either ROOT or --demo"),
        (["{root}/nowhere"], "is not a folder"),
        (["{root}", "--company", "other"], "company 'other' has no folder"),
        (["{root}", "--company", "x'; drop table y --"], "is no company id"),
    ],
)
def test_what_cannot_run_gives_2(
    arguments: list[str], sentence: str, root: Path, write: Write
) -> None:
    write("acme/customers.csv", CUSTOMERS)
    result = run(*(argument.format(root=root) for argument in arguments))
    assert result.exit_code == 2
    assert sentence in result.stderr


def test_a_locked_database_gives_2(root: Path, write: Write, database: Path) -> None:
    write("acme/customers.csv", CUSTOMERS)
    holder = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "open\n"
        result = run(root)
        process.communicate("\n")
    assert result.exit_code == 2
    assert f"is in use by process {process.pid}" in result.stderr


def test_an_unreachable_server_gives_2(
    root: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("acme/customers.csv", CUSTOMERS)
    monkeypatch.setenv("PGHOST", str(tmp_path))
    result = run(root, "--target", "postgres")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: cannot reach PostgreSQL: ")
    assert len(result.stderr.strip().splitlines()) == 1
