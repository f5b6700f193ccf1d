"""customer360 in Airflow: land what the companies sent, build, publish; every night at four.

Cosmos makes a task of every model, and one more, the producer, that builds them all in one dbt
process: a DuckDB file has one writer, and a process for each model would spend seconds on every
start. The task of a model then says what became of it. See README.md beside this folder.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG
from cosmos import DbtTaskGroup, ExecutionConfig, ProfileConfig, ProjectConfig, RenderConfig
from cosmos.constants import ExecutionMode, InvocationMode, LoadMode, TestBehavior

PROJECT = Path(__file__).resolve().parents[3]
PROGRAMS = Path(sys.executable).parent
TARGET = os.environ.get("CUSTOMER360_TARGET") or "duckdb"
MANIFEST = PROJECT / os.environ.get("CUSTOMER360_AIRFLOW_MANIFEST", "target/manifest.json")
#: Cosmos runs dbt in a folder of its own, where a relative path would mean another file.
WAREHOUSE = {
    "CUSTOMER360_DUCKDB": str(PROJECT / os.environ.get("CUSTOMER360_DUCKDB", "customer360.duckdb"))
}
#: Folder of the companies' folders; without one the demo companies are landed.
EXPORTS = os.environ.get("CUSTOMER360_AIRFLOW_EXPORTS")
#: What dbt selects, all unless it is set.
SELECT = os.environ.get("CUSTOMER360_AIRFLOW_SELECT", "").split()


def command(task: str, *words: str) -> BashOperator:
    """One call of the customer360 command. Exit code 1, a file was refused, is no failure."""
    return BashOperator(
        task_id=task,
        bash_command=f'"{PROGRAMS}/customer360" {" ".join(words)} || [ $? -eq 1 ]',
        env=WAREHOUSE,
        append_env=True,
        cwd=str(PROJECT),
    )


with DAG(
    "customer360",
    description=__doc__.partition("\n")[0],
    schedule="0 4 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    # Two builds of one warehouse would wait for each other.
    max_active_runs=1,
    # Cosmos skips a producer that is tried again, and calls the run good.
    default_args={"retries": 0},
) as dag:
    land = command("land", "land", f'"{EXPORTS}"' if EXPORTS else "--demo")
    build = DbtTaskGroup(
        group_id="build",
        project_config=ProjectConfig(
            dbt_project_path=PROJECT, manifest_path=MANIFEST, install_dbt_deps=False
        ),
        profile_config=ProfileConfig(
            profile_name="customer360",
            target_name=TARGET,
            profiles_yml_filepath=PROJECT / "profiles.yml",
        ),
        execution_config=ExecutionConfig(
            execution_mode=ExecutionMode.WATCHER,
            # A process that ends with the build, and lets go of the file.
            invocation_mode=InvocationMode.SUBPROCESS,
            dbt_executable_path=str(PROGRAMS / "dbt"),
        ),
        render_config=RenderConfig(
            load_method=LoadMode.DBT_MANIFEST, select=SELECT, test_behavior=TestBehavior.AFTER_EACH
        ),
        # Of a selection, only the tests whose models are all there.
        operator_args={
            "env": {**WAREHOUSE, "DBT_INDIRECT_SELECTION": "buildable"},
            "append_env": True,
        },
    )
    producer = build.children["build.dbt_producer_watcher"]
    land >> producer
    # By itself the task of a model would wait beside the producer, and take the place of another.
    for task in build.roots:
        if task is not producer:
            producer >> task
    if TARGET == "duckdb":
        # PostgreSQL serves its readers itself.
        build >> command("publish", "publish")
