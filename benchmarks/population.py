"""Customer records of one generated company as one table, the truth in the column ``cluster``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from customer360.generator.block import Part
from customer360.generator.companies import COMPANIES
from customer360.generator.run import TRUTH, blocks

#: Latin names and addresses only: what a rival without transliteration can read as well.
COMPANY = "maison_lumiere"
_ATTRIBUTES = (
    *("first_name", "middle_name", "last_name", "full_name", "birth_date", "gender", "email"),
    *("phone", "street", "city", "region", "postal_code", "country", "loyalty_id"),
)
SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("record_id", "source_system", *_ATTRIBUTES, "cluster")]
)


def write_population(path: Path, people: int, seed: int, company_id: str = COMPANY) -> int:
    """Write the records of ``people`` persons to a parquet file; returns the number of records.

    They are the ``customers`` rows that ``customer360 generate`` gives a company of that size.
    """
    company = replace(COMPANIES[company_id], activity=None, catalogue=None)
    rows = 0
    with pq.ParquetWriter(path, SCHEMA) as writer:
        for block in blocks(company, people, seed):
            customers = [part for part in block.output if part.table != TRUTH]
            truth = [part for part in block.output if part.table == TRUTH]
            for records, persons in zip(customers, truth, strict=True):
                table = _as_text(records, persons)
                writer.write_table(table)
                rows += table.num_rows
    return rows


def _as_text(records: Part, persons: Part) -> pa.Table:
    size = len(records.frame["source_record_id"])
    columns = {
        name: records.frame[name].cast(pa.string())
        if name in records.frame
        else pa.nulls(size, pa.string())
        for name in _ATTRIBUTES
    }
    return pa.table(
        {
            "record_id": records.frame["source_record_id"],
            "source_system": persons.frame["source_system"],
            **columns,
            "cluster": persons.frame["person_id"],
        },
        schema=SCHEMA,
    )
