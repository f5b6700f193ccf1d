"""`customer360 generate`: synthetic companies with their truth, ready to be landed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from customer360.commands.refusal import refuse
from customer360.commands.waiting import waiting


@click.command(name="generate")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--people", type=click.IntRange(min=1), required=True, help="In all companies.")
@click.option("--seed", type=click.IntRange(min=0), required=True, help="Same seed, same bytes.")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["csv", "parquet"]),
    default="csv",
    show_default=True,
)
@click.option(
    "--company", "companies", multiple=True, metavar="ID", help="Only this company; repeatable."
)
@click.option("--overwrite", is_flag=True, help="Replace what OUT holds of these companies.")
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

    Exit codes: 0 done, 2 nothing could be written.
    """
    # Imported here: `customer360 --help` need not load NumPy and Arrow.
    from customer360.generator.run import generate

    try:
        if out.exists() and any(out.iterdir()) and not overwrite:
            raise click.UsageError(f"{out} is not empty; choose another folder or add --overwrite")
        with waiting("drawing people") as now:
            done: Counter[str] = Counter()

            def tell(company: str, more: int) -> None:
                done[company] += more
                now(f"{company}: {done[company]:,} people")

            files = generate(out, people, seed, file_format, companies or None, tell)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        refuse(f"cannot write to {out}: {error.strerror or error}")
    width = max(len(file.path) for file in files)
    for file in files:
        click.echo(f"{file.path:<{width}}  {file.rows:>11,}")
    click.echo(f"{'rows in all':<{width}}  {sum(file.rows for file in files):>11,}")
