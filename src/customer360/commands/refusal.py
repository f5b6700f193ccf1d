"""How every command refuses: one sentence on the error stream, exit code 2."""

from __future__ import annotations

import sys
from typing import NoReturn

import click


def refuse(reason: Exception | str) -> NoReturn:
    """End the command. Of an engine's error only the first line is for people."""
    from customer360.warehouse.opening import held_by

    sentence = str(reason).strip().partition("\n")[0]
    # dbt opens the file by itself, and passes on what the engine said.
    sentence = held_by(sentence) or sentence
    click.secho(f"Error: {sentence}", fg="red", err=True)
    sys.exit(2)
