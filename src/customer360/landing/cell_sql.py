"""Small pieces of DuckDB SQL about a cell, and the names that its parts have in the queries."""

from __future__ import annotations

from customer360.warehouse.base import quoted

#: A TIMESTAMP column comes with two more: its instant and how it stands to the clock. Many others
#: come with their trimmed text. The blank keeps the names apart from the contract's.
UTC, STATE, TRIMMED = " utc", " state", " trimmed"


def sql_text(value: str) -> str:
    """A value as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def value_name(column: str) -> str:
    """Name of the typed value of a column inside the cleaning query."""
    return quoted(column + " value")


def trimmed_name(column: str) -> str:
    """Name of the column's text without outer white space, where its check reads that."""
    return quoted(column + TRIMMED)


def time_name(column: str) -> str:
    return quoted(column + UTC)


def time_state_name(column: str) -> str:
    return quoted(column + STATE)
