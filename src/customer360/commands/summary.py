"""`customer360 summary`: what the last build made of each company."""

from __future__ import annotations

import os
import sys

import click

from customer360.commands.refusal import refuse


@click.command(short_help="Show records, customers, orders and faults per company.")
@click.option("--target", type=click.Choice(["duckdb", "postgres"]), help="Which warehouse.")
def command(target: str | None) -> None:
    """Show records, customers, orders, conversions and faults per company."""
    from rich.console import Console
    from rich.table import Table

    from customer360.summary import place_of, summarise
    from customer360.warehouse import ENGINE_ERRORS, WarehouseError, open_warehouse

    try:
        with open_warehouse(target, read_only=True) as warehouse:
            summaries = summarise(warehouse, os.environ.get("CUSTOMER360_SCHEMA_PREFIX", ""))
            place = place_of(warehouse)
    except (WarehouseError, *ENGINE_ERRORS) as error:
        refuse(error)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    # A terminal of eighty columns holds the table, too.
    is_narrow = console.width < 100
    table = Table(box=None, pad_edge=False, padding=(0, 1 if is_narrow else 2, 0, 0))
    table.add_column("company")
    for title in (
        "records",
        "customers",
        "contactable",
        "orders",
        "conversions",
        "rules broken",
        "rows rejected",
    ):
        heading = title.replace(" ", "\n") if is_narrow else title
        table.add_column(heading, justify="right", no_wrap=True)
    for one in summaries:
        table.add_row(
            one.company_id,
            *(
                f"{number:,}"
                for number in (
                    one.records,
                    one.customers,
                    one.contactable,
                    one.orders,
                    one.conversions,
                    one.rules_broken,
                    one.rows_rejected,
                )
            ),
        )
    console.print(table)
    console.print(f"\nWarehouse: {place}", soft_wrap=True)
