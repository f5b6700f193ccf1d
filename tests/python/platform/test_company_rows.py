"""Rows of a table, company by company."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given
from hypothesis import strategies as st

from customer360.company_rows import CompanyRows

IDS = st.lists(st.sampled_from(["acme", "birch", "cedar", "Ümlaut", None]), max_size=40)


def table_of(ids: list[str | None], rows_per_chunk: int) -> pa.Table:
    table = pa.table(
        {"company_id": pa.array(ids, pa.string()), "row": pa.array(range(len(ids)), pa.int64())}
    )
    return pa.Table.from_batches(table.to_batches(rows_per_chunk), table.schema)


@given(ids=IDS, rows_per_chunk=st.integers(1, 50))
def test_rows_are_those_of_a_filter_in_their_order(ids, rows_per_chunk):
    table = table_of(ids, rows_per_chunk)
    rows = CompanyRows(table)
    assert rows.companies == sorted({name for name in ids if name is not None})
    for company in rows.companies:
        wanted = table.filter(pc.equal(table["company_id"], company))
        assert rows.of(company).to_pylist() == wanted.to_pylist()


@given(ids=IDS)
def test_grouped_rows_are_not_copied(ids):
    known = sorted(name for name in ids if name is not None)
    table = table_of(known, 50)
    rows = CompanyRows(table)
    for company in rows.companies:
        own = rows.of(company)["row"].chunk(0)
        whole = table["row"].chunk(0)
        assert own.buffers()[1].address == whole.buffers()[1].address


def test_a_company_without_rows_has_an_empty_table():
    table = table_of(["acme"], 1)
    assert CompanyRows(table).of("birch").to_pylist() == []
    assert CompanyRows(table).of("birch").schema == table.schema
    assert CompanyRows(table.slice(0, 0)).companies == []
