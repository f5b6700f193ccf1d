"""Commands, files, models, variables and links that the pages name are there."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import click
import pytest
import yaml
from doc_pages import PAGES, Command, anchors, blocks, commands, inline_code, links

from customer360.cli import main as customer360
from customer360.project import PROJECT_ROOT

LANGUAGES = {"sh", "text", "sql", "python", "csv", "yaml"}
#: Names that stand for the reader's own.
PLACEHOLDERS = {"my_model"}
COMMANDS = sorted(set(map(str, commands())))
#: Folders of the project whose files pages may name; others are built, or the reader's own.
FOLDERS = {
    *("benchmarks", "docs", "examples", "macros", "models", "python_models", "requirements"),
    *("seeds", "src", "tests"),
}
MODELS = {
    path.stem
    for folder in ("models", "python_models")
    for path in (PROJECT_ROOT / folder).rglob("*.*")
    if path.suffix in (".sql", ".py")
}
METRICS = {
    metric["name"]
    for file in (PROJECT_ROOT / "models" / "semantic").glob("*.yml")
    for metric in yaml.safe_load(file.read_text(encoding="utf-8")).get("metrics", [])
}


def parse(program: click.Command, words: Sequence[str]) -> None:
    """Raises click's own error where a subcommand, an option or an argument is wrong."""
    rest = list(words)
    # Commands inherit from the group, such as the names of the option for help, and keep them.
    top = click.Context(program, **program.context_settings)
    while isinstance(program, click.Group) and rest and not rest[0].startswith("-"):
        name = rest.pop(0)
        below = program.get_command(top, name)
        if below is None:
            raise click.UsageError(f"no such command: {name}")
        program = below
    try:
        program.make_context(program.name, rest, parent=top)
    except click.exceptions.Exit:  # --help and --version
        pass
    except click.BadParameter as error:
        # The reader's own files are not here.
        if "does not exist" not in error.message:
            raise


def check_customer360(command: Command) -> None:
    parse(customer360, command.words[1:])


def check_dbt(command: Command) -> None:
    from dbt.cli.main import cli

    parse(cli, command.words[1:])
    words = command.words
    for option, value in pairwise(words):
        if option == "--select":
            check_selection(value)


def check_selection(value: str) -> None:
    """A selection of dbt: its method exists, and so does the model or folder that it names."""
    from dbt.graph.selector_methods import MethodName
    from dbt.graph.selector_spec import RAW_SELECTOR_PATTERN

    parts = RAW_SELECTOR_PATTERN.match(value).groupdict()
    method = MethodName((parts["method"] or MethodName.FQN).partition(".")[0])
    if method is MethodName.FQN:
        assert parts["value"] in MODELS | PLACEHOLDERS
    if method is MethodName.Path:
        assert (PROJECT_ROOT / parts["value"]).exists()


def check_make(command: Command) -> None:
    done = subprocess.run(
        ["make", "--dry-run", *command.words[1:]], cwd=PROJECT_ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def check_python(command: Command) -> None:
    """A script of the project with options that it has, or a module with files that are there."""
    first, *rest = command.words[1:]
    if first == "-c":
        compile(rest[0], str(command), "exec")
        return
    check_paths(command)
    if first.endswith(".py"):
        source = (PROJECT_ROOT / first).read_text(encoding="utf-8")
        for option in (word for word in rest if word.startswith("--")):
            assert f'"{option}"' in source, f"{first} has no option {option}"


def check_mf(command: Command) -> None:
    words = command.words
    if "--metrics" in words:
        assert set(words[words.index("--metrics") + 1].split(",")) <= METRICS


def check_export(command: Command) -> None:
    for word in command.words[1:]:
        check_variable(word.partition("=")[0])


def check_paths(command: Command) -> None:
    for word in command.words[1:]:
        if word.partition("/")[0] in FOLDERS and "/" in word:
            assert (PROJECT_ROOT / word).exists(), word


CHECKS = {
    "airflow": check_paths,
    "customer360": check_customer360,
    "dagster": check_paths,
    "dbt": check_dbt,
    "eval": lambda command: None,  # run in test_commands_run.py
    "export": check_export,
    "make": check_make,
    "mf": check_mf,
    "python": check_python,
    "uv": check_paths,
}


def check_variable(name: str) -> None:
    if name.startswith("CUSTOMER360_"):
        assert name in VARIABLES, name
    else:
        assert re.fullmatch(r"PG[A-Z]+|AIRFLOW__\w+", name), name


def variables() -> set[str]:
    """Variables that some file of the project reads."""
    files = [
        path
        for folder in ("src", "examples", "tests", "benchmarks")
        for path in (PROJECT_ROOT / folder).rglob("*.py")
    ]
    files += [PROJECT_ROOT / "profiles.yml", PROJECT_ROOT / "Makefile"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return set(re.findall(r"\b_?CUSTOMER360_[A-Z0-9_]+\b", text))


VARIABLES = variables()


def test_there_are_pages_and_commands() -> None:
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md"} <= {page.name for page in PAGES}
    assert len(COMMANDS) > 40


def test_every_block_says_what_it_is() -> None:
    """A command in a block of another kind would be checked by nobody."""
    assert [block for block in blocks() if block.language not in LANGUAGES] == []
    program = re.compile(rf"^(\.venv/bin/)?({'|'.join(CHECKS)}) (?!.*\[OPTIONS\])", re.MULTILINE)
    assert [
        block for block in blocks() if block.language == "text" and program.search(block.text)
    ] == []


@pytest.mark.parametrize("command", list(commands()), ids=str)
def test_command_could_be_typed(command: Command) -> None:
    check = CHECKS.get(command.words[0])
    assert check, f"no program of the project: {command.words[0]}"
    check(command)


def test_inline_commands_exist() -> None:
    """In running text arguments may be missing, but no subcommand, option or target is made up."""
    for page, code in inline_code():
        program, *rest = code.removeprefix(".venv/bin/").split()
        options = [word for word in rest if word.startswith("--")]
        if program == "customer360" and rest and not rest[0].startswith("-"):
            known = command_of(rest)
            for option in options:
                assert option in known, f"{page.name}: {code}"
        if program == "make" and rest:
            check_make(Command(page, code))
        if program == "python" and rest and rest[0].endswith(".py"):
            check_python(Command(page, code))
        if program == "dbt" and "--select" in rest:
            check_selection(rest[rest.index("--select") + 1])


def command_of(words: Sequence[str]) -> set[str]:
    """Options of the command that the words name."""
    command: click.Command = customer360
    for word in words:
        if not isinstance(command, click.Group) or word.startswith("-"):
            break
        below = command.get_command(click.Context(command), word)
        assert below is not None, f"no command {' '.join(words)}"
        command = below
    return {"--help", *(name for one in command.params for name in one.opts)}


def test_paths_in_running_text_exist() -> None:
    missing = [
        f"{page.name}: {code}"
        for page, code in inline_code()
        if re.fullmatch(r"[\w./*\-]+/[\w./*\-]*", code)
        and code.partition("/")[0] in FOLDERS
        and not any(PROJECT_ROOT.glob(code.rstrip("/")))
    ]
    assert missing == []


def test_models_in_running_text_exist() -> None:
    named = re.compile(r"(dim|fct|bridge|int|stg)_[a-z0-9_]+")
    assert [
        f"{page.name}: {code}"
        for page, code in inline_code()
        if page.name != "SCENARIOS.md" and named.fullmatch(code) and code not in MODELS
    ] == []


def test_variables_in_running_text_exist() -> None:
    for _, code in inline_code():
        for name in re.findall(r"\bCUSTOMER360_[A-Z0-9_]+\b", code):
            check_variable(name)


def test_links_lead_somewhere() -> None:
    broken = []
    for page, address in links():
        if re.match(r"https?:", address):
            continue
        path, _, anchor = address.partition("#")
        file = Path(os.path.normpath(page.parent / path)) if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(f"{page.name}: {address}")
    assert broken == []


def test_messages_of_the_troubleshooting_page_are_the_code_s() -> None:
    page = (PROJECT_ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
    messages = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    files = [*(PROJECT_ROOT / "src").rglob("*.py"), *(PROJECT_ROOT / "macros").rglob("*.sql")]
    files.append(PROJECT_ROOT / "Makefile")
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    assert len(messages) > 5
    assert [message for message in messages if message not in text] == []
