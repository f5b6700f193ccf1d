"""`customer360 diff`: what the newest identity resolution would change before it is published."""

from __future__ import annotations

import os
from collections import Counter

import click

from customer360.commands.refusal import refuse
from customer360.commands.waiting import waiting

#: Changes listed per company and kind; all of them are counted.
SHOWN = 10


@click.command()
@click.argument("company", required=False)
@click.option("--target", type=click.Choice(["duckdb", "postgres"]), help="Which warehouse.")
@click.option("--all", "show_all", is_flag=True, help="List every change.")
def command(company: str | None, target: str | None, show_all: bool) -> None:
    """Show who would be merged, split or moved.

    Compares the published marts with the newest resolution. To resolve without publishing:

        dbt build --select +int_records_clustered
    """
    from customer360.identity.difference import difference
    from customer360.warehouse import ENGINE_ERRORS, WarehouseError, open_warehouse

    try:
        with waiting("comparing"), open_warehouse(target, read_only=True) as warehouse:
            found = difference(warehouse, os.environ.get("CUSTOMER360_SCHEMA_PREFIX", ""))
            companies = {row[0] for row in warehouse.fetch("select company_id from raw.companies")}
    except (WarehouseError, *ENGINE_ERRORS) as error:
        refuse(error)
    if company is not None and company not in companies:
        known = ", ".join(sorted(companies)) or "none"
        refuse(f"no company {company!r} is landed; known are {known}")
    found = [change for change in found if company in (None, change.company_id)]
    if not found:
        click.echo("Nothing would change.")
        return
    counts = Counter((change.company_id, change.kind) for change in found)
    for (company_id, kind), count in sorted(counts.items()):
        click.echo(f"{company_id}: {count} {kind}")
        of_kind = [c for c in found if (c.company_id, c.kind) == (company_id, kind)]
        for change in of_kind if show_all else of_kind[:SHOWN]:
            click.echo(f"  {_side(change.before)} -> {_side(change.after)}")
        if not show_all and count > SHOWN:
            click.echo(f"  and {count - SHOWN} more; --all lists them")


def _side(customers: tuple[tuple[str, int], ...]) -> str:
    if not customers:
        return "nobody"
    return " + ".join(
        f"{customer} ({count} record{'s' if count > 1 else ''})" for customer, count in customers
    )
