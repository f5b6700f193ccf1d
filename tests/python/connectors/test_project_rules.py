"""Rules that keep connectors in one place, read from the project's files."""

from __future__ import annotations

import ast
import re

import pytest
import yaml

from customer360.landing.contract import DATA_TABLES, SYSTEMS, Table
from customer360.project import PROJECT_ROOT

STAGING = PROJECT_ROOT / "models" / "staging"
MACROS = PROJECT_ROOT / "macros" / "connectors"


def returned_by(macro: str) -> dict:
    """The dict that a macro of constants returns."""
    text = (MACROS / f"{macro}.sql").read_text(encoding="utf-8")
    literal = text[text.index("return({") + len("return(") : text.rindex(")")]
    return ast.literal_eval(literal.strip())


CONTRACT = returned_by("contract_tables")


def staged_columns(table: str) -> list[str]:
    models = yaml.safe_load((STAGING / "landing" / "_landing__models.yml").read_text())["models"]
    (found,) = [model for model in models if model["name"] == f"stg_landing__{table}"]
    return [column["name"] for column in found["columns"]]


@pytest.mark.parametrize("table", DATA_TABLES, ids=lambda table: table.name)
def test_connectors_fill_the_columns_that_staging_has(table: Table) -> None:
    assert sorted(CONTRACT[table.name]["columns"]) == sorted(staged_columns(table.name))


def test_every_connector_model_is_united_and_nothing_else_is() -> None:
    united = {
        f"stg_{system}__{table}"
        for table, systems in returned_by("connector_models").items()
        for system in systems
    }
    written = {path.stem for system in SYSTEMS for path in (STAGING / system).glob("stg_*.sql")}
    # Helpers of a system that fill no table of the contract themselves.
    helpers = {name for name in written if name.split("__")[1] not in CONTRACT}
    assert united == written - helpers


def test_only_the_united_layer_reads_data_tables_of_a_source() -> None:
    data_tables = "|".join(table.name for table in DATA_TABLES)
    systems = "|".join(SYSTEMS)
    forbidden = re.compile(rf"stg_landing__({data_tables})\b|stg_({systems})__\w+|\bsource\(")
    for folder in ("models", "python_models", "tests"):
        for path in sorted((PROJECT_ROOT / folder).rglob("*.sql")):
            if STAGING not in path.parents:
                assert not forbidden.search(path.read_text(encoding="utf-8")), path
