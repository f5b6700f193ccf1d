"""How every command refuses: one sentence on the error stream, exit code 2."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from customer360.visible import visible


def refuse(reason: Exception | str, *details: str) -> NoReturn:
    """End the command. Of an engine's error only the first line is for people.

    ``details`` are lines that say more, as the place in a file.
    """
    from customer360.warehouse.opening import held_by

    sentence = str(reason).strip().partition("\n")[0]
    # dbt opens the file by itself, and passes on what the engine said.
    holder = held_by(sentence)
    click.secho(f"Error: {visible(holder or sentence)}{_remedy(reason)}", fg="red", err=True)
    for line in () if holder else details:
        click.echo(f"  {visible(line)}", err=True)
    sys.exit(2)


def _remedy(reason: Exception | str) -> str:
    """What to do where a table or a column is not there, as in marts of an earlier version."""
    import duckdb
    from psycopg2 import errors

    missing = (duckdb.BinderException, duckdb.CatalogException)
    missing += (errors.UndefinedColumn, errors.UndefinedTable)
    if not isinstance(reason, missing):
        return ""
    return " (the marts are not whole or of another version; customer360 build makes them anew)"
