"""How every command refuses: one sentence on the error stream, exit code 2."""

from __future__ import annotations

import re
import sys
from typing import NoReturn

import click

#: What DuckDB says of a file that another process writes.
_LOCKED = re.compile(r'lock on file "(?P<file>[^"]+)".*?\(PID (?P<process>\d+)\)')


def refuse(reason: Exception | str) -> NoReturn:
    """End the command. Of an engine's error only the first line is for people."""
    sentence = str(reason).strip().partition("\n")[0]
    if lock := _LOCKED.search(sentence):
        sentence = (
            f"{lock['file']} is open in another program (process {lock['process']}); a DuckDB file"
            " has one writer: end that program or wait for it, then try again"
        )
    click.secho(f"Error: {sentence}", fg="red", err=True)
    sys.exit(2)
