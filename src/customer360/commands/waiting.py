"""On a terminal, what a command is at while it takes its time; nothing where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def waiting(text: str) -> Iterator[Callable[[str], None]]:
    """Show ``text`` on the error stream until the block ends; the function given changes it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True, highlight=False).status(f"{escape(text)} ...") as status:
        yield lambda changed: status.update(f"{escape(changed)} ...")
