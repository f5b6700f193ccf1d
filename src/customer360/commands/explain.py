"""`customer360 explain`: why two records are one person or not; what a customer is made of."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from customer360.commands.refusal import refuse

if TYPE_CHECKING:
    from customer360.explain import CustomerExplanation, PairExplanation
    from customer360.warehouse import Warehouse

    Explanation = PairExplanation | CustomerExplanation | list[CustomerExplanation]


@click.command(short_help="Show why two records are one person, or are not.")
@click.argument("company")
@click.argument("record_a", required=False)
@click.argument("record_b", required=False)
@click.option("--customer", metavar="ID", help="Explain a customer instead of two records.")
@click.option(
    "--people",
    metavar="N",
    type=click.IntRange(1, 1000),
    help="Show how the golden records of the N people with most records came about.",
)
@click.option(
    "--html",
    "page",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also draw it, as one HTML file.",
)
@click.option("--target", type=click.Choice(["duckdb", "postgres"]), help="Which warehouse.")
def command(
    company: str,
    record_a: str | None,
    record_b: str | None,
    customer: str | None,
    people: int | None,
    page: Path | None,
    target: str | None,
) -> None:
    """Show why two records of COMPANY are one person, or are not.

    RECORD_A and RECORD_B are system|key, or the key alone where no other system has it.

    Exit codes: 0 explained, 2 something is unknown or the warehouse cannot be read.
    """
    records = [record for record in (record_a, record_b) if record is not None]
    asked = [bool(records), customer is not None, people is not None]
    if sum(asked) != 1 or len(records) not in (0, 2):
        raise click.UsageError("give either two records, --customer or --people")
    # Imported here: `customer360 --help` need not load the engines.
    from customer360.explain import ExplainError
    from customer360.warehouse import ENGINE_ERRORS, WarehouseError, open_warehouse

    try:
        with open_warehouse(target, read_only=True) as warehouse:
            explanation = _explain(warehouse, company, records, customer, people)
    except (ExplainError, WarehouseError, *ENGINE_ERRORS) as error:
        refuse(error)
    _show(explanation)
    if page is not None:
        try:
            _write(explanation, company, page)
        except OSError as error:
            refuse(f"cannot write {page}: {error.strerror}")
        click.echo(f"\nWrote {page}, which shows personal data.")


def _explain(
    warehouse: Warehouse,
    company: str,
    records: list[str],
    customer: str | None,
    people: int | None,
) -> Explanation:
    from customer360.explain import Marts, explain_customer, explain_pair, explain_people

    marts = Marts(warehouse, os.environ.get("CUSTOMER360_SCHEMA_PREFIX", ""))
    if people is not None:
        return explain_people(marts, company, people)
    if customer is not None:
        return explain_customer(marts, company, customer)
    return explain_pair(marts, company, *records)


def _show(explanation: Explanation) -> None:
    from customer360.explain import PairExplanation
    from customer360.explain.terminal import ExplainTerminal

    terminal = ExplainTerminal()
    if isinstance(explanation, list):
        terminal.show_people(explanation)
    elif isinstance(explanation, PairExplanation):
        terminal.show_pair(explanation)
    else:
        terminal.show_customer(explanation)


def _write(explanation: Explanation, company: str, file: Path) -> None:
    from customer360.explain import PairExplanation
    from customer360.explain.html import customer_page, pair_page, people_page

    if isinstance(explanation, list):
        text = people_page(company, explanation)
    elif isinstance(explanation, PairExplanation):
        text = pair_page(explanation)
    else:
        text = customer_page(explanation)
    file.write_text(text, encoding="utf-8")
