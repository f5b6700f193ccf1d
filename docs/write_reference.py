"""Write what is generated from the code: parts of the reference pages, and a macro: `make docs`.

docs/marts.md below its first mart heading comes from the models' YAML, the settings table of
docs/landing_contract.md from the code that reads the settings, the catalogue of
docs/quality_rules.md from its seed, docs/cli.md below its first command from the commands. What
stands above is written by hand and kept. macros/connectors/contract_tables.sql is the landing
contract, for dbt.
"""

from __future__ import annotations

import csv
from pathlib import Path

import click
import yaml

from customer360.cli import main as customer360
from customer360.landing.contract_macro import contract_macro
from customer360.landing.settings import SETTINGS
from customer360.project import PROJECT_ROOT, SEEDS

DOCS = PROJECT_ROOT / "docs"
MACRO = PROJECT_ROOT / "macros" / "connectors" / "contract_tables.sql"
AREAS = {
    "companies": "Companies",
    "customers": "Customers",
    "lifecycle": "Lifecycle",
    "attribution": "Attribution",
    "data_quality": "Data quality",
}


def main() -> None:
    replace_from(DOCS / "marts.md", "## Companies\n", marts())
    replace_from(DOCS / "landing_contract.md", "| setting |", settings())
    replace_from(DOCS / "quality_rules.md", "| check | params |", checks())
    replace_from(DOCS / "cli.md", "## access\n", commands())
    MACRO.write_text(contract_macro(), encoding="utf-8")


def replace_from(page: Path, mark: str, text: str) -> None:
    """Put a text in the place of all that follows the first line that begins with the mark."""
    kept, found, _ = page.read_text(encoding="utf-8").partition(f"\n{mark}")
    if not found:
        raise SystemExit(f"{page.name}: no line begins with {mark.strip()!r}")
    page.write_text(f"{kept}\n{text}", encoding="utf-8")


def marts() -> str:
    return "\n".join(
        f"## {title}\n" + "".join(section(model) for model in models(area))
        for area, title in AREAS.items()
    )


def models(area: str) -> list[dict]:
    file = PROJECT_ROOT / "models" / "marts" / area / f"_{area}__models.yml"
    return yaml.safe_load(file.read_text(encoding="utf-8"))["models"]


def section(model: dict) -> str:
    rows = "".join(
        f"| `{column['name']}` | {column['data_type']} | {column['description']} |\n"
        for column in model["columns"]
    )
    return (
        f"\n### {model['name']}\n\n{model['description'].strip()}\n{grain(model)}\n\n"
        f"| column | type | meaning |\n|---|---|---|\n{rows}"
    )


def grain(model: dict) -> str:
    """The widest key test of a model: a surrogate key is no grain."""
    keys = [
        test[name]["arguments"]["columns"]
        for test in model.get("data_tests", [])
        if isinstance(test, dict)
        for name in ("primary_key", "unique_combination")
        if name in test
    ]
    if not keys:
        return "Grain: a rejected row, or a refused file."
    return "Grain: " + ", ".join(f"`{column}`" for column in max(keys, key=len)) + "."


def checks() -> str:
    with (SEEDS / "rules" / "quality_checks.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            [f"`{row['check_name']}`", row["params"].replace("|", r"\|"), row["fails"]]
            for row in csv.DictReader(file)
        ]
    lines = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"| check | params | a row fails where |\n|---|---|---|\n{lines}"


def settings() -> str:
    with (SEEDS / "rules" / "default_settings.csv").open(encoding="utf-8", newline="") as file:
        defaults = {row["setting"]: row["value"] for row in csv.DictReader(file)}
    rows = ""
    for name, setting in SETTINGS.items():
        star = " *" if setting.per_conversion_type else ""
        default = f"`{defaults[name]}`" if name in defaults else ""
        rows += f"| `{name}`{star} | {default} | {setting.accepts} | {setting.description} |\n"
    return f"| setting | default | takes | meaning |\n|---|---|---|---|\n{rows}"


def commands() -> str:
    """Help of every command, and of the commands below it."""
    with click.Context(customer360, info_name="customer360", **customer360.context_settings) as top:
        return "\n".join(
            command_help(customer360.get_command(top, name), name, top)
            for name in customer360.list_commands(top)
        )


def command_help(command: click.Command, name: str, parent: click.Context) -> str:
    # Click keeps the option of the context in which the command was asked first.
    command._help_option = None
    with click.Context(command, info_name=name, parent=parent, terminal_width=96) as context:
        text = f"## {context.command_path.removeprefix('customer360 ')}\n\n"
        text += f"```text\n{command.get_help(context)}\n```\n"
        if isinstance(command, click.Group):
            for below in command.list_commands(context):
                text += "\n" + command_help(command.get_command(context, below), below, context)
        return text


if __name__ == "__main__":
    main()
