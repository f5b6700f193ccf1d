"""Python and the packages, against what the project pins."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from customer360.doctor.finding import Finding, bad, good, note
from customer360.project import PROJECT_ROOT

#: Packages whose version decides what comes out; a difference in another one is a detail.
_TOLD = ("dbt-core", "dbt-duckdb", "dbt-postgres", "duckdb", "pandas", "pyarrow", "rapidfuzz")
_PINS = PROJECT_ROOT / "requirements" / "runtime.txt"
_OLDEST_PYTHON = (3, 11)


def python_version(found: tuple[int, int] = sys.version_info[:2]) -> Finding:
    text = ".".join(map(str, found))
    if found < _OLDEST_PYTHON:
        return bad(
            "Python", f"{text} is too old", "install Python 3.11 or newer, then make install"
        )
    return good("Python", f"{text} in {sys.prefix}")


def package_versions(pins: Path = _PINS) -> Iterator[Finding]:
    """One finding for the packages that agree with the pins, and one for each that does not."""
    agreed = []
    for name, pinned in sorted(pinned_versions(pins).items()):
        try:
            installed = version(name)
        except PackageNotFoundError:
            if name in _TOLD:
                yield bad("Packages", f"{name} is not installed", "make install")
            continue
        if installed == pinned:
            agreed.append(name)
        elif name in _TOLD:
            yield note("Packages", f"{name} is {installed}; tested with {pinned}", "make install")
    told = ", ".join(f"{name} {version(name)}" for name in _TOLD[:4] if name in agreed)
    yield good("Packages", f"{len(agreed)} as pinned{f' ({told}, ...)' if told else ''}")


def pinned_versions(pins: Path) -> dict[str, str]:
    """name -> version of each pinned line; names in lower case."""
    lines = pins.read_text(encoding="utf-8").splitlines() if pins.is_file() else []
    found = (re.match(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", line) for line in lines)
    return {match[1].lower(): match[2] for match in found if match}
