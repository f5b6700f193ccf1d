"""The ``customer360`` command. Each subcommand is a module of ``customer360.commands``."""

from __future__ import annotations

import errno
from importlib import import_module
from typing import Any

import click

from customer360.commands.streams import settle_streams

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

#: As shells call a command that Ctrl-C ended.
_INTERRUPTED = 130


class LazyGroup(click.Group):
    """Imports a subcommand when it is asked for: `customer360 --help` stays instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(SUBCOMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in SUBCOMMANDS and not args[0].startswith("-"):
            from customer360.nearest import nearest

            ctx.fail(f"no such command {args[0]!r}{nearest(args[0], SUBCOMMANDS)}")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in SUBCOMMANDS:
            return None
        return import_module(f"customer360.commands.{SUBCOMMANDS[name]}").command

    def invoke(self, ctx: click.Context) -> Any:
        settle_streams()
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            # click would end with 1, which says something else of most commands.
            click.secho("Stopped.", fg="red", err=True)
            ctx.exit(_INTERRUPTED)
        except OSError as error:
            # Who closed the pipe, as head does, has seen enough: click ends quietly.
            if error.errno == errno.EPIPE:
                raise
            from customer360.commands.refusal import refuse

            place = f" ({error.filename})" if error.filename else ""
            refuse(f"{error.strerror or error}{place}")


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="A first look: build, summary, report. Something does not work: doctor.",
)
@click.version_option(package_name="customer360")
def main() -> None:
    """One truth about every customer, inside the warehouse."""
