"""`customer360 doctor`: is everything in place, and what to do where it is not."""

from __future__ import annotations

import sys

import click

_MARKS = {"good": ("ok", "green"), "note": ("note", "yellow"), "bad": ("bad", "red")}


@click.command(short_help="See what is wrong with the installation, and what to do.")
@click.option("--target", type=click.Choice(["duckdb", "postgres"]), help="Which warehouse.")
def command(target: str | None) -> None:
    """Look at versions, folders, variables and the warehouse, and say what to do.

    Exit codes: 0 a build can start, 1 something stops it.
    """
    from customer360.doctor import checkup

    is_bad = False
    for finding in checkup(target):
        mark, colour = _MARKS[finding.state]
        # click leaves colours out where the output is no terminal.
        click.echo(f"{click.style(f'{mark:<5}', fg=colour)} {finding.subject:<10} {finding.says}")
        if finding.remedy:
            click.echo(f"{'':<17}-> {finding.remedy}")
        is_bad = is_bad or finding.state == "bad"
    sys.exit(1 if is_bad else 0)
