"""`customer360 report`: the marts as one page that people read."""

from __future__ import annotations

import os
from pathlib import Path

import click

from customer360.commands.refusal import refuse
from customer360.commands.waiting import waiting


@click.command(short_help="Write the report, one HTML file.")
@click.option(
    "--output",
    "file",
    metavar="FILE",
    default="report.html",
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it.",
)
@click.option("--target", type=click.Choice(["duckdb", "postgres"]), help="Which warehouse.")
def command(file: Path, target: str | None) -> None:
    """Write one self-contained HTML file: base, lifecycle, channels, audiences, data quality.

    Personal values are masked. Exit codes: 0 written, 2 the warehouse or the file cannot be used.
    """
    from customer360.report import write_report
    from customer360.warehouse import ENGINE_ERRORS, WarehouseError, open_warehouse

    try:
        with waiting("reading the marts"), open_warehouse(target, read_only=True) as warehouse:
            write_report(warehouse, file, os.environ.get("CUSTOMER360_SCHEMA_PREFIX", ""))
    except (WarehouseError, *ENGINE_ERRORS) as error:
        refuse(error)
    except OSError as error:
        refuse(f"cannot write {file}: {error.strerror}")
    click.echo(f"Report: {file.resolve()}")
