"""What joins of connectors cost on PostgreSQL: a Salesforce with history, a HubSpot with merges.

    .venv/bin/python benchmarks/connectors_on_postgres.py 5000 10000 --planners-choice
    .venv/bin/python benchmarks/connectors_on_postgres.py 100000

For each number of opportunities (four stages and a contact each) and of contacts (one in twenty
merged with another) the united tables are made by dbt on a server of the tests. With
``--planners-choice`` the same query is run once more without the hook `join_by_hash`: as PostgreSQL
plans it when it may join row by row.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from customer360.landing.load import land
from customer360.warehouse import Warehouse, open_warehouse

PROJECT_ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT_ROOT / "tests" / "python" / "platform"))

from postgres_server import temporary_server  # noqa: E402

TABLES = ("crm_stages", "customers")
CONNECTIONS = """source_system,system,schema
sales,salesforce,salesforce
crm,hubspot,hubspot
"""
LOADED = "timestamp '2025-01-01' as _fivetran_synced"
TABLES_OF_LOADERS = {
    "salesforce.opportunity": f"""
        select 'o' || i as id, 'Won' as stage_name, 100 as amount, true as is_won,
            true as is_closed, timestamp '2024-01-01' as created_date, {LOADED}
        from generate_series(1, {{size}}) as i""",
    "salesforce.opportunity_history": f"""
        select 'o' || i as id, 'Stage ' || stage as stage_name, 100 as amount, false as is_won,
            false as is_closed, {LOADED},
            timestamp '2024-01-01' + stage * interval '1 day' as _fivetran_start
        from generate_series(1, {{size}}) as i, generate_series(1, 4) as stage""",
    "salesforce.opportunity_contact_role": """
        select 'o' || i as opportunity_id, 'c' || i as contact_id, true as is_primary
        from generate_series(1, {size}) as i""",
    "hubspot.contact": f"""
        select i as id, 'p' || i || '@example.org' as property_email,
            case when i % 20 = 0 then cast(i - 1 as text) end as property_hs_merged_object_ids,
            timestamp '2024-01-01' as property_createdate, {LOADED}
        from generate_series(1, {{size}}) as i""",
    "hubspot.contact_property_history": f"""
        select i as contact_id, 'lifecyclestage' as name, 'lead' as value,
            timestamp '2024-01-01' as timestamp, {LOADED}
        from generate_series(1, {{size}}) as i""",
}


def write_tables(warehouse: Warehouse, size: int) -> None:
    """The loaders' tables for ``size`` opportunities and contacts."""
    for schema in ("salesforce", "hubspot"):
        warehouse.execute(f"drop schema if exists {schema} cascade")
        warehouse.execute(f"create schema {schema}")
    for name, query in TABLES_OF_LOADERS.items():
        warehouse.execute(f"create table {name} as {query.format(size=size)}")
        warehouse.execute(f"analyze {name}")


def seconds_of_models(work: Path, select: list[str]) -> dict[str, float]:
    """Runs the models with dbt; seconds by model."""
    dbt = Path(sys.executable).with_name("dbt")
    command = [str(dbt), "--quiet", "run", "--target", "postgres", "--select", *select]
    command += ["--target-path", str(work / "target"), "--log-path", str(work)]
    subprocess.run(command, cwd=PROJECT_ROOT, check=True)
    results = json.loads((work / "target" / "run_results.json").read_text(encoding="utf-8"))
    return {
        result["unique_id"].rpartition("__")[2]: result["execution_time"]
        for result in results["results"]
    }


def seconds_of_planners_choice(warehouse: Warehouse, work: Path, table: str) -> float:
    """The query of the model that dbt ran last, planned as PostgreSQL likes."""
    (compiled,) = (work / "target" / "compiled").rglob(f"stg_unioned__{table}.sql")
    began = time.perf_counter()
    warehouse.execute(f"create temporary table {table} as {compiled.read_text(encoding='utf-8')}")
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("sizes", nargs="+", type=int, metavar="SIZE")
    parser.add_argument("--planners-choice", action="store_true", help="without join_by_hash too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, temporary_server() as server:
        work = Path(folder)
        company = work / "landing" / "acme"
        company.mkdir(parents=True)
        (company / "connectors.csv").write_text(CONNECTIONS, encoding="utf-8")
        with patch.dict(os.environ, {**server, "CUSTOMER360_DEMO": "false"}):
            for size in options.sizes:
                with open_warehouse("postgres") as warehouse:
                    write_tables(warehouse, size)
                    land(work / "landing", warehouse)
                seconds_of_models(work, ["path:models/staging/landing"])
                taken = seconds_of_models(work, [f"stg_unioned__{table}" for table in TABLES])
                said = "  ".join(f"{table} {taken[table]:7.2f} s" for table in TABLES)
                print(f"{size:8,}  {said}", flush=True)
                if options.planners_choice:
                    with open_warehouse("postgres") as warehouse:
                        chosen = {
                            table: seconds_of_planners_choice(warehouse, work, table)
                            for table in TABLES
                        }
                    said = "  ".join(f"{table} {chosen[table]:7.2f} s" for table in TABLES)
                    print(f"          {said}  as the planner chooses", flush=True)


if __name__ == "__main__":
    main()
