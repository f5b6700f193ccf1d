"""Creates the raw schema: every table of the contract, also those that nobody has sent yet."""

from __future__ import annotations

from customer360.landing.contract import BOOKKEEPING_TABLES, TABLES, raw_columns
from customer360.warehouse import Warehouse
from customer360.warehouse.base import quoted

RAW = "raw"


def raw_table(name: str) -> str:
    """A raw table's name for SQL."""
    return f"{RAW}.{quoted(name)}"


def all_raw_tables() -> dict[str, dict[str, str]]:
    """Table name -> column name -> SQL type."""
    return {
        **{name: raw_columns(table) for name, table in TABLES.items()},
        **BOOKKEEPING_TABLES,
    }


def create_raw_schema(warehouse: Warehouse) -> None:
    """Creates what is missing, also columns that a newer contract has added. Keeps all rows."""
    with warehouse.transaction():
        warehouse.create_schema(RAW)
        existing = set(
            warehouse.fetch(
                "select table_name, column_name from information_schema.columns "
                "where table_schema = ?",
                (RAW,),
            )
        )
        for name, columns in all_raw_tables().items():
            if not any(table == name for table, _ in existing):
                definition = ", ".join(
                    f"{quoted(column)} {kind}" for column, kind in columns.items()
                )
                warehouse.execute(f"create table {raw_table(name)} ({definition})")
                continue
            for column, kind in columns.items():
                if (name, column) not in existing:
                    warehouse.execute(
                        f"alter table {raw_table(name)} add column {quoted(column)} {kind}"
                    )


def analyze_raw_tables(warehouse: Warehouse) -> None:
    """Called when a load is over, so that the build that follows is planned on what came in."""
    for name in all_raw_tables():
        warehouse.analyze(RAW, name)
