"""The landing contract as the dbt macro ``contract_tables``, for rows that connectors bring."""

from __future__ import annotations

import json
from textwrap import fill, indent

from customer360.landing.contract import DATA_TABLES, Kind, Table
from customer360.privacy.identifiers import id_columns
from customer360.privacy.suppression import KEPT_WITHOUT_PERSON

_HEAD = """\
{#
    The tables of the landing contract, as dbt needs them where rows come from a connector: key,
    columns that a row must have, times that must be plausible, least and greatest numbers, who the
    row is about, what a sale keeps to itself when its person is erased, and the staging columns,
    each with its kind.
    Written by `make docs` from src/customer360/landing/contract: edit that.
#}
{% macro contract_tables() -%}
    {{- return({
"""
_FOOT = "    }) -}}\n{%- endmacro %}\n"
_WIDTH = 110


def contract_macro() -> str:
    """Text of macros/connectors/contract_tables.sql."""
    return _HEAD + "".join(_entry(table) for table in DATA_TABLES) + _FOOT


def staging_columns(table: Table) -> dict[str, str]:
    """The columns of stg_unioned__<table>, each with its kind or the name of what is derived."""
    columns = {"company_id": "text", "source_system": "text"}
    for column in table.columns:
        columns[column.name] = "text" if column.kind == Kind.COUNTRY else column.kind.value
        if column.name == "email":
            columns["email_key"] = "email_key"
        elif column.name == "anonymous_id" and table.has_who:
            columns["who_key"] = "who_key"
        elif column.kind == Kind.BIRTH_DATE:
            columns["birth_date_text"] = "birth_date_text"
    return columns | {"landing_flags": "landing_flags", "loaded_at": "timestamp"}


def _entry(table: Table) -> str:
    parts = {
        "key": table.key,
        "required": table.required,
        "at_least_one_of": table.at_least_one_of,
        "event_times": tuple(column.name for column in table.columns if column.is_event_time),
        "limits": {
            column.name: "..".join(column.limits) for column in table.columns if column.limits
        },
        # A text of SQL, or the column that says it.
        "identifiers": {
            one.column: f"'{one.id_type}'" if one.id_type else one.type_column
            for one in id_columns(table)
        },
        "without_person": KEPT_WITHOUT_PERSON.get(table.name, ()),
    }
    lines = [f'"{name}": {_wrapped(values)},' for name, values in parts.items() if values]
    lines.append(f'"columns": {_wrapped(staging_columns(table))},')
    return indent(f'"{table.name}": {{\n' + indent("\n".join(lines), "    ") + "\n},\n", " " * 8)


def _wrapped(values: tuple | dict) -> str:
    """A literal on one line, or with its items on lines of their own."""
    text = json.dumps(values)
    if len(text) <= _WIDTH - 24:
        return text
    # A name stays beside its kind.
    items = fill(text[1:-1].replace('": ', '":\0'), _WIDTH - 16, break_long_words=False)
    return f"{text[0]}\n{indent(items, '    ')},\n{text[-1]}".replace("\0", " ")
