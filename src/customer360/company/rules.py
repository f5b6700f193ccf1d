"""Finds what is wrong with a company's quality rules before a build does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from customer360.company.new import RULES
from customer360.landing.contract import TABLES, Kind
from customer360.landing.patterns import pattern_problem
from customer360.landing.raw_schema import raw_table
from customer360.landing.seeds import seed_rows
from customer360.warehouse import Warehouse
from customer360.warehouse.base import quoted

#: As macro cell_patterns has them.
NUMBER = r"[+-]?[0-9]{1,200}([.][0-9]{1,200})?"
TIME = r"[0-9]{4}-[01][0-9]-[0-3][0-9]( [0-2][0-9]:[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?)?"
#: Both ends are numbers or both are times, as in int_quality_rules.
_RANGE = re.compile(rf"({NUMBER})?[.][.]({NUMBER})?|({TIME})?[.][.]({TIME})?")
_DAYS = re.compile(r"[1-9][0-9]{0,3}")


def rule_problems(
    company_id: str, columns: dict[str, set[str]], rules: Path = RULES
) -> tuple[int, list[str]]:
    """How many rules ``companies/`` states for a company, and a sentence for each broken one.

    ``columns`` are the columns of each table that a rule can look at.
    """
    count, problems = 0, []
    for path in sorted(rules.rglob("*.yml")):
        try:
            stated = list(_rules_of(company_id, path))
        except (yaml.YAMLError, UnicodeDecodeError, AttributeError, KeyError, TypeError) as error:
            problems.append(_unread(path, error))
            continue
        for table, arguments in stated:
            count += 1
            problem = _problem(table, arguments, columns)
            if problem:
                problems.append(f"{path.name}, {table}: {problem}")
    return count, problems


def landed_rule_problems(
    company_id: str, columns: dict[str, set[str]], warehouse: Warehouse
) -> list[str]:
    """A sentence for each broken rule of the company's landed ``quality_rules.csv``."""
    rows = warehouse.fetch(
        f"select {quoted('check')}, {quoted('column')}, params from {raw_table('quality_rules')} "
        "where company_id = ? order by 1, 2, 3",
        (company_id,),
    )
    defaults, problems = _defaults(), []
    for check, named, params in rows:
        name = check.strip().lower()
        place, params = (named or "").strip(), (params or "").strip() or None
        table, _, column = place.partition(".")
        rule = {"check": name, "column_name": column or None, "params": params}
        default = defaults.get(name)
        if default is not None:
            table, place = default["table_name"], name
            rule = {
                "check": default["check_name"],
                "column_name": default["column_name"],
                "params": params or default["params"] or None,
            }
        problem = _problem(table, rule, columns)
        if problem:
            problems.append(f"quality_rules.csv, {place or 'no column'}: {problem}")
    return problems


def _rules_of(company_id: str, path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    contents = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    for source in contents.get("sources") or []:
        if source.get("name") != company_id:
            continue
        for table in source.get("tables") or []:
            for test in table.get("data_tests") or []:
                if "quality_rule" in test:
                    yield table["name"], test["quality_rule"].get("arguments") or {}


def _unread(path: Path, error: Exception) -> str:
    """Why a file that dbt could not read either says nothing."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"{path.name}, line {error.problem_mark.line + 1}: {error.problem}"
    if isinstance(error, yaml.YAMLError | UnicodeDecodeError):
        return f"{path.name}: {str(error).partition(chr(10))[0]}"
    return f"{path.name}: it is not written as in docs/quality_rules.md"


def _defaults() -> dict[str, dict[str, str]]:
    return {row["rule_name"]: row for row in seed_rows("rules/default_quality_rules.csv")}


def _problem(table: str, rule: dict[str, Any], columns: dict[str, set[str]]) -> str | None:
    defaults = _defaults()
    checks = {row["check_name"]: row for row in seed_rows("rules/quality_checks.csv")}
    if "rule" in rule:
        name = rule["rule"]
        known = ", ".join(sorted(defaults))
        return None if name in defaults else f"there is no rule {name!r}; known are {known}"
    name, params = rule.get("check"), rule.get("params")
    if name not in checks:
        return f"there is no check {name!r}; known are {', '.join(checks)}"
    if table not in columns:
        return f"there is no table {table!r}; known are {', '.join(sorted(columns))}"
    check = checks[name]
    column = rule.get("column_name")
    if column is not None and column not in columns[table]:
        return f"{name}: there is no column {column!r} in {table}"
    if column is None and check["kind"] != "table" and name != "known_customer":
        return f"{name}: it needs a column_name"
    if "." in check["applies_to"] and check["applies_to"] != f"{table}.{column}":
        return f"{name}: it looks at {check['applies_to']}, not at {table}.{column}"
    if bool(check["params"]) != (params is not None):
        wanted = check["params"] or "nothing"
        return f"{name}: params are {params!r}; it takes {wanted}"
    return _params_problem(name, check["kind"], table, str(params), columns)


def _is_dated(table: str) -> bool:
    """Whether rows of the table have a time of their own."""
    return any(column.kind in (Kind.TIMESTAMP, Kind.DATE) for column in TABLES[table].columns)


def _params_problem(
    name: str, kind: str, table: str, params: str, columns: dict[str, set[str]]
) -> str | None:
    if kind == "table" and not _is_dated(table):
        return f"{name}: rows of {table} have no time"
    if kind == "table" and not _DAYS.fullmatch(params):
        return f"{name}: {params!r} is no number of days"
    problem = pattern_problem(params) if name == "pattern" else None
    if problem:
        return f"{name}: {params!r} is no regular expression: {problem}"
    if name == "range" and (params == ".." or not _RANGE.fullmatch(params)):
        return f"{name}: {params!r} is no range; it is written min..max, numbers or times"
    if name == "ordered_dates" and params not in columns[table]:
        return f"{name}: there is no column {params!r} in {table}"
    if name == "reference":
        to_table, _, to_column = params.partition(".")
        if to_column not in columns.get(to_table, ()):
            return f"{name}: there is no {params!r}; it is written table.column"
    return None
