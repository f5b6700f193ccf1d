"""Every metric gives the number that plain SQL gives on the marts, on both warehouses."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
PROGRAMS = Path(sys.executable).parent
sys.path[:0] = [str(PROJECT / "tests" / "python" / "platform")]
from postgres_server import temporary_database, temporary_server  # noqa: E402

#: Metric -> the same by SQL, one row per company.
ANSWERS = {
    "customers": "select company_id, count(*) from marts.dim_customers group by 1",
    "new_customers": """
        select company_id, sum(new_customers)
        from marts.fct_channel_roi where attribution_model = 'linear' group by 1
    """,
    "active_customers": """
        select company_id, sum(case when lifecycle_stage in ('adopt', 'advocate') then 1 else 0 end)
        from marts.dim_customers group by 1
    """,
    "consent_rate": """
        select company_id,
            avg(case when is_contactable_email or is_contactable_sms then 1.0 else 0.0 end)
        from marts.dim_customers group by 1
    """,
    "abandonment_rate": """
        select company_id, avg(case when lifecycle_stage = 'abandon' then 1.0 else 0.0 end)
        from marts.dim_customers where order_count > 0 group by 1
    """,
    "orders": """
        select company_id, count(*) from marts.fct_conversions
        where conversion_type = 'order' group by 1
    """,
    "net_revenue": """
        select company_id, sum(net_value_reporting) from marts.fct_conversions
        where conversion_type = 'order' group by 1
    """,
    "average_order_value": """
        select company_id, avg(net_value_reporting) from marts.fct_conversions
        where conversion_type = 'order' group by 1
    """,
    "conversion_rate": """
        select company_id, avg(case when order_count > 0 then 1.0 else 0.0 end)
        from marts.dim_customers group by 1
    """,
    "roas": """
        select company_id,
            sum(case when channel <> '(no touch)' then attributed_revenue end)
            / nullif(sum(spend), 0)
        from marts.fct_channel_roi where attribution_model = 'linear' group by 1
    """,
    "cac": """
        select company_id,
            sum(spend) / nullif(sum(case when channel <> '(no touch)' then new_customers end), 0)
        from marts.fct_channel_roi where attribution_model = 'linear' group by 1
    """,
    "retention_rate": """
        select company_id, sum(retained) * 1.0 / sum(cohort_size)
        from marts.fct_retention_cohorts where period = 1 group by 1
    """,
}


#: Queries of the page, as a reader types them.
PAGE = (PROJECT / "examples" / "semantic" / "README.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^\S+/bin/(mf query .*)$", PAGE, re.MULTILINE)


def run(environment: dict[str, str], *command: str) -> None:
    # MetricFlow reads the project and what dbt made of it in target/ of the folder it is run in.
    subprocess.run(
        [str(PROGRAMS / command[0]), *command[1:]],
        cwd=environment["PROJECT"],
        env=environment,
        check=True,
    )


@pytest.fixture(scope="module", params=["duckdb", "postgres"])
def environment(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """The demo companies built, and the target that MetricFlow asks."""
    work = tmp_path_factory.mktemp(request.param)
    (work / "project").mkdir()
    for part in PROJECT.iterdir():
        if part.name not in ("target", "logs") and not part.name.startswith("."):
            (work / "project" / part.name).symlink_to(part)
    own = {
        **os.environ,
        "PROJECT": str(work / "project"),
        "CUSTOMER360_DUCKDB": str(work / "customer360.duckdb"),
        "CUSTOMER360_DEMO": "true",
    }
    if request.param == "duckdb":
        yield built(own, "duckdb", "duckdb")
        return
    with temporary_server() as server, temporary_database(server) as place:
        # MetricFlow knows dbt's own adapter; the tables are the same.
        yield built({**own, **place}, "postgres", "postgres_stock")


def built(environment: dict[str, str], target: str, asked: str) -> dict[str, str]:
    without = [part for kind in ("test", "unit_test") for part in ("--exclude-resource-type", kind)]
    run({**environment, "CUSTOMER360_TARGET": target}, "dbt", "--quiet", "build", *without)
    environment = {**environment, "CUSTOMER360_TARGET": asked}
    run(environment, "dbt", "--quiet", "parse", "--no-partial-parse")
    return environment


@pytest.fixture
def sql(environment: dict[str, str]) -> Callable[[str], dict[str, float | None]]:
    def ask(query: str) -> dict[str, float | None]:
        from unittest.mock import patch

        from customer360.warehouse import open_warehouse

        target = environment["CUSTOMER360_TARGET"].removesuffix("_stock")
        with patch.dict(os.environ, environment), open_warehouse(target, read_only=True) as found:
            return {
                company: None if value is None else float(value)
                for company, value in found.fetch(query)
            }

    return ask


def test_every_metric_has_an_answer_here(environment: dict[str, str]) -> None:
    manifest = Path(environment["PROJECT"], "target", "semantic_manifest.json")
    metrics = {metric["name"] for metric in json.loads(manifest.read_text())["metrics"]}
    # The parts of the ratios are asked through them.
    assert set(ANSWERS) <= metrics


@pytest.mark.parametrize("query", QUERIES)
def test_queries_of_the_page(environment: dict[str, str], query: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    run(environment, *shlex.split(query), "--csv", str(file))
    assert len(file.read_text().splitlines()) > 4


def test_metrics(environment: dict[str, str], sql, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    run(
        environment,
        *("mf", "query", "--metrics", ",".join(ANSWERS), "--group-by", "company"),
        *("--csv", str(file)),
    )
    with file.open(newline="") as opened:
        rows = {row["company"]: row for row in csv.DictReader(opened)}
    assert len(rows) == 4
    for metric, query in ANSWERS.items():
        expected = sql(query)
        for company, row in rows.items():
            value = float(row[metric]) if row[metric] not in ("", "None") else None
            wanted = expected.get(company)
            if not wanted:
                assert not value, (metric, company)
            else:
                assert value == pytest.approx(wanted, rel=1e-5), (metric, company)
