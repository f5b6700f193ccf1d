"""What a change reaches is told by name, and nothing where nothing changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from customer360.impact import Impact, ImpactError, impact
from customer360.project import PROJECT_ROOT


@pytest.fixture(scope="module", autouse=True)
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """dbt's folder, with no warehouse; kept for all tests, so that the project is parsed once."""
    work = tmp_path_factory.mktemp("impact")
    with pytest.MonkeyPatch.context() as environment:
        # dbt goes to the project's folder and stays there; this returns.
        environment.chdir(PROJECT_ROOT)
        environment.setenv("CUSTOMER360_TARGET", "duckdb")
        environment.setenv("CUSTOMER360_DUCKDB", ":memory:")
        environment.setenv("CUSTOMER360_DEMO", "false")
        environment.setenv("DBT_TARGET_PATH", str(work / "target"))
        environment.setenv("DBT_LOG_PATH", str(work / "logs"))
        yield work / "target"


@pytest.fixture(scope="module")
def manifest(target: Path) -> dict:
    from dbt.cli.main import dbtRunner

    place = ("--project-dir", str(PROJECT_ROOT), "--profiles-dir", str(PROJECT_ROOT))
    parsed = dbtRunner().invoke(["parse", *place])
    assert parsed.success, parsed.exception
    return json.loads((target / "manifest.json").read_text())


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


def test_a_manifest_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("no json")
    with pytest.raises(ImpactError, match=r"manifest\.json: \w+ .*"):
        impact(tmp_path)
