"""The one query that types, checks and flags a chunk, written from the contract."""

from __future__ import annotations

from customer360.landing.cell_sql import sql_text, value_name
from customer360.landing.checks import Check, check_for
from customer360.landing.contract import DEFAULT_SOURCE_SYSTEM, SQL_TYPES, Table
from customer360.landing.header import SOURCE_SYSTEM
from customer360.warehouse.base import quoted

#: Columns of the query's input and result beside the contract's; a blank keeps them apart.
ROW, REASON, NUL = "row index", "reject reason", " nul"

#: Longest piece of a bad value that a reason repeats.
_SHOWN_CHARACTERS = 100


def cleaning_query(table: Table, present: set[str], with_nul: set[str]) -> str:
    """Reads table ``cells``: row index, landing_line, text columns that are null where blank, their
    trimmed texts where ``reads_trimmed``, parsed times and NUL marks.

    Gives every column of the raw table but landing_file, plus the row index and the reason why
    the row is rejected (null: it is not). Takes $company_id and $loaded_at.
    """
    columns = [column for column in table.columns if column.name in present]
    checks = {column.name: check_for(column, column.name in table.key) for column in columns}
    values = ", ".join(f"{check.value} as {value_name(name)}" for name, check in checks.items())
    return f"""
        with typed as (
            select *, {values} from cells
        )
        select
            $company_id as company_id,
            {_source_system(table, present)}
            {_value_list(table, present)},
            landing_line,
            {_flags(checks, with_nul)} as landing_flags,
            cast($loaded_at as timestamp) as loaded_at,
            {quoted(ROW)},
            {_reasons(table, present, checks)} as {quoted(REASON)}
        from typed
        order by {quoted(ROW)}
    """


def _source_system(table: Table, present: set[str]) -> str:
    if not table.has_source_system:
        return ""
    default = sql_text(DEFAULT_SOURCE_SYSTEM)
    if SOURCE_SYSTEM in present:
        return f"coalesce({SOURCE_SYSTEM}, {default}) as {SOURCE_SYSTEM},"
    return f"{default} as {SOURCE_SYSTEM},"


def _value_list(table: Table, present: set[str]) -> str:
    return ", ".join(
        (
            value_name(column.name)
            if column.name in present
            else f"cast(null as {SQL_TYPES[column.kind]})"
        )
        + f" as {quoted(column.name)}"
        for column in table.columns
    )


def _flags(checks: dict[str, Check], with_nul: set[str]) -> str:
    words = {
        f"{name}:{flag}": condition
        for name, check in checks.items()
        for condition, flag in check.flags
    }
    words |= {f"{name}:nul_removed": quoted(name + NUL) for name in with_nul}
    if not words:
        return "cast(null as varchar)"
    cases = ", ".join(
        f"case when {condition} then {sql_text(word)} end"
        for word, condition in sorted(words.items())
    )
    return f"nullif(concat_ws(',', {cases}), '')"


def _reasons(table: Table, present: set[str], checks: dict[str, Check]) -> str:
    cases = [
        f"case when {quoted(name)} is null then {sql_text(f'{name}: required and empty')} end"
        for name in table.required
    ]
    cases += [
        f"case when {condition} then {sql_text(name + ': ')} || "
        f"{_shown(name)} || {sql_text(' ' + problem)} end"
        for name, check in checks.items()
        for condition, problem in check.rejects
    ]
    if SOURCE_SYSTEM in present:
        parts_keys = f"{SOURCE_SYSTEM} like '%:%' or {SOURCE_SYSTEM} like '%|%'"
        problem = sql_text(" holds : or |, which stand between system and key in the marts")
        cases.append(
            f"case when {parts_keys} then {sql_text(SOURCE_SYSTEM + ': ')} || "
            f"{_shown(SOURCE_SYSTEM)} || {problem} end"
        )
    if table.at_least_one_of:
        given = [quoted(name) for name in table.at_least_one_of if name in present]
        problem = sql_text("none of " + ", ".join(table.at_least_one_of) + " has a value")
        cases.append(
            f"case when coalesce({', '.join([*given, 'null'])}) is null then {problem} end"
        )
    return f"nullif(concat_ws('; ', {', '.join(cases)}), '')"


def _shown(name: str) -> str:
    """The bad value between quotes, cut where it is long.

    A quote of its own is written as an apostrophe, so that whoever hides values finds their ends.
    """
    cell = quoted(name)
    shown = f"replace(left({cell}, {_SHOWN_CHARACTERS}), '''', '\N{RIGHT SINGLE QUOTATION MARK}')"
    return (
        f"'''' || {shown} "
        f"|| case when length({cell}) > {_SHOWN_CHARACTERS} then '...' else '' end || ''''"
    )
