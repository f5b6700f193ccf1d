"""`customer360 generate`: synthetic companies with their truth, ready to be landed."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="generate")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--people", type=click.IntRange(min=1), required=True, help="People in all companies."
)
@click.option("--seed", type=click.IntRange(min=0), required=True, help="Same seed, same bytes.")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
)
@click.option(
    "--company",
    "companies",
    multiple=True,
    metavar="ID",
    help="Only this company (may be given several times).",
)
@click.option("--overwrite", is_flag=True, help="Replace generated files that OUT already holds.")
def command(
    out: Path,
    people: int,
    seed: int,
    file_format: str,
    companies: tuple[str, ...],
    overwrite: bool,
) -> None:
    """Write landing folders of synthetic companies to OUT.

    Beside each folder stands <company>.truth.<format>: which person each customers record is
    about. The loader ignores it.
    """
    from customer360.generator.run import generate

    if out.exists() and any(out.iterdir()) and not overwrite:
        raise click.UsageError(f"{out} is not empty; choose another folder or give --overwrite")
    try:
        files = generate(out, people, seed, file_format, companies or None)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    width = max(len(file.path) for file in files)
    for file in files:
        click.echo(f"{file.path:<{width}}  {file.rows:>12,}")
    click.echo(f"{'rows in all':<{width}}  {sum(file.rows for file in files):>12,}")
