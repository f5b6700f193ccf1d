"""What the exposures say that the report and the app read is what they read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from customer360.explain.marts import TABLES as TABLES_OF_EXPLANATIONS
from customer360.project import PROJECT_ROOT


def tables_of_queries(folder: str) -> set[str]:
    """Marts behind `from` and `join` in the queries of a folder's modules."""
    text = "\n".join(path.read_text() for path in Path(PROJECT_ROOT, folder).glob("*.py"))
    return set(re.findall(r"(?:from|join) \{*marts\}*\.(\w+)", text))


#: Exposure -> the marts that its code reads. The report draws its examples as `explain` does.
READ = {
    "customer_report": tables_of_queries("src/customer360/report/facts")
    | {table for schema, table in TABLES_OF_EXPLANATIONS if schema == "marts"},
    "review_app": tables_of_queries("examples/app"),
}


@pytest.mark.parametrize("name", READ)
def test_an_exposure_names_what_is_read(name: str) -> None:
    file = PROJECT_ROOT / "models" / "marts" / "_exposures.yml"
    exposures = {
        exposure["name"]: exposure for exposure in yaml.safe_load(file.read_text())["exposures"]
    }
    assert set(exposures) == set(READ)
    assert sorted(exposures[name]["depends_on"]) == sorted(f"ref('{one}')" for one in READ[name])
