"""`customer360 access`: everything known about one person, as one JSON document."""

from __future__ import annotations

import os
from pathlib import Path

import click

from customer360.commands.refusal import refuse


@click.command(short_help="Show all that is held about one person.")
@click.argument("company")
@click.option("--email", metavar="ADDRESS")
@click.option("--phone", metavar="NUMBER")
@click.option("--customer", metavar="ID", help="Of dim_customers.")
@click.option("--record", metavar="SYSTEM|KEY", help="A source record.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file, which only you can read, instead of the terminal.",
)
@click.option("--target", type=click.Choice(["duckdb", "postgres"]), help="Which warehouse.")
def command(
    company: str,
    email: str | None,
    phone: str | None,
    customer: str | None,
    record: str | None,
    out: Path | None,
    target: str | None,
) -> None:
    """Show all that the warehouse holds about one person of COMPANY: what the sources sent, what
    was rejected, and every row of the marts.

    Exit codes: 0 shown, 2 the person is unknown or the warehouse cannot be read.
    """
    named = {"email": email, "phone": phone, "source_record_id": record}
    identifiers = tuple((kind, value) for kind, value in named.items() if value)
    if len(identifiers) + bool(customer) != 1:
        raise click.UsageError("name one person: --email, --phone, --customer or --record")
    from customer360.access import access_document, as_json
    from customer360.erasure import ErasureError, Request
    from customer360.warehouse import ENGINE_ERRORS, WarehouseError, open_warehouse

    request = Request(identifiers, (customer,) if customer else ())
    prefix = os.environ.get("CUSTOMER360_SCHEMA_PREFIX", "")
    try:
        # PostgreSQL lets nobody make a temporary table in a read-only session.
        chosen = target or os.environ.get("CUSTOMER360_TARGET") or "duckdb"
        with open_warehouse(target, read_only=chosen == "duckdb") as warehouse:
            text = as_json(access_document(warehouse, company, request, prefix))
        if out is not None:
            out.touch(mode=0o600)
            if out.is_file():
                # It may have been there, for all to read; what is no file, as a pipe, stays.
                out.chmod(0o600)
            out.write_text(text, encoding="utf-8")
    except (ErasureError, WarehouseError, OSError, *ENGINE_ERRORS) as error:
        refuse(error)
    if out is None:
        click.echo(text, nl=False)
