"""What a landing tells whoever watches it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    def start(self, total_bytes: int) -> None:
        """The files of all companies together have this size."""

    def file(self, company_id: str, file: str) -> None:
        """This file is read now."""

    def advance(self, read_bytes: int) -> None:
        """So many bytes more are read."""


class NoProgress:
    """Tells nobody."""

    def start(self, total_bytes: int) -> None: ...

    def file(self, company_id: str, file: str) -> None: ...

    def advance(self, read_bytes: int) -> None: ...
