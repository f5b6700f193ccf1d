"""The committed word lists: one entry a line, its fields parted by `|`, most common first."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"


@cache
def read_words(name: str) -> tuple[tuple[str, ...], ...]:
    """Entries of `words/<name>.txt` as tuples of their fields."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("|")) for line in lines if line)
