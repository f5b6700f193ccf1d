"""Which landed tables each mart is made from, read from dbt's manifest."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from customer360.build.run import where_and_why
from customer360.company.new import CompanyError
from customer360.landing.contract import TABLES
from customer360.project import PROJECT_ROOT

#: Staging models with the rows of all sources of one table of the contract.
_TABLE = "stg_unioned__"

_MODELS = ("models", "python_models")

#: Every event helps to tell who is who and what time it is. A mart is not made from a table for
#: that alone: the way from it to the tables ends at the models in these folders.
_SHARED = ("/identity/", "/companies/")


def manifest() -> dict[str, Any]:
    """dbt's manifest of the project; where there is none or an old one, the project is parsed.

    Raises CompanyError where dbt cannot.
    """
    path = PROJECT_ROOT / os.environ.get("DBT_TARGET_PATH", "target") / "manifest.json"
    if not path.is_file() or path.stat().st_mtime < _newest_change():
        _parse(path.parent)
    return json.loads(path.read_text(encoding="utf-8"))


def tables_of_marts(manifest: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Mart -> tables of the contract that it is made from, both sorted.

    The marts on data quality are left out: they are about whatever there is.
    """
    marts = {
        key: node
        for key, node in manifest["nodes"].items()
        if node["resource_type"] == "model"
        and "/marts/" in node["original_file_path"]
        and "/data_quality/" not in node["original_file_path"]
    }
    return {
        node["name"]: tuple(sorted(_tables_above(key, manifest)))
        for key, node in sorted(marts.items(), key=lambda item: item[1]["name"])
    }


def columns_of_tables(manifest: dict[str, Any]) -> dict[str, set[str]]:
    """Table of the contract -> the columns that a quality rule can look at."""
    return {
        node["name"].removeprefix(_TABLE): set(node["columns"])
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["name"].startswith(_TABLE)
    }


def tables_of_systems(manifest: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """System that a connector reads -> tables of the contract that it fills, sorted."""
    found: dict[str, list[str]] = {}
    for node in manifest["nodes"].values():
        system, _, table = node["name"].removeprefix("stg_").partition("__")
        folder = f"/staging/{system}/"
        if node["resource_type"] == "model" and folder in node["original_file_path"]:
            found.setdefault(system, []).append(table)
    known = TABLES.keys()
    return {
        system: tuple(sorted(table for table in tables if table in known))
        for system, tables in sorted(found.items())
    }


def _tables_above(mart: str, manifest: dict[str, Any]) -> set[str]:
    nodes, parents = manifest["nodes"], manifest["parent_map"]
    is_about_people = "/customers/" in nodes[mart]["original_file_path"]
    found: set[str] = set()
    seen, waiting = {mart}, [mart]
    while waiting:
        key = waiting.pop()
        node = nodes.get(key)
        if node is None or node["resource_type"] != "model":
            continue
        if node["name"].startswith(_TABLE):
            found.add(node["name"].removeprefix(_TABLE))
            continue
        if any(folder in node["original_file_path"] for folder in _SHARED):
            if is_about_people:
                found |= {"customers", "identity_links"}
            continue
        new = [parent for parent in parents[key] if parent not in seen]
        seen.update(new)
        waiting += new
    return found


def _newest_change() -> float:
    """When a model was last changed, seconds since 1970."""
    files = (path for folder in _MODELS for path in (PROJECT_ROOT / folder).rglob("*.*"))
    return max((path.stat().st_mtime for path in files), default=0.0)


def _parse(target_path: Path) -> None:
    from dbt.cli.main import dbtRunner

    arguments = ["--quiet", "--log-level", "none", "parse", "--target-path", str(target_path)]
    folder = ["--project-dir", str(PROJECT_ROOT), "--profiles-dir", str(PROJECT_ROOT)]
    result = dbtRunner().invoke([*arguments, *folder])
    if result.exception:
        raise CompanyError(f"dbt cannot read the project: {where_and_why(result.exception)}")
