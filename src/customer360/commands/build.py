"""`customer360 build`: dbt build with a line per step, for people who watch."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

import click

from customer360.commands.refusal import refuse

if TYPE_CHECKING:
    from customer360.build import Step


@click.command(short_help="Run dbt build with a line for each folder.")
@click.argument("nodes", nargs=-1)
@click.option("--select", multiple=True, metavar="NODES", help="As NODES: dbt's own word.")
@click.option("--exclude", multiple=True, metavar="NODES", help="All but these.")
@click.option("--full-refresh", is_flag=True, help="Build incremental tables anew.")
@click.option("--unit-tests", is_flag=True, help="Test the code too, not only the data.")
@click.option("--target", type=click.Choice(["duckdb", "postgres"]), help="Which warehouse.")
def command(
    nodes: tuple[str, ...],
    select: tuple[str, ...],
    exclude: tuple[str, ...],
    full_refresh: bool,
    unit_tests: bool,
    target: str | None,
) -> None:
    """Run dbt build and tell each step: a line per folder with its tables and tests.

    NODES are what dbt can select, such as fct_journeys+ or tag:acme; without them all is built.
    What dbt itself says is in logs/dbt.log. Exit codes: 0 all built and every test passed, 1 some
    failed, 2 dbt could not start.
    """
    from customer360.build import run_build

    arguments = [] if unit_tests else ["--exclude-resource-type", "unit_test"]
    targets = (target,) if target else ()
    for option, values in (
        ("--select", (*nodes, *select)),
        ("--exclude", exclude),
        ("--target", targets),
    ):
        words = " ".join(values).split()
        arguments += [option, *words] if words else []
    arguments += ["--full-refresh"] if full_refresh else []
    with _Screen() as screen, _interruption() as interruption:
        run = run_build(arguments, screen)
    if interruption:
        # Whatever dbt says of its own end is about its threads.
        click.secho("Stopped. The tables that were done stay; run it again.", fg="red", err=True)
        sys.exit(130)
    if run.error:
        # Where in a file, and what else would do, stands in the lines below the first.
        refuse(*run.error.split("\n"))
    if not run.statuses:
        refuse("nothing was selected; dbt ls shows what there is")
    for failure in run.failures:
        click.secho(f"\n{failure.name} ({failure.file})", fg="red", err=True)
        click.echo("  " + failure.reason.replace("\n", "\n  "), err=True)
    for name, reason in run.warnings.items():
        click.secho(f"warning  {name}: {reason}", fg="yellow")
    bad = {name: number for name, number in run.statuses.items() if name in _BAD}
    good = sum(run.statuses.values()) - sum(bad.values())
    said = [f"{good} built or passed", *(f"{number} {_BAD[name]}" for name, number in bad.items())]
    if run.warnings:
        said.append(f"{len(run.warnings)} of them with a warning")
    line = f"\n{', '.join(said)} in {run.seconds:.0f} s; each by name in logs/dbt.log"
    click.secho(line, fg="red" if bad else "green")
    if bad:
        click.echo("When it is mended, dbt retry builds only what is left.")
        sys.exit(1)


#: dbt's words for what did not go well -> ours.
_BAD = {"error": "failed", "fail": "tests failed", "runtime error": "failed", "skipped": "skipped"}


@contextmanager
def _interruption() -> Iterator[list[int]]:
    """A list that is empty until somebody presses Ctrl-C; dbt is interrupted all the same."""
    seen: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        seen.append(number)
        signal.default_int_handler(number, frame)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield seen
    finally:
        signal.signal(signal.SIGINT, before)


class _Screen:
    """Lines of finished steps; on a terminal, below them, what is at work."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.status import Status

        self.console = Console(highlight=False)
        self.status = Status("", console=self.console) if self.console.is_terminal else None

    def __enter__(self) -> _Screen:
        if self.status:
            self.status.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.status:
            self.status.stop()

    def phase(self, text: str) -> None:
        if self.status:
            self.status.update(f"{text} ...")
        else:
            self.console.print(f"{text} ...")

    def progress(self, done: int, size: int, node: str) -> None:
        if self.status:
            # One line, whatever the name of a test.
            self.status.update(f"{done} of {size}  {node}"[: self.console.width - 4])

    def note(self, text: str) -> None:
        from rich.markup import escape

        self.console.print(f"[yellow]note[/]  {escape(text.strip())}", soft_wrap=True)

    def step(self, step: Step, seconds: float) -> None:
        is_whole = step.done == step.size and not step.failed and not step.skipped
        sign, style = ("ok", "green") if is_whole else ("!!", "bold red")
        says = step.says()
        says += f"; {len(step.failed)} failed" if step.failed else ""
        says += f"; {step.skipped} skipped" if step.skipped else ""
        line = f"{seconds:6.1f} s  [{style}]{sign}[/]  {step.place:<26} {says.removeprefix('; ')}"
        self.console.print(line, soft_wrap=True)
