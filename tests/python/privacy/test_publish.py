"""Published files: whole at any moment, read-only, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from customer360.commands.publish import command
from customer360.publish import open_published
from customer360.publish.cells import FORMULA_STARTS, plain_cell

COMPANIES = ("acme", "globex")
TABLES = ("dim_customers", "fct_conversions")
PUBLISHES = 30

#: Reads in a process of its own, a connection for each query as the manual says: every table must
#: be there and of one version. Prints the number of reads, or dies of what it met.
_READER = """
import sys
from pathlib import Path
from customer360.publish import open_published
file, stop, reads = sys.argv[1], Path(sys.argv[2]), 0
print("ready", flush=True)
while reads == 0 or not stop.exists():
    with open_published(file) as connection:
        found = connection.execute(
            "select distinct version from (select version from marts.dim_customers"
            " union all select version from marts.fct_conversions)"
        ).fetchall()
    assert len(found) == 1, found
    reads += 1
print(reads)
"""


@pytest.fixture
def warehouse_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema raw; create schema marts")
        connection.execute(
            "create table raw.companies as select unnest(?) as company_id", [COMPANIES]
        )
        for table in TABLES:
            connection.execute(
                f"create table marts.{table} as select company_id, 'p' || range as customer_id,"
                " '+84 90 ' || range as phone, -range as balance, 0 as version"
                " from raw.companies, range(2000)"
            )
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(file))
    monkeypatch.setenv("CUSTOMER360_PUBLISHED", str(tmp_path / "published"))
    monkeypatch.delenv("CUSTOMER360_TARGET", raising=False)
    return file


def publish(*options: str) -> str:
    result = CliRunner().invoke(command, list(options))
    assert result.exit_code == 0, result.output
    return result.output


def refused(*options: str) -> str:
    result = CliRunner().invoke(command, list(options))
    assert result.exit_code == 2, result.output
    return result.output


def test_readers_are_never_disturbed(warehouse_file: Path, tmp_path: Path) -> None:
    publish()
    stop = tmp_path / "stop"
    reader = subprocess.Popen(
        [sys.executable, "-c", _READER, str(tmp_path / "published/customer360.duckdb"), str(stop)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout.readline() == "ready\n"
    for version in range(1, PUBLISHES + 1):
        with duckdb.connect(str(warehouse_file)) as connection:
            for table in TABLES:
                connection.execute(f"update marts.{table} set version = {version}")
        publish()
    stop.touch()
    reads, errors = reader.communicate(timeout=60)
    assert reader.returncode == 0, errors
    assert int(reads) > 0


def test_an_open_reader_keeps_what_it_opened(warehouse_file: Path, tmp_path: Path) -> None:
    publish()
    with open_published(tmp_path / "published/customer360.duckdb") as before:
        before.execute("select count(*) from marts.dim_customers").fetchall()
        with duckdb.connect(str(warehouse_file)) as connection:
            connection.execute("delete from marts.dim_customers")
        publish()
        assert before.execute("select count(*) from marts.dim_customers").fetchall() == [(4000,)]


@pytest.mark.parametrize("file_format", ["duckdb", "csv"])
def test_a_full_disk_leaves_the_published_files_as_they_were(
    warehouse_file: Path, tmp_path: Path, file_format: str
) -> None:
    publish("--format", file_format)
    files = {
        path: path.read_bytes() for path in (tmp_path / "published").rglob("*") if path.is_file()
    }
    size = 4_000 if file_format == "csv" else 100_000
    assert max(map(len, files.values())) > size
    limited = subprocess.run(
        [
            sys.executable,
            "-c",
            "from customer360.commands.publish import command; command()",
            "--format",
            file_format,
        ],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert limited.returncode != 0
    assert "Error" in limited.stderr
    left = {path for path in (tmp_path / "published").rglob("*") if path.is_file()}
    assert left == set(files)
    assert {path: path.read_bytes() for path in left} == files


def test_a_company_gets_a_file_without_the_others(warehouse_file: Path, tmp_path: Path) -> None:
    publish("--each")
    for company in COMPANIES:
        with open_published(tmp_path / f"published/customer360-{company}.duckdb") as connection:
            for table in TABLES:
                found = connection.execute(f"select distinct company_id from marts.{table}")
                assert found.fetchall() == [(company,)]
    assert not (tmp_path / "published/customer360.duckdb").exists()
    assert b"globex" not in (tmp_path / "published/customer360-acme.duckdb").read_bytes()


def test_a_company_called_pseudonymous_is_no_layer(warehouse_file: Path, tmp_path: Path) -> None:
    """Who reads the file of the marts that show nobody must not find a company's people there."""
    with duckdb.connect(str(warehouse_file)) as connection:
        connection.execute("insert into raw.companies values ('pseudonymous')")
        connection.execute("create schema marts_pseudonymous")
        connection.execute(
            "create table marts_pseudonymous.dim_customers as select 'acme' as company_id"
        )
    publish("--pseudonymous")
    hashed = set((tmp_path / "published").iterdir())
    publish("--each")
    assert len(set((tmp_path / "published").iterdir()) - hashed) == 3


def test_what_cannot_be_published_is_refused(
    warehouse_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "unknown company 'acme; drop'" in refused("--company", "acme; drop")
    with duckdb.connect(str(warehouse_file)) as connection:
        connection.execute("drop schema marts cascade")
    assert "run dbt build first" in refused()
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(tmp_path / "no.duckdb"))
    assert "there is no warehouse" in refused()
    monkeypatch.setenv("CUSTOMER360_TARGET", "postgres")
    assert "roles" in refused()


ATTACKS = [
    "drop table marts.dim_customers",
    "copy marts.dim_customers to '{folder}/stolen.csv'",
    "select * from read_csv('{folder}/secret.csv')",
    "attach '{folder}/warehouse.duckdb' as live",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "export database '{folder}/stolen'",
    "create temp table t as select 1; copy t to '{folder}/stolen.csv'",
    "load '{folder}/secret.csv'",
    "select * from read_text('{folder}/secret.csv')",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_published_file_is_locked_down(warehouse_file: Path, tmp_path: Path, attack: str) -> None:
    publish()
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    with open_published(tmp_path / "published/customer360.duckdb") as connection:
        with pytest.raises(duckdb.Error):
            connection.execute(attack.format(folder=tmp_path)).fetchall()
        assert connection.execute("select count(*) from marts.dim_customers").fetchall()
    assert not list(tmp_path.glob("stolen*"))


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_exported_cell_starts_a_formula(
    warehouse_file: Path, tmp_path: Path, start: str
) -> None:
    text = f'{start}1+1,"x"'
    with duckdb.connect(str(warehouse_file)) as connection:
        connection.execute("update marts.dim_customers set customer_id = ?", [text])
    publish("--format", "csv")
    file = tmp_path / "published/customer360-csv/dim_customers.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert {row["customer_id"] for row in rows} == {plain_cell(text)} == {"'" + text}
    # Phone numbers are text; amounts are numbers and stay what they are.
    assert all(row["phone"].startswith("'+84") for row in rows)
    assert min(int(row["balance"]) for row in rows) == -1999


def test_parquet_holds_the_same_rows(warehouse_file: Path, tmp_path: Path) -> None:
    publish("--format", "parquet", "--company", "acme")
    file = tmp_path / "published/customer360-acme-parquet/dim_customers.parquet"
    with duckdb.connect() as connection:
        query = f"select company_id, count(*) from '{file}' group by 1"
        found = connection.execute(query).fetchall()
    assert found == [("acme", 2000)]
