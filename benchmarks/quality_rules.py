"""What the quality rules of many companies cost: the same build with them and without.

    .venv/bin/python benchmarks/quality_rules.py --companies 50 --rules 20 --people 40

Every company is a copy of a generated one under another name. The project is copied with as many
files in companies/ as there are companies, built once, and then its quality models and tests are
built in turn with the rules and without, each time by a new process that parses everything.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import duckdb
import yaml

from customer360.generator.run import generate
from customer360.landing.load import land
from customer360.warehouse import DuckDBWarehouse

PROJECT_ROOT = Path(__file__).resolve().parents[1]
MODEL = "saigon_table"

#: (table, arguments): kinds of rules in the mix that a company would have.
RULES = (
    ("customers", {"check": "not_null", "column_name": "phone"}),
    ("customers", {"check": "not_null", "column_name": "email"}),
    ("customers", {"check": "valid_email", "column_name": "email"}),
    ("customers", {"check": "valid_phone", "column_name": "phone"}),
    ("customers", {"check": "unique", "column_name": "phone"}),
    ("customers", {"check": "accepted_values", "column_name": "gender", "params": "female|male"}),
    ("customers", {"check": "pattern", "column_name": "source_record_id", "params": "^[A-Z]"}),
    ("orders", {"check": "range", "column_name": "order_value", "params": "0..100000000"}),
    ("orders", {"check": "range", "column_name": "ordered_at", "params": "2020-01-01.."}),
    ("orders", {"check": "known_customer"}),
    ("orders", {"check": "lines_add_up", "column_name": "order_value"}),
    ("orders", {"check": "reference", "column_name": "order_id", "params": "order_lines.order_id"}),
    ("orders", {"check": "freshness", "params": "30"}),
    ("orders", {"check": "volume", "params": "30"}),
    ("order_lines", {"check": "reference", "column_name": "order_id", "params": "orders.order_id"}),
    ("order_lines", {"check": "range", "column_name": "quantity", "params": "1..100"}),
    ("order_lines", {"check": "not_null", "column_name": "product_id"}),
    ("products", {"check": "range", "column_name": "price", "params": "0.."}),
    ("cart_events", {"check": "not_null", "column_name": "product_id"}),
    ("message_events", {"check": "known_customer"}),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--companies", type=int, default=50)
    parser.add_argument("--rules", type=int, default=20, choices=range(1, len(RULES) + 1))
    parser.add_argument("--people", type=int, default=40, help="people in each company")
    parser.add_argument("--runs", type=int, default=1)
    options = parser.parse_args()
    names = [f"company_{number:03}" for number in range(options.companies)]
    with tempfile.TemporaryDirectory(prefix="customer360_rules_") as work:
        project, rows = prepare(Path(work), names, options.people)
        write_rules(project, names, options.rules)
        run(
            project, "build", "--select", "+fct_quality_failures", "--exclude-resource-type", "test"
        )
        print(f"{len(names)} companies with {options.rules} rules each, {rows:,} rows in all")
        print("| | wall s | CPU s | dbt nodes |\n|---|---|---|---|")
        for _ in range(options.runs):
            for with_rules in (False, True):
                shutil.rmtree(project / "companies")
                (project / "companies").mkdir()
                if with_rules:
                    write_rules(project, names, options.rules)
                wall, cpu, nodes = run(project, "build", "--select", "int_quality_rules+")
                name = "with the rules" if with_rules else "without"
                print(f"| {name} | {wall:.1f} | {cpu:.1f} | {nodes} |", flush=True)


def prepare(work: Path, names: list[str], people: int) -> tuple[Path, int]:
    """A copy of the project and a warehouse with the companies; the rows landed."""
    project, root = work / "project", work / "landing"
    project.mkdir()
    for folder in ("models", "python_models", "macros", "tests", "seeds"):
        (project / folder).symlink_to(PROJECT_ROOT / folder)
    for file in ("dbt_project.yml", "profiles.yml", ".dbtignore"):
        shutil.copy(PROJECT_ROOT / file, project)
    generate(work / "generated", people, seed=1, companies=[MODEL])
    for name in names:
        shutil.copytree(work / "generated" / MODEL, root / name)
    with duckdb.connect(str(project / "customer360.duckdb")) as connection:
        report = land(root, DuckDBWarehouse(connection), loaded_at=datetime(2026, 1, 1))
    return project, report.loaded_count


def write_rules(project: Path, names: list[str], count: int) -> None:
    folder = project / "companies"
    folder.mkdir(exist_ok=True)
    for name in names:
        tables: dict[str, list] = {}
        for table, arguments in RULES[:count]:
            tables.setdefault(table, []).append({"quality_rule": {"arguments": arguments}})
        listed = [{"name": table, "data_tests": tests} for table, tests in tables.items()]
        source = {"name": name, "schema": "raw", "config": {"tags": [name]}, "tables": listed}
        (folder / f"{name}.yml").write_text(yaml.safe_dump({"sources": [source]}))


def run(project: Path, *arguments: str) -> tuple[float, float, int]:
    """Wall seconds, CPU seconds and nodes of one dbt command in a process of its own."""
    dbt = Path(sys.executable).with_name("dbt")
    environment = {
        **os.environ,
        "CUSTOMER360_TARGET": "duckdb",
        "CUSTOMER360_DUCKDB": str(project / "customer360.duckdb"),
        "CUSTOMER360_DEMO": "false",
    }
    before, started = os.times(), time.perf_counter()
    subprocess.run(
        [str(dbt), "--quiet", "--no-partial-parse", *arguments],
        cwd=project,
        env=environment,
        check=False,
        stdout=subprocess.DEVNULL,
    )
    wall, after = time.perf_counter() - started, os.times()
    cpu = sum(after[2:4]) - sum(before[2:4])
    results = json.loads((project / "target" / "run_results.json").read_text())["results"]
    bad = [one["unique_id"] for one in results if one["status"] in ("error", "skipped")]
    if bad:
        raise SystemExit(f"not built: {', '.join(bad[:5])}")
    return wall, cpu, len(results)


if __name__ == "__main__":
    main()
