"""The graph holds every model and test of the project, and a selection is built by a run."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType

import duckdb
import pytest
from dagster import AssetKey, AssetSelection, DagsterInstance, define_asset_job

HERE = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    work = tmp_path_factory.mktemp("dagster")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CUSTOMER360_DAGSTER_TARGET", str(work / "target"))
        patch.setenv("CUSTOMER360_TARGET", "duckdb")
        patch.setenv("CUSTOMER360_DUCKDB", str(work / "customer360.duckdb"))
        patch.setenv("DAGSTER_HOME", str(work))
        spec = importlib.util.spec_from_file_location("definitions", HERE / "definitions.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module


@pytest.fixture(scope="module")
def manifest(example: ModuleType) -> dict:
    return json.loads(example.PROJECT.manifest_path.read_text())


def test_every_table_and_view_is_an_asset(example: ModuleType, manifest: dict) -> None:
    """Ephemeral models, such as those of the connectors, are part of the models that read them."""
    models = {
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] in ("model", "seed")
        and node["config"]["materialized"] != "ephemeral"
    }
    assets = {key.path[-1] for key in example.customer360_models.keys}
    assert assets == models


def test_every_mart_has_its_tests_as_checks(example: ModuleType, manifest: dict) -> None:
    checked = {key.asset_key.path[-1] for key in example.customer360_models.check_keys}
    marts = {
        node["name"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and "marts" in node["fqn"]
    }
    # Rejected rows have no key: the same row may be rejected twice.
    assert marts - checked <= {"rejected_rows"}


def test_groups_are_folders(example: ModuleType) -> None:
    groups = example.customer360_models.group_names_by_key
    key = next(key for key in groups if key.path[-1] == "dim_customers")
    assert groups[key] == "marts_customers"


def test_a_selection_is_built(example: ModuleType) -> None:
    key = next(key for key in example.customer360_models.keys if key.path[-1] == "dim_companies")
    selection = AssetSelection.assets(AssetKey(key.path)).upstream()
    job = define_asset_job("some", selection=selection)
    definitions = example.Definitions(
        assets=[example.customer360_models],
        jobs=[job],
        resources={"dbt": example.DBT},
    )
    with DagsterInstance.ephemeral() as instance:
        result = definitions.resolve_job_def("some").execute_in_process(instance=instance)
    assert result.success
    assert result.get_asset_check_evaluations()
    with duckdb.connect(os.environ["CUSTOMER360_DUCKDB"], read_only=True) as connection:
        ((count,),) = connection.execute("select count(*) from marts.dim_companies").fetchall()
    assert count == 4
