"""`customer360 company`: the first files of a company, and what its data will show."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from customer360.commands.refusal import refuse
from customer360.visible import visible

if TYPE_CHECKING:
    from customer360.company import CompanyCheck

#: Where landing folders are looked for unless --root says otherwise.
DEFAULT_ROOT = Path("landing")


@click.group(name="company", short_help="Add a company, or see what it has and lacks.")
def command() -> None:
    """Add a company, or see what it has and lacks."""


@command.command(name="new", short_help="Write the first files of a company, to be edited.")
@click.argument("company_id", metavar="ID")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=DEFAULT_ROOT,
    show_default=True,
    help="Folder of the landing folders, for the settings.",
)
def new(company_id: str, root: Path) -> None:
    """Write the first files of company ID, with comments, to be edited.

    The settings go to ROOT/ID/company.csv, wherever ROOT is. The quality rules go to
    companies/ID.yml of the project, the only place where dbt looks for them.

    Exit codes: 0 written, 2 the id cannot be one or a file is there already.
    """
    from customer360.company import CompanyError, new_company

    try:
        files = new_company(company_id, root)
    except (CompanyError, OSError) as error:
        refuse(error)
    for path in files:
        click.echo(f"wrote {path}")
    click.echo(f"\nPut {company_id}'s tables beside the first, then:")
    click.echo(f"  customer360 company check {company_id} --root {root}")


@command.command(name="check", short_help="Say what a company has, and what each mart can show.")
@click.argument("company_id", metavar="ID")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Look at ROOT/ID, without landing it, instead of the warehouse.",
)
@click.option("--target", type=click.Choice(["duckdb", "postgres"]), help="Which warehouse.")
def check(company_id: str, root: Path | None, target: str | None) -> None:
    """Say what company ID has, what each mart can show with it, what is wrong, what is missing.

    Exit codes: 0 nothing is wrong, 1 something is, 2 the company or the warehouse is not there.
    """
    from customer360.company import CompanyError, check_company
    from customer360.landing.folder import LandingError
    from customer360.summary import place_of
    from customer360.warehouse import ENGINE_ERRORS, WarehouseError, open_warehouse

    try:
        if root is not None:
            found = check_company(company_id, root, None)
        else:
            with open_warehouse(target, read_only=True) as warehouse:
                found = check_company(company_id, None, warehouse, place_of(warehouse))
    except CompanyError as error:
        # Of dbt's mistakes the lines below the first say where.
        refuse(*str(error).split("\n"))
    except (LandingError, WarehouseError, *ENGINE_ERRORS) as error:
        refuse(error)
    _show(found)
    sys.exit(1 if found.problems else 0)


def _show(found: CompanyCheck) -> None:
    click.secho(f"{found.company_id} in {found.place}", bold=True)
    for one in found.contents:
        rejected = f", {one.rejected:,} rejected" if one.rejected else ""
        click.echo(f"  {one.table:<20} {one.rows:>10,} rows{rejected}")
    for one in found.connections:
        tables = ", ".join(one.tables) or "no table"
        click.echo(f"  {one.source_system} ({one.system}) fills {tables}")
    if not found.contents:
        click.echo("  no rows at all")
    click.echo(f"  {found.rule_count} quality rules in companies/")

    click.secho("\nWhat the marts can show", bold=True)
    for mart in found.marts:
        state = "nothing yet" if mart.is_empty else "from " + ", ".join(mart.present)
        without = f"; without {', '.join(mart.missing)}" if mart.missing and mart.present else ""
        click.echo(f"  {mart.mart:<28} {state}{without}")

    click.secho("\nWhat is wrong", bold=True)
    for problem in found.problems or ["nothing"]:
        click.echo(f"  {visible(problem)}")

    click.secho("\nWhat would come next", bold=True)
    for table in found.next_tables:
        opens = f"opens {', '.join(table.opens)}" if table.opens else ""
        enriches = f"adds to {len(table.enriches)} marts" if table.enriches else ""
        gain = "; ".join(part for part in (opens, enriches) if part) or "adds to no mart by itself"
        click.echo(f"  {table.table}: {gain}")
        click.echo(f"    needs {', '.join(table.required_columns)}")
