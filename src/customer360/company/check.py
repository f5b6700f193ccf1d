"""What a company has sent, what the marts can show with it, what is wrong and what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from customer360.company.lineage import (
    columns_of_tables,
    manifest,
    tables_of_marts,
    tables_of_systems,
)
from customer360.company.new import CompanyError, require_company_id
from customer360.company.rules import landed_rule_problems, rule_problems
from customer360.landing.contract import DATA_TABLES, TABLES
from customer360.landing.load import land
from customer360.landing.raw_schema import raw_table
from customer360.warehouse import DuckDBWarehouse, Warehouse
from customer360.warehouse.base import quoted

#: Different reasons of rejected rows that are told for each table.
SHOWN_REASONS = 3


@dataclass(frozen=True)
class TableContents:
    """Rows of one table of the contract that a company has."""

    table: str
    rows: int
    rejected: int


@dataclass(frozen=True)
class Connection:
    """A system that a connector reads for a company, and the tables it fills."""

    source_system: str
    system: str
    tables: tuple[str, ...]


@dataclass(frozen=True)
class MartCapability:
    """A mart, the tables it is made from that are there, and those that are not."""

    mart: str
    present: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.present


@dataclass(frozen=True)
class NextTable:
    """A table that is not there yet, and what landing it would bring."""

    table: str
    required_columns: tuple[str, ...]
    #: Marts that have nothing so far, and marts that would know more.
    opens: tuple[str, ...]
    enriches: tuple[str, ...]


@dataclass
class CompanyCheck:
    company_id: str
    #: Where the rows were looked for, as people call it.
    place: str
    contents: list[TableContents]
    connections: list[Connection]
    marts: list[MartCapability]
    next_tables: list[NextTable]
    rule_count: int
    problems: list[str] = field(default_factory=list)


def check_company(
    company_id: str, root: Path | None, warehouse: Warehouse | None, place: str = "the warehouse"
) -> CompanyCheck:
    """Looks at ``<root>/<id>`` by a landing that writes nothing, or at what is in a warehouse.

    One of ``root`` and ``warehouse`` is given. Raises CompanyError where neither has the company,
    and LandingError where the root cannot be read.
    """
    require_company_id(company_id)
    if root is not None:
        with duckdb.connect() as connection:
            scratch = DuckDBWarehouse(connection)
            problems = _dry_run(company_id, root, scratch)
            return _checked(company_id, str(root / company_id), scratch, problems)
    if warehouse is None:
        raise ValueError("a root or a warehouse is needed")
    _require_landed(company_id, warehouse, place)
    problems = _refusals(company_id, warehouse) + _rejects(company_id, warehouse)
    return _checked(company_id, place, warehouse, problems)


def _checked(
    company_id: str, place: str, warehouse: Warehouse, problems: list[str]
) -> CompanyCheck:
    """What a warehouse holds of a company, and what the project makes of it."""
    # Last of all: where the project has changed it is parsed, which takes seconds.
    parsed = manifest()
    contents = _contents(company_id, warehouse)
    connections = _connections(company_id, warehouse, tables_of_systems(parsed))
    columns = columns_of_tables(parsed)
    rule_count, wrong_rules = rule_problems(company_id, columns)
    wrong_rules += landed_rule_problems(company_id, columns, warehouse)
    present = {one.table for one in contents if one.rows}
    present |= {table for one in connections for table in one.tables}
    lineage = tables_of_marts(parsed)
    return CompanyCheck(
        company_id,
        place,
        contents,
        connections,
        marts=capabilities(lineage, present),
        next_tables=next_tables(lineage, present),
        rule_count=rule_count,
        problems=problems + wrong_rules,
    )


def capabilities(lineage: dict[str, tuple[str, ...]], present: set[str]) -> list[MartCapability]:
    """One capability per mart that is made from landed tables."""
    return [
        MartCapability(
            mart,
            tuple(table for table in tables if table in present),
            tuple(table for table in tables if table not in present),
        )
        for mart, tables in lineage.items()
        if tables
    ]


def next_tables(lineage: dict[str, tuple[str, ...]], present: set[str]) -> list[NextTable]:
    """The tables that are missing, those first that would open the most marts."""
    found = []
    for table in DATA_TABLES:
        if table.name in present:
            continue
        marts = [mart for mart, tables in lineage.items() if table.name in tables]
        opens = tuple(mart for mart in marts if not present.intersection(lineage[mart]))
        enriches = tuple(mart for mart in marts if mart not in opens)
        found.append(NextTable(table.name, table.required, opens, enriches))
    return sorted(found, key=lambda one: (-len(one.opens), -len(one.enriches), one.table))


def _dry_run(company_id: str, root: Path, warehouse: Warehouse) -> list[str]:
    """Lands the company's folder in an empty warehouse; what is wrong, a sentence each."""
    (report,) = land(root, warehouse, (company_id,)).companies
    problems = [f"{company_id} is refused: {report.refused}"] if report.refused else []
    problems += [f"{name} is ignored: it is no table of the contract" for name in report.ignored]
    for file in report.files:
        if file.refused:
            problems.append(f"{file.file} is refused: {file.refused}")
        problems += [f"{file.file}: column {name!r} is ignored" for name in file.unknown_columns]
    return problems + _rejects(company_id, warehouse)


def _require_landed(company_id: str, warehouse: Warehouse, place: str) -> None:
    known = warehouse.table_exists("raw", "companies") and warehouse.fetch(
        "select 1 from raw.companies where company_id = ?", (company_id,)
    )
    if not known:
        raise CompanyError(
            f"company {company_id!r} is not in {place}; --root looks at a landing folder"
        )


def _connections(
    company_id: str, warehouse: Warehouse, systems: dict[str, tuple[str, ...]]
) -> list[Connection]:
    if not warehouse.table_exists("raw", "connectors"):
        return []
    rows = warehouse.fetch(
        f"select source_system, {quoted('system')}, tables from {raw_table('connectors')} "
        "where company_id = ? and coalesce(is_active, true) order by source_system",
        (company_id,),
    )
    return [
        Connection(name, system, tuple(t for t in systems.get(system, ()) if _takes(tables, t)))
        for name, system, tables in rows
    ]


def _takes(tables: str | None, table: str) -> bool:
    """Whether a connection's list of tables has one; no list means all."""
    listed = (tables or "").lower().replace(",", " ").replace(";", " ").split()
    return not listed or table in listed


def _contents(company_id: str, warehouse: Warehouse) -> list[TableContents]:
    rejected = dict(
        warehouse.fetch(
            "select table_name, count(line) from raw.rejected_rows where company_id = ? group by 1",
            (company_id,),
        )
    )
    found = []
    for name in TABLES:
        query = f"select count(*) from {raw_table(name)} where company_id = ?"
        ((rows,),) = warehouse.fetch(query, (company_id,))
        if rows or rejected.get(name):
            found.append(TableContents(name, rows, rejected.get(name, 0)))
    return found


def _refusals(company_id: str, warehouse: Warehouse) -> list[str]:
    """Files of the last landing that were refused as a whole, a sentence each; none has a line."""
    rows = warehouse.fetch(
        "select file, reason from raw.rejected_rows where company_id = ? and line is null "
        "order by file, reason",
        (company_id,),
    )
    return [f"{file} is refused: {reason}" for file, reason in rows]


def _rejects(company_id: str, warehouse: Warehouse) -> list[str]:
    rows = warehouse.fetch(
        "select file, reason, count(*), min(line) from raw.rejected_rows "
        "where company_id = ? and line is not null group by file, reason "
        "order by file, count(*) desc, min(line)",
        (company_id,),
    )
    sentences, shown = [], {}
    for file, reason, count, line in rows:
        shown[file] = shown.get(file, 0) + 1
        if shown[file] <= SHOWN_REASONS:
            more = f" and in {count - 1} more" if count > 1 else ""
            sentences.append(f"{file} line {line}{more}: {reason}")
        elif shown[file] == SHOWN_REASONS + 1:
            sentences.append(f"{file}: more in rejected_rows")
    return sentences
