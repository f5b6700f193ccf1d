"""What a change reaches is told by name, and nothing where nothing changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from customer360.impact import Impact, ImpactError, impact


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict:
    from dbt_project import PROJECT_ROOT, DbtProject

    work = tmp_path_factory.mktemp("impact")
    environment = {"CUSTOMER360_DUCKDB": ":memory:", "CUSTOMER360_DEMO": "false"}
    DbtProject(PROJECT_ROOT, work, environment).must_run("parse")
    return json.loads((work / "target_duckdb" / "manifest.json").read_text())


@pytest.fixture(autouse=True)
def no_warehouse(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUSTOMER360_TARGET", "duckdb")
    monkeypatch.setenv("CUSTOMER360_DUCKDB", ":memory:")
    monkeypatch.setenv("CUSTOMER360_DEMO", "false")
    monkeypatch.setenv("DBT_TARGET_PATH", str(tmp_path / "target"))
    monkeypatch.setenv("DBT_LOG_PATH", str(tmp_path / "logs"))


def earlier(manifest: dict, folder: Path) -> Path:
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def test_the_models_downstream_of_a_change_are_named(manifest: dict, tmp_path: Path) -> None:
    before = json.loads(json.dumps(manifest))
    node = before["nodes"]["model.customer360.fct_quality_results"]
    node["checksum"]["checksum"] = "another"
    node["raw_code"] = "select 1"
    found = impact(earlier(before, tmp_path / "state"))
    assert found.changed == ("fct_quality_results",)
    assert "fct_quality_results" in found.marts
    assert {"customer_report", "review_app"} <= set(found.exposures)


def test_no_change_touches_nothing() -> None:
    assert "touches no model" in Impact((), (), ()).markdown()


def test_the_comment_counts_and_names() -> None:
    text = Impact(("int_a",), ("fct_b", "fct_c"), ()).markdown()
    assert "**Marts reached** (2)" in text and "* `fct_c`" in text and "* none" in text


def test_a_folder_without_manifest(tmp_path: Path) -> None:
    with pytest.raises(ImpactError, match=r"holds no manifest\.json"):
        impact(tmp_path)
