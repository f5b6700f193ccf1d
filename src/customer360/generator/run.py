"""Generates the companies into a landing root, block by block, with the truth beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from customer360.generator.block import Block, Counters, Part
from customer360.generator.columns import Frame, constant, numbered, text
from customer360.generator.companies import COMPANIES
from customer360.generator.customers.identifiers import MOST_PEOPLE
from customer360.generator.customers.records import draw_memberships, wanted_contacts, write_records
from customer360.generator.customers.test_accounts import draw_test_accounts
from customer360.generator.people.names import names_known_to
from customer360.generator.people.population import draw_people
from customer360.generator.profile import Company, System
from customer360.generator.writer import FORMATS, FolderWriter, remove_generated

#: People that are in memory at one time.
BLOCK_SIZE = 10_000


@dataclass(frozen=True)
class GeneratedFile:
    """`path` is relative to the root; `rows` without the header."""

    company_id: str
    path: str
    rows: int


def people_of(company: Company, people: int) -> int:
    """The company's part of all people; every company has at least one."""
    return max(people * company.share // 100, 1)


def generate(
    root: Path,
    people: int,
    seed: int,
    file_format: str = "csv",
    companies: Sequence[str] | None = None,
    progress: Callable[[str, int], None] | None = None,
) -> list[GeneratedFile]:
    """Writes the landing folders of the companies, and `<company_id>.truth.<format>` in the root.

    `people` counts those of all companies together, also when only some are written: a company's
    files do not depend on which others are asked for. `progress(company_id, people)` is told of
    each finished block. Raises ValueError for a company or format that does not exist.
    """
    wanted = list(COMPANIES) if companies is None else list(dict.fromkeys(companies))
    for name in wanted:
        if name not in COMPANIES:
            raise ValueError(f"unknown company {name!r}; there are {', '.join(COMPANIES)}")
    if file_format not in FORMATS:
        raise ValueError(f"unknown format {file_format!r}; there are {', '.join(FORMATS)}")
    if not 1 <= people <= MOST_PEOPLE or seed < 0:
        raise ValueError(f"people must be 1 to {MOST_PEOPLE:,}, and the seed 0 or more")
    files = []
    for company in (COMPANIES[name] for name in COMPANIES if name in wanted):
        files += _generate_company(root, company, people, seed, file_format, progress)
    return files


def _generate_company(
    root: Path,
    company: Company,
    people: int,
    seed: int,
    file_format: str,
    progress: Callable[[str, int], None] | None,
) -> list[GeneratedFile]:
    folder = root / company.company_id
    folder.mkdir(parents=True, exist_ok=True)
    remove_generated(root, company.company_id)
    tables, truth = FolderWriter(folder, file_format), FolderWriter(root, file_format)
    truth_name = f"{company.company_id}.truth"
    if company.settings:
        tables.write([Part("company", "company", _settings_frame(company))])
    for block in blocks(company, people_of(company, people), seed):
        tables.write([part for part in block.output if part.table != TRUTH])
        truth.write(
            [
                Part(truth_name, truth_name, part.frame)
                for part in block.output
                if part.table == TRUTH
            ]
        )
        if progress is not None:
            progress(company.company_id, len(block.people))
    tables.close()
    truth.close()
    files = {f"{company.company_id}/{path}": rows for path, rows in tables.rows.items()}
    return [
        GeneratedFile(company.company_id, path, rows) for path, rows in (files | truth.rows).items()
    ]


def _settings_frame(company: Company) -> Frame:
    names, values, days = zip(*((*row, None)[:3] for row in company.settings), strict=True)
    frame = {"setting": text(names), "value": text(values)}
    return frame | {"valid_from": text(days)} if any(days) else frame


#: Pseudo table of Block.output: which person each customers record is about.
TRUTH = "truth"


def blocks(company: Company, people: int, seed: int) -> Iterator[Block]:
    """The company's people in blocks, each with all its rows."""
    counters = Counters()
    block_count = -(-people // BLOCK_SIZE)
    names = names_known_to(people)
    for number in range(block_count):
        first = number * BLOCK_SIZE
        size = min(BLOCK_SIZE, people - first)
        drawn = draw_people(
            seed, company.company_id, number, first + 1, size, names, company.mix, block_count
        )
        block = Block(company, seed, number, drawn, counters)
        _write_customers(block)
        if company.activity is not None:
            company.activity(block)
        if number == 0 and company.catalogue is not None:
            company.catalogue(block)
        yield block


def _write_customers(block: Block) -> None:
    company = block.company
    memberships = draw_memberships(block.sampler("memberships"), company, block.people)
    wanted = wanted_contacts(company, memberships)
    issuers = np.array([system.issues_cards for system in company.systems])
    has_card = memberships[:, issuers].any(axis=1)
    for position, system in enumerate(company.systems):
        counts = memberships[:, position]
        first_key = block.counters.claim(f"customers {system.name}", int(counts.sum()))
        records = write_records(
            block.sampler("records", system.name),
            company,
            system,
            block.people,
            counts,
            wanted,
            has_card,
            first_key,
        )
        block.records[system.name] = records
        _emit_customers(block, system.name, records.frame, person_ids(block, records.person))
        _write_test_accounts(block, system, len(records))


def _write_test_accounts(block: Block, system: System, records: int) -> None:
    size = max(round(records * system.test_accounts), 1) if system.test_accounts else 0
    if not size:
        return
    first_key = block.counters.claim(f"customers {system.name}", size)
    frame = draw_test_accounts(block.sampler("test accounts", system.name), system, size, first_key)
    testers = block.counters.claim("testers", size) + np.arange(size)
    owner = numbered(f"{block.company.code}-test-", testers, 4)
    _emit_customers(block, system.name, frame, owner, export=f"{system.name}_test_accounts")


def person_ids(block: Block, person: np.ndarray) -> pa.Array:
    return numbered(f"{block.company.code}-", block.people.number[person])


def _emit_customers(
    block: Block, system: str, frame: Frame, person_id: pa.Array, export: str | None = None
) -> None:
    key = frame["source_record_id"]
    if block.company.newsletter_only:
        # No systems here: the loader's default name stands in the truth.
        letter = {name: frame[name] for name in ("source_record_id", "email", "opt_in")}
        block.emit("customers", None, letter)
    else:
        block.emit("customers", system, frame, export)
    truth = {
        "source_system": constant(system, len(key)),
        "source_record_id": key,
        "person_id": person_id,
    }
    block.emit(TRUTH, None, truth)
