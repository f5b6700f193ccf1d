"""The streams that a command writes to, wherever it was started."""

from __future__ import annotations

import os
import sys


def settle_streams() -> None:
    """A closed stream swallows what is written; a sign that a stream cannot show is spelt out."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            # Takes the stream's own number, which the file of the warehouse would get otherwise.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
