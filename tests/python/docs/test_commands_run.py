"""Commands of the pages that only read are run as they stand, on the demo companies."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from doc_pages import Command, blocks, commands

from customer360.cli import main as customer360
from customer360.project import PROJECT_ROOT

#: Subcommands that write nothing, or only files of their own.
READING = {"diff", "doctor", "explain", "publish", "report", "summary"}
#: Words that stand for the reader's own.
PLACEHOLDERS = {"ID", "acme"}


def is_run(command: Command) -> bool:
    program, *words = command.words
    return program == "customer360" and words[0] in READING and not PLACEHOLDERS & {*words}


def shown_to_the_shell() -> list[Command]:
    """What only a shell can read: a script of one line, the completion."""
    return [one for one in commands() if one.words[0] == "eval" or one.words[1:2] == ["-c"]]


@pytest.fixture(scope="module")
def folder(demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that looks like the project's to a reader: an environment and a built warehouse."""
    place = tmp_path_factory.mktemp("reader")
    (place / ".venv").symlink_to(sys.prefix)
    (place / "customer360.duckdb").symlink_to(demo_warehouse)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CUSTOMER360_DUCKDB", str(demo_warehouse))
        patch.setenv("CUSTOMER360_PUBLISHED", str(place / "published"))
        patch.delenv("CUSTOMER360_TARGET", raising=False)
        patch.chdir(place)
        yield place


@pytest.mark.parametrize("command", list(filter(is_run, commands())), ids=str)
def test_command_runs(command: Command, folder: Path) -> None:
    result = CliRunner().invoke(customer360, command.words[1:])
    assert result.exit_code == 0, result.output
    for file in re.findall(r"\S+\.html", command.text):
        assert (folder / file).stat().st_size > 10_000


@pytest.mark.parametrize("command", shown_to_the_shell(), ids=str)
def test_shell_runs(command: Command, folder: Path) -> None:
    done = subprocess.run(
        ["bash", "-euc", command.text],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT_ROOT / "src")},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_readme_shows_what_the_summary_says(folder: Path) -> None:
    """Companies and heads; the numbers move with every change of a rule."""
    (shown,) = (
        block.text for block in blocks() if block.text.startswith("company         records")
    )
    said = CliRunner().invoke(customer360, ["summary"]).output
    first_words = [
        [line.split()[:1] for line in text.strip().splitlines()] for text in (shown, said)
    ]
    assert first_words[0][:5] == first_words[1][:5]
    assert shown.splitlines()[0].split() == said.strip().splitlines()[0].split()


@pytest.mark.parametrize(
    "text",
    [b.text for b in blocks() if b.language == "python" and "sqlalchemy" not in b.text],
)
def test_python_runs(text: str, folder: Path) -> None:
    """After `customer360 publish`, which stands in the same page."""
    if not (folder / "published").exists():
        assert CliRunner().invoke(customer360, ["publish"]).exit_code == 0
    exec("import duckdb\n" + text, {})
