"""What this dbt project promises before any data is there."""

from __future__ import annotations

import json

import pytest
from dbt_project import PROJECT_ROOT, DbtProject, failures


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """This project on an empty DuckDB file, without demo companies."""
    work = tmp_path_factory.mktemp("bare")
    environment = {
        "CUSTOMER360_DUCKDB": str(work / "customer360.duckdb"),
        "CUSTOMER360_DEMO": "false",
    }
    return DbtProject(PROJECT_ROOT, work, environment)


def test_a_warehouse_without_companies_is_named_in_one_sentence(bare):
    result = bare.run("build")
    assert not result.success
    assert "No company has been landed. Run: customer360 land ROOT" in failures(result)


def test_seeds_and_docs_need_no_company(bare):
    bare.must_run("seed")
    bare.must_run("docs", "generate", "--empty-catalog", "--static")
    assert (bare.work / "target_duckdb" / "static_index.html").is_file()


def test_a_selection_that_matches_nothing_fails(bare):
    result = bare.run("build", "--select", "no_such_model")
    assert not result.success
    assert "no_such_model" in failures(result)


def test_a_misspelt_demo_setting_is_an_error(bare):
    misspelt = DbtProject(bare.root, bare.work, {**bare.environment, "CUSTOMER360_DEMO": "flase"})
    result = misspelt.run("seed")
    assert not result.success
    assert "CUSTOMER360_DEMO is 'flase'; allowed are true and false" in failures(result)


def test_schemas_have_plain_names_and_follow_the_prefix(bare):
    def schemas(prefix: str) -> set[str]:
        environment = {**bare.environment, "CUSTOMER360_SCHEMA_PREFIX": prefix}
        result = DbtProject(bare.root, bare.work, environment).must_run(
            "--quiet",
            "ls",
            "--resource-types",
            "model seed",
            "--output",
            "json",
            "--output-keys",
            "schema",
        )
        return {json.loads(line)["schema"] for line in result.result}

    plain = {"staging", "intermediate", "marts", "marts_pseudonymous", "seeds"}
    assert schemas("") == plain
    # In the same target folder: dbt must notice the variable.
    assert schemas("ana_") == {f"ana_{name}" for name in plain}
    assert schemas("") == plain
