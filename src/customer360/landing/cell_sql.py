"""Small pieces of DuckDB SQL about a cell, and the names that its parts have in the queries."""

from __future__ import annotations

from customer360.warehouse.base import quoted

#: White space of any script, for a regular expression's brackets.
_WHITE = r"\s\x0b\p{Z}"


#: A TIMESTAMP column comes with two more: its instant and how it stands to the clock. The blank
#: keeps their names apart from the contract's.
UTC, STATE = " utc", " state"


def has_text(cell: str) -> str:
    """True where a cell holds more than white space."""
    return f"regexp_matches({cell}, '[^{_WHITE}]')"


def trimmed(cell: str) -> str:
    """The cell without outer white space of any script."""
    return (
        f"case when regexp_matches({cell}, '^[{_WHITE}]|[{_WHITE}]$') "
        f"then regexp_replace({cell}, '^[{_WHITE}]+|[{_WHITE}]+$', '', 'g') else {cell} end"
    )


def sql_text(value: str) -> str:
    """A value as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def value_name(column: str) -> str:
    """Name of the typed value of a column inside the cleaning query."""
    return quoted(column + " value")


def trimmed_name(column: str) -> str:
    """Name of the column's text without outer white space, where the kind needs it."""
    return quoted(column + " trimmed")


def time_name(column: str) -> str:
    return quoted(column + UTC)


def time_state_name(column: str) -> str:
    return quoted(column + STATE)
