"""The app over a published file of the demo companies, made once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

APP = Path(__file__).parents[1]
PROJECT = APP.parents[1]
sys.path.insert(0, str(APP))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that `customer360 publish` writes after `dbt build` of the demo companies."""
    folder = tmp_path_factory.mktemp("published")
    environment = {
        **os.environ,
        "CUSTOMER360_TARGET": "duckdb",
        "CUSTOMER360_DEMO": "true",
        "CUSTOMER360_DUCKDB": str(folder / "warehouse.duckdb"),
    }
    programs = Path(sys.executable).parent
    without = [part for kind in ("test", "unit_test") for part in ("--exclude-resource-type", kind)]
    for command in (
        ["dbt", "--quiet", "build", *without, "--target-path", str(folder / "target")],
        ["customer360", "publish", "--to", str(folder)],
    ):
        subprocess.run(
            [str(programs / command[0]), *command[1:]], cwd=PROJECT, env=environment, check=True
        )
    return folder / "customer360.duckdb"


@pytest.fixture
def exports(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for decisions; the app's variables name it and the published file."""
    monkeypatch.setenv("CUSTOMER360_APP_FILE", str(published))
    monkeypatch.setenv("CUSTOMER360_APP_EXPORTS", str(tmp_path))
    return tmp_path
