"""A block: the people of a company that are made, and written, at one time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from customer360.generator.columns import Frame, constant, numbered
from customer360.generator.customers.records import Records
from customer360.generator.people.population import People
from customer360.generator.profile import Company
from customer360.generator.sampling import Sampler


@dataclass
class Counters:
    """The next free number of each kind of key; they run on from block to block."""

    _next: dict[str, int] = field(default_factory=lambda: defaultdict(lambda: 1))

    def claim(self, kind: str, size: int) -> int:
        """The first of `size` numbers that nobody else gets."""
        first = self._next[kind]
        self._next[kind] = first + size
        return first


class Part(NamedTuple):
    """Rows of a table that come from one export: they share their columns and types."""

    table: str
    name: str
    frame: Frame


@dataclass
class Block:
    company: Company
    seed: int
    number: int
    people: People
    counters: Counters
    records: dict[str, Records] = field(default_factory=dict)
    #: Finished parts of tables, in the order in which they are to be written.
    output: list[Part] = field(default_factory=list)

    def sampler(self, *purpose: str) -> Sampler:
        return Sampler(self.seed, self.company.company_id, self.number, *purpose)

    def keys(self, kind: str, prefix: str, size: int, width: int = 7) -> pa.Array:
        """Keys of `size` new rows, unique in the company."""
        return numbered(prefix, self.counters.claim(kind, size) + np.arange(size), width)

    def emit(self, table: str, system: str | None, frame: Frame, export: str | None = None) -> None:
        """Hands rows to the writer; `system` is null for tables without the notion of one.

        Exports of one system that differ in columns or types are told apart by `export`.
        """
        size = len(next(iter(frame.values())))
        if system is not None:
            frame = {"source_system": constant(system, size), **frame}
        self.output.append(Part(table, export or system or table, frame))
