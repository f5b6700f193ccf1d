"""How each kind of column is read, as DuckDB expressions over a cell that is null when blank."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from zoneinfo import available_timezones

from customer360.landing.cell_sql import (
    sql_text,
    time_name,
    time_state_name,
    trimmed_name,
    value_name,
)
from customer360.landing.contract import SQL_TYPES, Column, Kind
from customer360.landing.seeds import country_codes, currency_codes
from customer360.landing.time_zones import GAP, TWICE
from customer360.warehouse.base import quoted

DECIMAL_PATTERN = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?"

_TRUE = ("true", "1", "yes", "t", "y")
_FALSE = ("false", "0", "no", "f", "n")

_EARLIEST_EVENT = "timestamp '1950-01-01'"
#: DuckDB replaces $loaded_at by the load's time.
_LATEST_EVENT = "(cast($loaded_at as timestamp) + interval '1 year')"


@dataclass(frozen=True)
class Check:
    """SQL expressions for one column; conditions may name the column's value (value_name)."""

    value: str
    #: (condition, what is wrong) - a true condition rejects the row.
    rejects: tuple[tuple[str, str], ...] = ()
    #: (condition, flag) - a true condition keeps the row and flags it.
    flags: tuple[tuple[str, str], ...] = ()


def _sql_list(values: Iterable[str]) -> str:
    return "(" + ", ".join(sql_text(value) for value in sorted(values)) + ")"


def check_for(column: Column, is_key: bool = False) -> Check:
    """The column's check; cells are seen under the column's own name."""
    if is_key and column.kind is Kind.CURRENCY:
        # Two spellings of one currency are one key.
        return replace(_currency(column), value=f"upper({_trimmed(column)})")
    if column.values:
        return _enumerated(column)
    return _CHECKS[column.kind](column)


def reads_trimmed(column: Column) -> bool:
    """True where the column's check reads its text without outer white space."""
    if column.kind is Kind.TEXT:
        return bool(column.values or column.reserved)
    return column.kind not in (Kind.TIMESTAMP, Kind.COUNTRY)


def _trimmed(column: Column) -> str:
    return trimmed_name(column.name)


def _unreadable(column: Column) -> str:
    return f"{quoted(column.name)} is not null and {value_name(column.name)} is null"


def _outside(column: Column) -> tuple[tuple[str, str], ...]:
    """The reject of a number that is smaller or greater than the column's limits."""
    if column.limits is None:
        return ()
    least, most = column.limits
    return (
        (
            f"{value_name(column.name)} not between {least} and {most}",
            f"is not between {least} and {most}",
        ),
    )


def _text(column: Column) -> Check:
    if not column.reserved:
        return Check(quoted(column.name))
    is_reserved = f"lower({_trimmed(column)}) in {_sql_list(column.reserved)}"
    return Check(quoted(column.name), rejects=((is_reserved, "is a name that the marts keep"),))


def _enumerated(column: Column) -> Check:
    lowered = f"lower({_trimmed(column)})"
    known = f"{lowered} in {_sql_list(column.values)}"
    if column.required:
        return Check(
            f"case when {known} then {lowered} end",
            rejects=((_unreadable(column), "is none of " + ", ".join(column.values)),),
        )
    return Check(
        f"case when {known} then {lowered} else {quoted(column.name)} end",
        flags=((f"not ({known})", "unknown_value"),),
    )


def _timestamp(column: Column) -> Check:
    value, state = value_name(column.name), time_state_name(column.name)
    return Check(
        time_name(column.name),
        rejects=(
            (_unreadable(column), "is not an ISO 8601 time"),
            *(_event_bounds(value) if column.is_event_time else ()),
        ),
        flags=(
            (f"{state} = {TWICE}", "ambiguous_local_time"),
            (f"{state} = {GAP}", "nonexistent_local_time"),
        ),
    )


def _event_bounds(value: str) -> tuple[tuple[str, str], ...]:
    return (
        (f"{value} < {_EARLIEST_EVENT}", "is before 1950"),
        (f"{value} > {_LATEST_EVENT}", "is more than a year after the load"),
    )


def _iso_day(column: Column) -> str:
    text = _trimmed(column)
    return (
        rf"case when regexp_matches({text}, '^\d{{4}}-\d{{2}}-\d{{2}}($|[Tt ]\d{{2}}:\d{{2}})') "
        f"then try_cast({text}[1:10] as date) end"
    )


def _date(column: Column) -> Check:
    bounds = _event_bounds(value_name(column.name)) if column.is_event_time else ()
    return Check(
        _iso_day(column), rejects=((_unreadable(column), "is not an ISO 8601 date"), *bounds)
    )


def _birth_date(column: Column) -> Check:
    day = _iso_day(column)
    loaded_on = "cast($loaded_at as date)"
    return Check(
        quoted(column.name),
        flags=(
            (f"{quoted(column.name)} is not null and ({day}) is null", "not_a_date"),
            (f"({day}) > {loaded_on}", "in_the_future"),
            (f"({day}) < {loaded_on} - interval '120 years'", "over_120_years_ago"),
        ),
    )


def _integer(column: Column) -> Check:
    text = _trimmed(column)
    return Check(
        rf"case when regexp_full_match({text}, '[+-]?[0-9]+(\.0*)?') "
        f"then try_cast(split_part({text}, '.', 1) as bigint) end",
        rejects=((_unreadable(column), "is not a whole number"), *_outside(column)),
    )


def _decimal(column: Column, sql_type: str) -> str:
    text = _trimmed(column)
    return (
        f"case when regexp_full_match({text}, {sql_text(DECIMAL_PATTERN)}) "
        f"then try_cast({text} as {sql_type}) end"
    )


def _number(column: Column) -> Check:
    number = _decimal(column, "double")
    return Check(
        f"case when isfinite({number}) then {number} end",
        rejects=((_unreadable(column), "is not a finite number"), *_outside(column)),
    )


def _money(column: Column) -> Check:
    text = _trimmed(column)
    return Check(
        _decimal(column, SQL_TYPES[Kind.MONEY]),
        rejects=((_unreadable(column), "is not an amount of at most 14 digits with a '.'"),),
        flags=(
            (f"{value_name(column.name)} < 0", "negative"),
            (rf"regexp_full_match({text}, '.*\.\d{{4}}\d*[1-9]\d*')", "rounded"),
        ),
    )


def _boolean(column: Column) -> Check:
    lowered = f"lower({_trimmed(column)})"
    return Check(
        f"case when {lowered} in {_sql_list(_TRUE)} then true "
        f"when {lowered} in {_sql_list(_FALSE)} then false end",
        rejects=((_unreadable(column), "is neither true nor false"),),
    )


def _currency(column: Column) -> Check:
    name = quoted(column.name)
    known = f"upper({_trimmed(column)}) in {_sql_list(currency_codes())}"
    return Check(
        name,
        rejects=((f"not ({known})", "is no ISO 4217 currency"),),
        flags=((f"{name} <> upper({_trimmed(column)})", "not_iso_spelling"),),
    )


def _country(column: Column) -> Check:
    name = quoted(column.name)
    return Check(name, flags=((f"{name} not in {_sql_list(country_codes())}", "not_iso_code"),))


def _time_zone(column: Column) -> Check:
    text = _trimmed(column)
    return Check(
        text,
        rejects=((f"{text} not in {_sql_list(available_timezones())}", "is no IANA time zone"),),
    )


_CHECKS: dict[Kind, Callable[[Column], Check]] = {
    Kind.TEXT: _text,
    Kind.TIMESTAMP: _timestamp,
    Kind.DATE: _date,
    Kind.BIRTH_DATE: _birth_date,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.BOOLEAN: _boolean,
    Kind.CURRENCY: _currency,
    Kind.COUNTRY: _country,
    Kind.TIME_ZONE: _time_zone,
}
