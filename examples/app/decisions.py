"""Writes what people decided into identity_overrides.csv of a company's landing folder.

The file is the company's whole list of decisions: landing it replaces the list before it.
So a decision is added to what stands there, and a later one about the same two records takes the
place of the earlier.
"""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path

COLUMNS = (
    *("source_system_a", "source_record_id_a", "source_system_b", "source_record_id_b"),
    *("link", "reason"),
)
MUST_LINK, CANNOT_LINK = "must_link", "cannot_link"


@dataclass(frozen=True)
class Decision:
    #: Records as system and key joined by a bar, as the marts name them.
    record_key_a: str
    record_key_b: str
    link: str
    reason: str = ""

    def row(self) -> dict[str, str]:
        (system_a, key_a), (system_b, key_b) = (
            key.split("|", 1) for key in (self.record_key_a, self.record_key_b)
        )
        return dict(
            zip(COLUMNS, (system_a, key_a, system_b, key_b, self.link, self.reason), strict=True)
        )


def exports_folder() -> Path:
    """The folder of the companies' folders: CUSTOMER360_APP_EXPORTS, else ./exports."""
    return Path(os.environ.get("CUSTOMER360_APP_EXPORTS") or "exports")


def overrides_file(company_id: str) -> Path:
    return exports_folder() / company_id / "identity_overrides.csv"


def decisions(company_id: str) -> list[dict[str, str]]:
    """Every decision written so far, as rows of the file."""
    file = overrides_file(company_id)
    if not file.is_file():
        return []
    with file.open(encoding="utf-8", newline="") as opened:
        return [{name: row.get(name) or "" for name in COLUMNS} for row in csv.DictReader(opened)]


def decide(company_id: str, decision: Decision) -> None:
    """Add a decision; the file is whole at every moment."""
    new = decision.row()
    rows = [row for row in decisions(company_id) if _pair(row) != _pair(new)] + [new]
    file = overrides_file(company_id)
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.unfinished")
    with unfinished.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    unfinished.replace(file)


def decided(company_id: str) -> dict[frozenset[tuple[str, str]], str]:
    """Pair of (system, key) -> link, of every decision written so far."""
    return {_pair(row): row["link"] for row in decisions(company_id)}


def pair_of(record_key_a: str, record_key_b: str) -> frozenset[tuple[str, str]]:
    return _pair(Decision(record_key_a, record_key_b, "").row())


def _pair(row: dict[str, str]) -> frozenset[tuple[str, str]]:
    """Two records in either order."""
    return frozenset(
        (row[f"source_system_{side}"], row[f"source_record_id_{side}"]) for side in ("a", "b")
    )
