"""The DAG holds a task for every model, and a run of it lands, builds and publishes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

HERE = Path(__file__).parents[1]
PROJECT = HERE.parents[1]
PROGRAMS = Path(sys.executable).parent


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of Airflow with its own database, a manifest, and no warehouse yet."""
    work = tmp_path_factory.mktemp("airflow")
    variables = {
        "AIRFLOW_HOME": str(work),
        "AIRFLOW__CORE__DAGS_FOLDER": str(HERE / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "false",
        "AIRFLOW__COSMOS__ENABLE_TELEMETRY": "false",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "false",
        "AIRFLOW__COSMOS__CACHE_DIR": str(work / "cosmos"),
        "CUSTOMER360_TARGET": "duckdb",
        "CUSTOMER360_DUCKDB": str(work / "customer360.duckdb"),
        "CUSTOMER360_PUBLISHED": str(work / "published"),
        "CUSTOMER360_AIRFLOW_MANIFEST": str(work / "target" / "manifest.json"),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        patch.chdir(PROJECT)
        run("dbt", "--quiet", "parse", "--target-path", str(work / "target"))
        run("airflow", "db", "migrate")
        yield work


def run(*words: str, **environment: str) -> str:
    done = subprocess.run(
        [str(PROGRAMS / words[0]), *words[1:]],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


#: Run in a process of its own: Airflow reads its settings once, when it is imported.
_DRAWN = """
import json
from customer360_nightly import dag
print(json.dumps({task.task_id: sorted(task.upstream_task_ids) for task in dag.tasks}))
"""
_RUN = """
import json
from customer360_nightly import dag
found = dag.test()
print(json.dumps([found.state, {ti.task_id: ti.state for ti in found.get_task_instances()}]))
"""


def answer(script: str, **environment: str) -> object:
    path = os.pathsep.join([str(HERE / "dags"), *filter(None, [os.environ.get("PYTHONPATH")])])
    said = run("python", "-c", script, PYTHONPATH=path, **environment)
    return json.loads(said.strip().splitlines()[-1])


def test_every_table_and_view_has_a_task(work: Path) -> None:
    tasks = answer(_DRAWN)
    manifest = json.loads((work / "target" / "manifest.json").read_text())
    models = {
        node["name"] for node in manifest["nodes"].values() if node["resource_type"] == "model"
    }
    ends = (".run", "_run")
    drawn = {task.removeprefix("build.")[:-4] for task in tasks if task.endswith(ends)}
    assert drawn == models
    assert tasks["build.dbt_producer_watcher"] == ["land"]
    # None waits beside the producer: every other first task comes after it.
    assert [task for task, above in tasks.items() if above in ([], ["land"])] == [
        "land",
        "build.dbt_producer_watcher",
    ]


def test_a_run_lands_builds_and_publishes(work: Path) -> None:
    state, tasks = answer(_RUN, CUSTOMER360_AIRFLOW_SELECT="+dim_companies")
    assert state == "success", tasks
    assert {one for one in tasks.values() if one != "success"} <= {"skipped"}
    assert {"land", "publish", "build.dim_companies.run"} <= {
        task for task, one in tasks.items() if one == "success"
    }
    with duckdb.connect(str(work / "published" / "customer360.duckdb"), read_only=True) as file:
        assert file.execute("select count(*) from marts.dim_companies").fetchone() == (4,)
