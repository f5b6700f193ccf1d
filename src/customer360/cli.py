"""The ``customer360`` command. Each subcommand is a module of ``customer360.commands``."""

from __future__ import annotations

from importlib import import_module

import click

#: Subcommand name -> module below customer360.commands that defines a click command `command`.
SUBCOMMANDS = {
    "access": "access",
    "build": "build",
    "company": "company",
    "diff": "diff",
    "doctor": "doctor",
    "erase": "erase",
    "explain": "explain",
    "generate": "generate",
    "impact": "impact",
    "land": "land",
    "publish": "publish",
    "report": "report",
    "roles": "roles",
    "summary": "summary",
}


class LazyGroup(click.Group):
    """Imports a subcommand when it is asked for: `customer360 --help` stays instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(SUBCOMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in SUBCOMMANDS:
            return None
        return import_module(f"customer360.commands.{SUBCOMMANDS[name]}").command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="customer360")
def main() -> None:
    """One truth about every customer, inside the warehouse."""
