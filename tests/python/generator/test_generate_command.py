"""`customer360 generate`."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from customer360.cli import main


def generate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["generate", *map(str, arguments)])


def test_it_lists_the_files_and_their_rows(tmp_path: Path) -> None:
    out = tmp_path / "new" / "root"
    result = generate(out, "--people", 30, "--seed", 1, "--company", "daily_letter")
    assert result.exit_code == 0, result.output
    rows = len((out / "daily_letter" / "customers.csv").read_text().splitlines()) - 1
    assert result.output.splitlines()[0].split() == ["daily_letter/customers.csv", str(rows)]
    assert result.output.splitlines()[-1].split()[-1] == str(2 * rows)


def test_it_refuses_a_folder_with_files(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    result = generate(tmp_path, "--people", 10, "--seed", 1)
    assert result.exit_code == 2
    assert "not empty" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_overwriting_leaves_no_part_of_the_earlier_run(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    first = ("--people", 40, "--seed", 1, "--overwrite", "--company", "dom_uyut")
    assert generate(tmp_path, *first, "--format", "parquet").exit_code == 0
    (tmp_path / "dom_uyut" / "notes.md").write_text("keep too")
    assert generate(tmp_path, *first).exit_code == 0
    assert not list(tmp_path.rglob("*.parquet"))
    assert (tmp_path / "mine.txt").exists() and (tmp_path / "dom_uyut" / "notes.md").exists()


def test_an_unknown_company_is_named(tmp_path: Path) -> None:
    result = generate(tmp_path, "--people", 10, "--seed", 1, "--company", "acme")
    assert result.exit_code == 2
    assert "acme" in result.output and "saigon_table" in result.output
