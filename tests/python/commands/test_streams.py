"""Streams that are closed, full, or know few signs: as cron jobs, pipes and old terminals have."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

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


def test_a_full_disk_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "/somewhere")

    monkeypatch.setattr("customer360.doctor.checkup", full)
    ended = CliRunner().invoke(customer360, ["doctor"])
    assert ended.exit_code == 2
    assert ended.stderr == "Error: No space left on device (/somewhere)\n"
