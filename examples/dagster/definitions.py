"""customer360 in Dagster: assets for tables and views, checks for dbt tests, a nightly run.

`dagster dev -f examples/dagster/definitions.py` shows the graph; see README.md beside this file.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dagster import (
    AssetExecutionContext,
    AssetSelection,
    Config,
    Definitions,
    ScheduleDefinition,
    define_asset_job,
)
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, DbtProject, dbt_assets

PROJECT = DbtProject(
    project_dir=Path(__file__).parents[2],
    # Apart from what people build by hand in the same checkout.
    target_path=Path(os.environ.get("CUSTOMER360_DAGSTER_TARGET", ".build/dagster/target")),
)
# dbt of the environment that Dagster runs in, whatever else is on the PATH.
DBT = DbtCliResource(project_dir=PROJECT, dbt_executable=str(Path(sys.executable).with_name("dbt")))
# Dagster reads the graph from dbt's manifest; it is made when it is missing.
if not PROJECT.manifest_path.exists():
    DBT.cli(["--quiet", "parse"], target_path=PROJECT.project_dir / PROJECT.target_path).wait()


class FolderGroups(DagsterDbtTranslator):
    """Groups of the graph are the folders of the models: staging, marts_customers, ..."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        _, *folders, _ = dbt_resource_props["fqn"]
        return "_".join(folders[:2]) or None


class BuildConfig(Config):
    """What one run builds beside the selected assets."""

    full_refresh: bool = False


@dbt_assets(manifest=PROJECT.manifest_path, project=PROJECT, dagster_dbt_translator=FolderGroups())
def customer360_models(context: AssetExecutionContext, dbt: DbtCliResource, config: BuildConfig):
    # Of a selection, only the tests whose models are all there.
    arguments = ["build", "--indirect-selection", "buildable"]
    if config.full_refresh:
        arguments.append("--full-refresh")
    # One dbt process for the whole selection: a DuckDB file has one writer at a time.
    yield from dbt.cli(arguments, context=context).stream()


build_everything = define_asset_job(
    "build_everything", selection=AssetSelection.assets(customer360_models)
)

defs = Definitions(
    assets=[customer360_models],
    jobs=[build_everything],
    schedules=[ScheduleDefinition(job=build_everything, cron_schedule="0 4 * * *")],
    resources={"dbt": DBT},
)
