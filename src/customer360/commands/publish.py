"""`customer360 publish`: the marts as read-only files for BI tools."""

from __future__ import annotations

import os
from pathlib import Path

import click

from customer360.commands.refusal import refuse
from customer360.commands.waiting import waiting


@click.command(short_help="Write the marts for readers and swap them in.")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the files; env CUSTOMER360_PUBLISHED, else published/.",
)
@click.option("--company", "companies", multiple=True, metavar="ID", help="Only this company.")
@click.option("--each", is_flag=True, help="A file for every company instead of one for all.")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["duckdb", "parquet", "csv"]),
    default="duckdb",
    show_default=True,
)
@click.option("--pseudonymous", is_flag=True, help="The marts that show nobody.")
def command(
    folder: Path | None,
    companies: tuple[str, ...],
    each: bool,
    file_format: str,
    pseudonymous: bool,
) -> None:
    """Write the marts of the DuckDB warehouse beside the published ones and swap them in.

    Readers are not disturbed: who has the old file open keeps reading it.

    Exit codes: 0 published, 2 nothing was; what was published before is as it was.
    """
    from customer360.publish import PublishError, publish
    from customer360.publish.files import default_folder
    from customer360.warehouse import (
        ENGINE_ERRORS,
        WarehouseError,
        chosen_target,
        open_duckdb_source,
    )

    try:
        if chosen_target() == "postgres":
            raise PublishError(
                "PostgreSQL serves its readers itself; customer360 roles makes a role for each"
            )
        with waiting("copying the marts"), open_duckdb_source() as warehouse:
            published = publish(
                warehouse,
                folder or default_folder(),
                companies=companies,
                each=each,
                file_format=file_format,
                pseudonymous=pseudonymous,
                schema_prefix=os.environ.get("CUSTOMER360_SCHEMA_PREFIX", ""),
            )
    except OSError as error:
        refuse(f"cannot write {error.filename or folder}: {error.strerror}")
    except (PublishError, WarehouseError, *ENGINE_ERRORS) as error:
        refuse(error)
    for one in published:
        click.echo(f"{one.file}: {one.tables} marts, {one.rows:,} rows")
