"""Companies through a whole build: planted faults, hostile text, and the tutorial as it stands."""

from __future__ import annotations

import csv
import re
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from company_project import CompanyProject
from dbt_project import PROJECT_ROOT
from injection_strings import STRINGS
from planted_faults import RULES, write_companies

from customer360.company import check_company, lineage, new_company
from customer360.company.check import TableContents
from customer360.landing.seeds import seed_rows

TUTORIAL = (PROJECT_ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")


def tutorial_files() -> dict[str, str]:
    """Path -> contents of the files that the tutorial shows."""
    return dict(re.findall(r"^`([\w/.]+)`:\n\n```\w+\n(.*?)^```", TUTORIAL, re.M | re.S))


def follow_tutorial(project: CompanyProject) -> None:
    new_company("acme", project.root, project.rules)
    places = {"landing": project.work, "companies": project.project}
    for name, text in tutorial_files().items():
        folder, is_file, _ = name.partition("/")
        if is_file:
            (places[folder] / name).write_text(text, encoding="utf-8")
        else:
            project.write_loader_table(name, text)


def write_hostile(project: CompanyProject) -> None:
    """A company all of whose texts are hostile, and the same texts in a seed."""
    folder = project.root / "hostile"
    folder.mkdir()
    columns = ["source_system", "source_record_id", "email", "first_name", "city"]
    write_csv(
        folder / "customers.csv",
        columns,
        [(text, text, f"n{n}@example.com", text, text) for n, text in enumerate(STRINGS)],
    )
    rules = [("accepted_values", "customers.city", text, text) for text in STRINGS]
    rules += [(text, text, text, text) for text in STRINGS]
    write_csv(folder / "quality_rules.csv", ["check", "column", "params", "owner"], rules)
    with (project.seeds / "lookups/country_aliases.csv").open("a", newline="") as file:
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerows((text, "FR") for text in STRINGS)


#: order_id -> (ordered_at, order_value, currency) of times and amounts that nobody can mean, and
#: what becomes of them: rejected, a flag, or kept for a day to come.
STRANGE_ORDERS = {
    "plain": ("2026-02-01T10:00", "10", "EUR", None),
    "year_1900": ("1900-01-01", "10", "EUR", "rejected"),
    "year_9999": ("9999-12-31", "10", "EUR", "rejected"),
    "no_such_day": ("31/02/2026", "10", "EUR", "rejected"),
    "no_such_hour": ("2025-03-30T02:30", "10", "EUR", "ordered_at:nonexistent_local_time"),
    "hour_twice": ("2025-10-26T02:30", "10", "EUR", "ordered_at:ambiguous_local_time"),
    "next_autumn": ("2026-10-01", "10", "EUR", "later"),
    "negative": ("2026-02-01", "-5", "EUR", "order_value:negative"),
    "not_a_number": ("2026-02-01", "NaN", "EUR", "rejected"),
    "endless": ("2026-02-01", "inf", "EUR", "rejected"),
    "huge": ("2026-02-01", "1e308", "EUR", "rejected"),
    "other_currency": ("2026-02-01", "10", "USD", None),
    "lower_case": ("2026-02-01", "10", "usd", "currency:not_iso_spelling"),
    "no_currency": ("2026-02-01", "10", "XQX", "rejected"),
}


#: Rules as landed: three cannot be asked, one holds, one is only worth a warning.
STRANGE_RULES = [
    ("not_nul", "customers.email", "", "error"),
    ("not_null", "customers.emial", "", "error"),
    ("range", "orders.order_value", "abc..def", "error"),
    ("range", "orders.order_value", "..1000", "error"),
    ("not_nul", "customers.phone", "", "warn"),
]


def write_strange(project: CompanyProject) -> None:
    folder = project.root / "strange"
    folder.mkdir()
    write_csv(folder / "company.csv", ["setting", "value"], [("time_zone", "Europe/Paris")])
    write_csv(
        folder / "orders.csv",
        ["order_id", "ordered_at", "order_value", "currency", "status"],
        [(order, *row[:3], "paid") for order, row in STRANGE_ORDERS.items()],
    )
    write_csv(
        folder / "quality_rules.csv", ["check", "column", "params", "severity"], STRANGE_RULES
    )


def write_csv(path: Path, columns: list[str], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> CompanyProject:
    project = CompanyProject(tmp_path_factory.mktemp("companies"))
    follow_tutorial(project)
    write_companies(project.root, project.rules)
    write_hostile(project)
    write_strange(project)
    project.land()
    return project


@pytest.fixture(scope="module")
def results(project: CompanyProject):
    return project.build()


def test_every_check_is_planted() -> None:
    planted = {rule.arguments.get("check") for rule in RULES}
    assert planted - {None} == {row["check_name"] for row in seed_rows("rules/quality_checks.csv")}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule_name)
def test_a_check_fires_on_its_fault_and_only_there(rule, project, results) -> None:
    found = results["faulty", rule.table, rule.rule_name]
    assert found.failures == rule.failed
    assert found.status == ("fail" if rule.severity == "error" else "warn")
    assert results["sound", rule.table, rule.rule_name].status == "pass"
    name = rule.rule_name.replace("'", "''")
    checked = dict(
        project.fetch(
            "select company_id, sum(checked_rows) from marts.fct_quality_results"
            f" where company_id in ('faulty', 'sound') and rule_name = '{name}' group by 1"
        )
    )
    assert checked["sound"] > 0
    keys = project.fetch(
        "select source_record_id from marts.fct_quality_failures"
        f" where company_id = 'faulty' and rule_id = '{name}:landing'"
    )
    assert sorted(key for (key,) in keys) == sorted(rule.keys)


def test_personal_values_are_masked(project, results) -> None:
    values = project.fetch(
        'select "column", value from marts.fct_quality_failures'
        " where company_id = 'faulty' and \"column\" in ('email', 'phone', 'birth_date_text')"
    )
    assert set(values) == {
        ("email", None),
        ("email", "c***"),
        ("email", "a***"),
        ("phone", "1***"),
        ("birth_date_text", "3***"),
    }


def test_history_is_kept_and_a_rebuild_adds_nothing(project, results) -> None:
    query = "select company_id, rule_id, run_at, failed_rows from marts.fct_quality_results"
    # as of an earlier build whose now was later: its verdict is not that of this one's now
    with duckdb.connect(str(project.duckdb_file)) as connection:
        connection.execute(
            "insert into marts.fct_quality_results by name select * replace ("
            "run_at + interval '1 year' as run_at, 'warn' as status)"
            " from marts.fct_quality_results where company_id = 'sound'"
        )
    before = project.fetch(query)
    assert project.build("int_quality_rules+") == results
    assert sorted(project.fetch(query)) == sorted(before)
    with (project.root / "sound" / "orders.csv").open("a") as file:
        file.write("o6,c1,2026-03-01T10:00,2000,paid\n")
    project.land()
    project.build("int_company_newest_events", "int_companies", "int_quality_rules+")
    after = project.fetch(query)
    assert set(before) < set(after)
    assert {row[0] for row in set(after) - set(before)} == {"sound"}
    found = {
        row[3]
        for row in after
        if row[:2] == ("sound", "range(orders.order_value, 0..1000):landing")
    }
    assert found == {0, 1}


def test_hostile_text_arrives_as_it_was_sent(project, results) -> None:
    assert len(STRINGS) == 25
    landed = project.fetch(
        "select source_record_id, first_name, source_system from raw.customers"
        " where company_id = 'hostile'"
    )
    assert sorted(landed) == sorted((text, text, text) for text in STRINGS)
    ((people,),) = project.fetch(
        "select count(*) from intermediate.int_identity_records where company_id = 'hostile'"
    )
    assert people == len(STRINGS)
    aliases = {alias for (alias,) in project.fetch("select alias from seeds.country_aliases")}
    assert set(STRINGS) <= aliases
    # What each rule says of each of the texts is nothing but text again.
    rules = project.fetch(
        "select rule_name, status, owner, failed_rows from marts.fct_quality_results"
        " where company_id = 'hostile' and origin = 'company'"
    )
    understood = {rule for rule, status, *_ in rules if status in ("warn", "pass")}
    assert understood == {f"accepted_values(customers.city, {text})" for text in STRINGS}
    assert {owner for *_, owner, _ in rules} == set(STRINGS)
    # Each text is one of its own list, and no other's: the bar separates values, and none has one.
    failed = {rule: 0 for rule in understood}
    for rule, _, _, count in rules:
        if rule in failed:
            failed[rule] += count
    assert set(failed.values()) == {len(STRINGS) - 1}


def test_strange_times_and_amounts_are_in_no_fact_unsaid(project, results) -> None:
    expected = {order: row[3] for order, row in STRANGE_ORDERS.items()}
    rejected = project.fetch(
        "select source_record_id, reason from raw.rejected_rows where company_id = 'strange'"
    )
    assert {order for order, _ in rejected} == {
        o for o, end in expected.items() if end == "rejected"
    }
    assert all(reason for _, reason in rejected)
    landed = dict(
        project.fetch("select order_id, landing_flags from raw.orders where company_id = 'strange'")
    )
    assert len(landed) + len(rejected) == len(STRANGE_ORDERS)
    assert landed == {
        order: None if end == "later" else end
        for order, end in expected.items()
        if end != "rejected"
    }
    facts = {
        order
        for (order,) in project.fetch(
            "select order_id from intermediate.int_orders_valued where company_id = 'strange'"
        )
    }
    assert facts == set(landed) - {"next_autumn"}
    now = project.fetch("select as_of from intermediate.int_companies where company_id = 'strange'")
    assert now == [(datetime(2026, 2, 1, 9),)]
    told = dict(
        project.fetch(
            "select rule_name, sum(failed_rows) from marts.fct_quality_results"
            " where company_id = 'strange' group by 1"
        )
    )
    assert (told["order_value_negative"], told["currency_not_iso"]) == (1, 1)


def test_a_landed_rule_that_cannot_be_asked_stops_the_build(project, results) -> None:
    """The test that all landed rules share is read as it stands, and asked of what is built."""
    test = PROJECT_ROOT / "tests/marts/data_quality/assert_no_rule_of_severity_error_is_broken.sql"
    schemas = {"fct_quality_results": "marts", "int_companies": "intermediate"}
    query = re.sub(
        r"{{ ref\('(\w+)'\) }}", lambda ref: f"{schemas[ref[1]]}.{ref[1]}", test.read_text()
    )
    statuses = {row[1]: row[-1] for row in project.fetch(query) if row[0] == "strange"}
    assert statuses == {
        "not_nul(customers.email)": "unknown_check",
        "not_null(customers.emial)": "unknown_column",
        "range(orders.order_value, abc..def)": "unreadable_params",
    }


def test_hostile_text_is_no_company(tmp_path: Path) -> None:
    from customer360.company import CompanyError

    for text in STRINGS:
        for act in (
            lambda text=text: new_company(text, tmp_path, tmp_path),
            lambda text=text: check_company(text, tmp_path, None),
        ):
            with pytest.raises(CompanyError, match="no company id"):
                act()
    assert list(tmp_path.iterdir()) == []


#: Reads a variable and lets nothing through but names of a list of its own.
CHOOSES_FROM_A_LIST = "touch_attribution_models.sql"


def test_no_model_reads_a_variable() -> None:
    """--vars are pasted raw into SQL, so nothing may read them but what chooses from a list."""
    files = [
        path
        for folder in ("models", "python_models", "macros", "tests/generic", "tests/marts")
        for path in (PROJECT_ROOT / folder).rglob("*.*")
        if path.suffix in (".sql", ".yml", ".py")
    ]
    assert files
    reading = [path.name for path in files if re.search(r"(?<!env_)\bvar\(", path.read_text())]
    assert reading == [CHOOSES_FROM_A_LIST]


def test_the_tutorial_ends_as_it_says(project, results) -> None:
    told = dict(re.findall(r"^\| `(.+?)` \| (\w+) \|$", TUTORIAL, re.M))
    found = {
        rule: result.status for (company, _, rule), result in results.items() if company == "acme"
    }
    assert {rule.replace("\\|", "|"): result for rule, result in told.items()} == found
    assert len(told) == 5


def test_the_tutorial_touches_at_most_three_files() -> None:
    files = {name for name in tutorial_files() if "/" in name}
    touched = {name for name in files if Path(name).stem not in ("customers", "orders")}
    assert touched == {
        "landing/acme/company.csv",
        "landing/acme/connectors.csv",
        "companies/acme.yml",
    }
    assert len(tutorial_files()["landing/acme/connectors.csv"].splitlines()) == 1 + 2


def test_the_tutorials_systems_are_in_the_results(project, results) -> None:
    systems = project.fetch(
        "select source_system, checked_rows, failed_rows from marts.fct_quality_results"
        " where company_id = 'acme' and rule_name = 'email_missing'"
    )
    assert sorted(systems) == [("b2b", 1, 0), ("shop", 3, 1), ("till", 2, 0)]


def test_the_tutorials_check_says_what_it_says(project, results, monkeypatch) -> None:
    monkeypatch.setattr(lineage, "PROJECT_ROOT", project.project)
    monkeypatch.setenv("DBT_TARGET_PATH", str(project.work / "target_duckdb"))
    found = check_company("acme", project.root, None)
    assert TableContents("orders", rows=2, rejected=1) in found.contents
    assert [problem for problem in found.problems if "soon" in problem]
    assert [one.source_system for one in found.connections] == ["b2b", "shop"]
    assert all("orders" in one.tables for one in found.connections)
