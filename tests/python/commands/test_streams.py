"""How commands end: interrupted, or with streams that are closed, full, or know few signs."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from customer360.cli import main as customer360
from customer360.commands.streams import settle_streams


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
def test_a_closed_stream_stops_no_command(closed: str, tmp_path: Path) -> None:
    command = "import customer360.cli as c; c.main(['generate', 'out', '--people=9', '--seed=1'])"
    shell = ["sh", "-c", f'"$0" -c "$1" {closed}', sys.executable, command]
    assert subprocess.run(shell, cwd=tmp_path, capture_output=True).returncode == 0
    assert (tmp_path / "out/saigon_table/customers.csv").is_file()


def test_what_a_stream_cannot_show_is_spelt_out(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    settle_streams()
    print("Анна", flush=True)
    assert written.getvalue() == rb"\u0410\u043d\u043d\u0430" + b"\n"


def test_an_interruption_is_not_taken_for_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """1 would say that something stops a build."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("customer360.doctor.checkup", interrupted)
    ended = CliRunner().invoke(customer360, ["doctor"])
    assert (ended.exit_code, ended.stderr) == (130, "Stopped.\n")


def test_a_full_disk_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "/somewhere")

    monkeypatch.setattr("customer360.doctor.checkup", full)
    ended = CliRunner().invoke(customer360, ["doctor"])
    assert ended.exit_code == 2
    assert ended.stderr == "Error: No space left on device (/somewhere)\n"


def test_what_is_known_of_a_person_is_for_one_pair_of_eyes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMER360_DUCKDB", str(tmp_path / "warehouse.duckdb"))
    monkeypatch.delenv("CUSTOMER360_TARGET", raising=False)
    duckdb.connect(tmp_path / "warehouse.duckdb").close()
    monkeypatch.setattr("customer360.access.access_document", lambda *_: {})
    page = tmp_path / "ann.json"
    page.touch(mode=0o644)
    asked = ["access", "acme", "--email", "ann@example.org", "--out", str(page)]
    assert CliRunner().invoke(customer360, asked).exit_code == 0
    assert page.stat().st_mode & 0o777 == 0o600
