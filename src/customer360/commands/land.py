"""`customer360 land`: load company folders into the warehouse."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from customer360.warehouse import Warehouse


@click.command(short_help="Load company folders into the raw tables.")
@click.argument("root", required=False, type=click.Path(path_type=Path))
@click.option("--company", "companies", multiple=True, metavar="ID", help="Only this company.")
@click.option("--target", type=click.Choice(["duckdb", "postgres"]), help="Which warehouse.")
@click.option("--demo", is_flag=True, help="Land the demo companies instead of a folder.")
def command(root: Path | None, companies: tuple[str, ...], target: str | None, demo: bool) -> None:
    """Load the company folders below ROOT into the warehouse's raw tables.

    Exit codes: 0 everything could be used (rows may be rejected one by one), 1 a file or a
    company was refused or no row of a file could be used, 2 the landing could not run.
    """
    if demo == (root is not None):
        raise click.UsageError("give either ROOT or --demo")
    if demo and companies:
        raise click.UsageError("--company needs ROOT")
    # Imported here: `customer360 --help` need not load the engines.
    from customer360.landing.console import LandingConsole
    from customer360.landing.folder import LandingError
    from customer360.landing.load import land
    from customer360.warehouse import ENGINE_ERRORS, WarehouseError, open_warehouse

    console = LandingConsole()
    try:
        with open_warehouse(target) as warehouse:
            if demo:
                _land_demo(warehouse)
                return
            with console.progress() as progress:
                report = land(root, warehouse, companies or None, progress=progress)
    except (LandingError, WarehouseError, *ENGINE_ERRORS) as error:
        console.error(str(error).strip().split("\n", 1)[0])
        sys.exit(2)
    console.show(report)
    sys.exit(0 if report.is_all_usable else 1)


def _land_demo(warehouse: Warehouse) -> None:
    from customer360.demo import ensure_demo
    from customer360.landing.bookkeeping import has_companies
    from customer360.landing.folder import LandingError

    ensure_demo(warehouse, enabled=True)
    if not has_companies(warehouse, is_demo=True):
        raise LandingError("the warehouse holds real companies: the demo is not landed")
    click.echo("the demo companies are in the warehouse")
