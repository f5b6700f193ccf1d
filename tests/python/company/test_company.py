"""`customer360 company`: first files, and what a company's data shows, lacks and gets wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import duckdb
import pytest
import yaml
from click.testing import CliRunner, Result

from customer360.commands.company import command
from customer360.company import CompanyError, check_company, lineage, new_company
from customer360.company.check import TableContents, capabilities, next_tables
from customer360.company.lineage import columns_of_tables, tables_of_marts
from customer360.company.rules import NUMBER, TIME, rule_problems
from customer360.landing.company_file import read_company_file
from customer360.landing.load import land
from customer360.project import PROJECT_ROOT
from customer360.warehouse import DuckDBWarehouse

COLUMNS = {
    "customers": {"email", "gender"},
    "orders": {"order_id", "order_value", "ordered_at"},
    "order_lines": {"order_id"},
}


def model(name: str, folder: str, columns: tuple[str, ...] = ()) -> dict:
    return {
        "name": name,
        "resource_type": "model",
        "original_file_path": f"models/{folder}/{name}.sql",
        "columns": {column: {} for column in columns},
    }


#: A small project: orders lead to a fact; who a person is leads through identity to everything.
MANIFEST = {
    "nodes": {
        "m.customers": model("stg_unioned__customers", "staging/unioned", ("email", "gender")),
        "m.orders": model(
            "stg_unioned__orders", "staging/unioned", ("order_id", "order_value", "ordered_at")
        ),
        "m.touches": model("stg_unioned__touches", "staging/unioned"),
        "m.shop": model("stg_shopify__orders", "staging/shopify"),
        "m.whos": model("int_whos", "intermediate/identity"),
        "m.valued": model("int_orders_valued", "intermediate/attribution"),
        "m.fct_sales": model("fct_sales", "marts/attribution"),
        "m.dim_customers": model("dim_customers", "marts/customers"),
        "m.fct_touches": model("fct_touches", "marts/attribution"),
        "m.dim_dates": model("dim_dates", "marts/companies"),
    },
    "parent_map": {
        "m.customers": ["source.raw.customers"],
        "m.orders": [],
        "m.touches": [],
        "m.whos": ["m.customers", "m.orders", "m.touches"],
        "m.valued": ["m.orders", "m.whos"],
        "m.fct_sales": ["m.valued"],
        "m.dim_customers": ["m.whos", "m.valued"],
        "m.fct_touches": ["m.touches", "m.whos"],
        "m.dim_dates": [],
    },
}

LINEAGE = {
    "dim_customers": ("customers", "identity_links", "orders"),
    "dim_dates": (),
    "fct_sales": ("orders",),
    "fct_touches": ("touches",),
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A parsed project without rules, and a warehouse that is not there yet."""
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "manifest.json").write_text(json.dumps(MANIFEST))
    monkeypatch.delenv("DBT_TARGET_PATH", raising=False)
    monkeypatch.setattr(lineage, "PROJECT_ROOT", tmp_path)
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(tmp_path / "warehouse.duckdb"))
    monkeypatch.delenv("CUSTOMER360_TARGET", raising=False)
    return tmp_path


def write_acme(root: Path) -> None:
    (root / "acme").mkdir(parents=True)
    (root / "acme" / "customers.csv").write_text(
        "source_record_id,email,shoe_size\n1,a@example.com,43\n2,,\n"
    )
    (root / "acme" / "orders.csv").write_text("order_id,status\n1,paid\n")


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(command, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_new_companys_files_can_be_used_as_they_are(tmp_path: Path) -> None:
    rules = tmp_path / "companies"
    settings_file, rules_file = new_company("acme", tmp_path / "landing", rules)
    settings, unknown = read_company_file(settings_file)
    assert {setting.setting: setting.value for setting in settings} == {
        "company_name": "Acme",
        "time_zone": "UTC",
        "currency": "EUR",
        "country": "US",
    }
    assert unknown == ()
    (source,) = yaml.safe_load(rules_file.read_text())["sources"]
    assert (source["name"], source["config"]["tags"]) == ("acme", ["acme"])
    columns = {"customers": {"phone"}}
    assert rule_problems("acme", columns, rules) == (2, [])
    commented = rules_file.read_text().replace("\n#     - name", "\n      - name")
    rules_file.write_text(commented.replace("\n#       ", "\n        "))
    columns["orders"] = {"order_value"}
    assert rule_problems("acme", columns, rules) == (4, [])


def test_half_a_company_is_none(tmp_path: Path) -> None:
    (tmp_path / "rules").write_text("a file where a folder should be")
    with pytest.raises(CompanyError, match=r"cannot write .*rules: File exists"):
        new_company("acme", tmp_path / "landing", tmp_path / "rules")
    assert not (tmp_path / "landing/acme/company.csv").exists()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    new_company("acme", tmp_path / "landing", tmp_path / "companies")
    (tmp_path / "companies" / "acme.yml").write_text("mine")
    (tmp_path / "landing" / "acme" / "company.csv").unlink()
    with pytest.raises(CompanyError, match="is there already"):
        new_company("acme", tmp_path / "landing", tmp_path / "companies")
    assert (tmp_path / "companies" / "acme.yml").read_text() == "mine"
    assert not (tmp_path / "landing" / "acme" / "company.csv").exists()


@pytest.mark.parametrize(
    "name", ["", "Acme", "1st", "a-b", "../acme", "a" * 32, "acme\n", "landing"]
)
def test_what_is_no_company_id(name: str, tmp_path: Path) -> None:
    with pytest.raises(CompanyError):
        new_company(name, tmp_path, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_marts_are_made_from_tables_but_not_for_identity_alone() -> None:
    assert tables_of_marts(MANIFEST) == LINEAGE
    assert {name: COLUMNS[name] for name in ("customers", "orders")} == {
        name: columns for name, columns in columns_of_tables(MANIFEST).items() if columns
    }


def test_capabilities_follow_the_tables_that_are_there() -> None:
    found = {one.mart: one for one in capabilities(LINEAGE, {"customers", "orders"})}
    assert set(found) == {"dim_customers", "fct_sales", "fct_touches"}
    assert found["dim_customers"].missing == ("identity_links",)
    assert [mart for mart, one in found.items() if one.is_empty] == ["fct_touches"]


def test_the_next_table_is_the_one_that_opens_most() -> None:
    found = next_tables(LINEAGE, {"customers"})
    assert found[0].table == "orders"
    assert found[0].opens == ("fct_sales",)
    assert found[0].enriches == ("dim_customers",)
    assert "ordered_at" in found[0].required_columns
    assert "customers" not in {one.table for one in found}


@pytest.mark.parametrize(
    "table, rule, problem",
    [
        ("customers", {"rule": "email_missing"}, None),
        ("customers", {"rule": "email_mising"}, "there is no rule 'email_mising'"),
        ("customers", {"check": "not_nul", "column_name": "email"}, "there is no check 'not_nul'"),
        ("customers", {"check": "not_null", "column_name": "mail"}, "there is no column 'mail'"),
        ("customers", {"check": "not_null"}, "needs a column_name"),
        ("carts", {"check": "not_null", "column_name": "email"}, "there is no table 'carts'"),
        ("orders", {"check": "range", "column_name": "order_value"}, "it takes min..max"),
        ("orders", {"check": "range", "column_name": "order_value", "params": "5"}, "min..max"),
        ("orders", {"check": "range", "column_name": "order_value", "params": "5.."}, None),
        ("orders", {"check": "range", "column_name": "order_value", "params": "a..b"}, "no range"),
        ("orders", {"check": "range", "column_name": "order_value", "params": "0..b"}, "no range"),
        ("orders", {"check": "range", "column_name": "ordered_at", "params": "2025-01-01.."}, None),
        ("orders", {"check": "lines_add_up", "column_name": "order_id"}, "at orders.order_value"),
        ("orders", {"check": "lines_add_up", "column_name": "order_value"}, None),
        ("orders", {"check": "freshness", "params": "soon"}, "no number of days"),
        ("orders", {"check": "freshness", "params": 3}, None),
        ("order_lines", {"check": "freshness", "params": 3}, "rows of order_lines have no time"),
        ("customers", {"check": "pattern", "column_name": "email", "params": "("}, "no regular"),
        (
            "orders",
            {"check": "reference", "column_name": "order_id", "params": "lines.order_id"},
            "it is written table.column",
        ),
        (
            "orders",
            {"check": "reference", "column_name": "order_id", "params": "order_lines.order_id"},
            None,
        ),
    ],
)
def test_broken_rules_are_named(
    table: str, rule: dict, problem: str | None, tmp_path: Path
) -> None:
    tests = [{"quality_rule": {"arguments": rule}}]
    sources = [{"name": name, "tables": [{"name": table, "data_tests": tests}]} for name in "ab"]
    (tmp_path / "rules.yml").write_text(yaml.safe_dump({"sources": sources}))
    count, problems = rule_problems("a", COLUMNS, tmp_path)
    assert count == 1
    if problem is None:
        assert problems == []
    else:
        assert len(problems) == 1
        assert problem in problems[0]
        assert problems[0].startswith(f"rules.yml, {table}: ")


@pytest.mark.parametrize(
    "content, problem",
    [
        (b"sources:\n  - name: a\n   tables: [\n", "rules.yml, line 3: "),
        (b"\xff\xfe", "rules.yml: "),
        (b"a\x00b", "rules.yml: "),
        (b"- a", "rules.yml: it is not written as in docs/quality_rules.md"),
        (b"sources:\n  - name: a\n    tables:\n      - name\n", "rules.yml: it is not written as"),
        (b"sources:\n", None),
        (b"sources:\n  - name: a\n    tables:\n", None),
        (b"sources:\n  - name: a\n    tables:\n      - {name: x, data_tests: }\n", None),
    ],
)
def test_a_rule_file_that_cannot_be_read_is_named(
    content: bytes, problem: str | None, tmp_path: Path
) -> None:
    (tmp_path / "rules.yml").write_bytes(content)
    count, problems = rule_problems("a", COLUMNS, tmp_path)
    assert count == 0
    assert [one.startswith(problem or "") for one in problems] == ([True] if problem else [])


def test_a_project_that_dbt_cannot_read_gives_2(project: Path) -> None:
    write_acme(project / "landing")
    (project / "target" / "manifest.json").unlink()
    result = run("check", "acme", "--root", project / "landing")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: dbt cannot read the project: ")


def test_check_of_a_folder_lands_nothing(project: Path) -> None:
    write_acme(project / "landing")
    found = check_company("acme", project / "landing", None)
    assert found.contents == [TableContents("customers", rows=1, rejected=1)]
    assert any("column 'shoe_size' is ignored" in problem for problem in found.problems)
    assert any(problem.startswith("customers.csv line 3: none of") for problem in found.problems)
    assert any(problem.startswith("orders.csv is refused") for problem in found.problems)
    assert not (project / "warehouse.duckdb").exists()


def test_models_read_ranges_by_the_same_patterns() -> None:
    macro = (PROJECT_ROOT / "macros" / "cell_patterns.sql").read_text(encoding="utf-8")
    assert re.findall(r'^ +"(\w+)": "(.*)",$', macro, re.MULTILINE) == [
        ("number", NUMBER),
        ("time", TIME),
    ]


def test_landed_rules_are_checked_too(project: Path) -> None:
    write_acme(project / "landing")
    (project / "landing" / "acme" / "quality_rules.csv").write_text(
        "check,column,params,is_active\n"
        "not_nul,customers.email,,\nnot_null,customers.emial,,\nnot_null,customers.email,,\n"
        "range,orders.order_value,abc..def,\nEmail_Missing,,,\nemail_mising,,,false\n"
        "order_value_negative,,0..x,\n"
    )
    found = check_company("acme", project / "landing", None)
    told = [problem for problem in found.problems if problem.startswith("quality_rules.csv")]
    beginnings = [
        "quality_rules.csv, no column: there is no check 'email_mising'",
        "quality_rules.csv, customers.email: there is no check 'not_nul'",
        "quality_rules.csv, customers.emial: not_null: there is no column 'emial'",
        "quality_rules.csv, order_value_negative: range: '0..x' is no range",
        "quality_rules.csv, orders.order_value: range: 'abc..def' is no range",
    ]
    assert len(told) == len(beginnings)
    assert all(map(str.startswith, sorted(told), sorted(beginnings)))


def test_check_of_the_warehouse(project: Path) -> None:
    write_acme(project / "landing")
    with duckdb.connect(str(project / "warehouse.duckdb")) as connection:
        land(project / "landing", DuckDBWarehouse(connection))
    result = run("check", "acme")
    assert result.exit_code == 1
    assert "customers                     1 rows, 1 rejected" in result.stdout
    assert "orders.csv is refused: required column" in result.stdout
    assert "fct_touches                  nothing yet" in result.stdout
    assert "orders: opens fct_sales; adds to 1 marts" in result.stdout
    assert "needs touch_id, occurred_at, touch_type" in result.stdout


def test_what_connectors_fill_counts_as_there(project: Path) -> None:
    folder = project / "landing" / "acme"
    folder.mkdir(parents=True)
    (folder / "connectors.csv").write_text(
        "source_system,system,schema,tables\nshop,shopify,raw_shop,\nb2b,shopify,raw_b2b,refunds\n"
    )
    found = check_company("acme", project / "landing", None)
    assert [(one.source_system, one.tables) for one in found.connections] == [
        ("b2b", ()),
        ("shop", ("orders",)),
    ]
    assert {one.mart: one.present for one in found.marts}["fct_sales"] == ("orders",)


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["check", "nobody", "--root", "{root}"], "has no folder in"),
        (["check", "No Body", "--root", "{root}"], "is no company id"),
        (["new", "No Body", "--root", "{root}"], "is no company id"),
        (["check", "acme"], "Error: "),
    ],
)
def test_what_cannot_run_gives_2(arguments: list[str], sentence: str, project: Path) -> None:
    write_acme(project / "landing")
    result = run(*(part.format(root=project / "landing") for part in arguments))
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
