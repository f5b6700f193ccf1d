"""Moves staged rows of a company into a raw table: a later row with the same key wins.

Where the table has ``updated_at`` and both rows have it, the newer one wins; otherwise the later
one does: the later line, the later file, the later load. A row whose content is already there
keeps its ``loaded_at``, so landing the same file twice changes nothing.
"""

from __future__ import annotations

from customer360.landing.contract import SQL_TYPES, Table, raw_columns
from customer360.landing.raw_schema import raw_table
from customer360.warehouse import Warehouse
from customer360.warehouse.base import quoted

STAGED = "customer360_staged_rows"
_WINNERS = "customer360_winning_rows"

#: Order of a staged row within the load; rows already in the warehouse come before all of them.
POSITION = "landing_position"

#: Where a row came from and when; everything else is its content.
_NOT_CONTENT = ("landing_file", "landing_line", "loaded_at")


def create_staging(warehouse: Warehouse, table: Table) -> None:
    """An empty temporary table for the rows of one table of one company."""
    warehouse.create_temporary_table(STAGED, {**raw_columns(table), POSITION: "bigint"})


def drop_staging(warehouse: Warehouse) -> None:
    warehouse.execute(f"drop table {STAGED}")


def upsert_staged(warehouse: Warehouse, table: Table, company_id: str) -> None:
    """Replaces rows by key and adds new ones. Call inside a transaction."""
    columns = raw_columns(table)
    target = raw_table(table.name)
    same_key = _same_key(table)
    same_content = " and ".join(
        f"old.{quoted(name)} is not distinct from new.{quoted(name)}"
        for name in columns
        if name not in _NOT_CONTENT
    )
    new_values = ", ".join(
        f"case when {same_content} then old.loaded_at else new.loaded_at end as loaded_at"
        if name == "loaded_at"
        else f"new.{quoted(name)}"
        for name in columns
    )
    warehouse.execute(f"drop table if exists {_WINNERS}")
    warehouse.execute(
        f"""
        create temporary table {_WINNERS} as
        with winners as ({_winning_positions(table)})
        select {new_values}
        from {STAGED} as new
        inner join winners on new.{POSITION} = winners.{POSITION}
        left join {target} as old on old.company_id = new.company_id and {same_key}
        where
            not ({same_content})
            or old.landing_file is distinct from new.landing_file
            or old.landing_line is distinct from new.landing_line
        """
    )
    warehouse.execute(
        f"delete from {target} as old using {_WINNERS} as new "
        f"where old.company_id = ? and {same_key}",
        (company_id,),
    )
    names = ", ".join(quoted(name) for name in columns)
    warehouse.execute(f"insert into {target} ({names}) select {names} from {_WINNERS}")
    warehouse.execute(f"drop table {_WINNERS}")


def delete_unstaged(warehouse: Warehouse, table: Table, company_id: str) -> None:
    """Deletes the company's rows whose key was not staged: the table is replaced as a whole."""
    warehouse.execute(
        f"delete from {raw_table(table.name)} as old where old.company_id = ? "
        f"and not exists (select 1 from {STAGED} as new where {_same_key(table)})",
        (company_id,),
    )


def _winning_positions(table: Table) -> str:
    """Query: the position of the one staged row per key that is to be in the raw table.

    A key whose newest row is already in the warehouse gives a position that no staged row has.
    """
    keys = ", ".join(quoted(name) for name in _key(table))
    if "updated_at" not in table.column_names:
        return f"select max({POSITION}) as {POSITION} from {STAGED} group by {keys}"
    # Read in order, a row replaces the one before unless both are dated and it is the older one.
    # So a row without a date beats all before it, and among those after it the newest date wins.
    return f"""
        with versions as (
            select {keys}, updated_at, {POSITION} from {STAGED}
            union all
            select {keys}, updated_at, -1 from {raw_table(table.name)}
            where company_id in (select company_id from {STAGED})
        ),
        anchored as (
            select *, max(case when updated_at is null then {POSITION} end)
                over (partition by {keys}) as last_undated
            from versions
        ),
        ranked as (
            select {POSITION}, row_number() over (
                partition by {keys} order by updated_at desc nulls last, {POSITION} desc
            ) as place
            from anchored
            where last_undated is null or {POSITION} >= last_undated
        )
        select {POSITION} from ranked where place = 1
    """


def _key(table: Table) -> tuple[str, ...]:
    return (("source_system",) if table.has_source_system else ()) + table.key


def _same_key(table: Table) -> str:
    kinds = {column.name: column for column in table.columns}
    terms = []
    for name in _key(table):
        column = kinds.get(name)
        old, new = f"old.{quoted(name)}", f"new.{quoted(name)}"
        if column is not None and not column.required:
            # Cells are never empty text, so null may be written so: an equality can be hashed.
            cast = "{}" if SQL_TYPES[column.kind] == "text" else "cast({} as text)"
            old, new = (f"coalesce({cast.format(side)}, '')" for side in (old, new))
        terms.append(f"{old} = {new}")
    return " and ".join(terms)
