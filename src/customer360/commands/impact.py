"""`customer360 impact`: what a change of the project touches, as a comment for its review."""

from __future__ import annotations

from pathlib import Path

import click

from customer360.commands.refusal import refuse
from customer360.commands.waiting import waiting


@click.command(short_help="List the marts and exposures that a change reaches.")
@click.option(
    "--state",
    "state",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the manifest.json of what is in use today.",
)
def command(state: Path) -> None:
    """List the changed models and the marts and exposures they reach, as Markdown.

    Compares the checkout with an earlier manifest, as of the main branch. Exit codes: 0 listed,
    2 dbt could not compare.
    """
    from customer360.impact import ImpactError, impact

    try:
        with waiting("asking dbt what has changed"):
            found = impact(state)
        click.echo(found.markdown())
    except ImpactError as error:
        refuse(error)
