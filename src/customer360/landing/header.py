"""Matches a file's header with the contract's columns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from customer360.landing.chunk import FileRefusedError
from customer360.landing.contract import Table

SOURCE_SYSTEM = "source_system"


@dataclass(frozen=True)
class Header:
    #: Known column name -> position in the file.
    positions: dict[str, int]
    unknown: tuple[str, ...]
    width: int


_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def separator_hint(names: list[str]) -> str:
    """What to say of a header that is one cell because its cells are parted by another sign."""
    for sign, called in _OTHER_SEPARATORS.items():
        if len(names) == 1 and sign in names[0]:
            return f" (cells are separated by commas, not by {called})"
    return ""


def read_header(table: Table, names: list[str]) -> Header:
    """Positions of the known columns; names are compared without case and outer white space.

    Raises FileRefusedError where a column comes twice or a required one is missing.
    """
    cleaned = [name.replace("\0", "").strip().lower() for name in names]
    twice = sorted(name for name, count in Counter(cleaned).items() if count > 1 and name)
    if twice:
        raise FileRefusedError(f"column {', '.join(map(repr, twice))} comes more than once")
    missing = [name for name in table.required if name not in cleaned]
    if missing:
        reason = f"required column {', '.join(map(repr, missing))} is missing"
        raise FileRefusedError(reason + separator_hint(cleaned))
    known = set(table.column_names) | ({SOURCE_SYSTEM} if table.has_source_system else set())
    return Header(
        positions={name: index for index, name in enumerate(cleaned) if name in known},
        unknown=tuple(
            name or f"(column {index + 1} has no name)"
            for index, name in enumerate(cleaned)
            if name not in known
        ),
        width=len(cleaned),
    )
