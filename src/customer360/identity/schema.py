"""The tables that identity resolution reads and writes."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from customer360.threads import in_parallel

RECORDS = pa.schema(
    [
        *((name, pa.string()) for name in ("company_id", "record_key")),
        *((name, pa.string()) for name in ("source_system", "source_record_id")),
        ("is_guest", pa.bool_()),
        *((name, pa.string()) for name in ("first_name", "middle_name", "last_name", "full_name")),
        *((name, pa.string()) for name in ("birth_date", "gender", "email", "phone")),
        *((name, pa.string()) for name in ("street", "city", "region", "postal_code", "country")),
        *((name, pa.string()) for name in ("national_id", "loyalty_id", "external_customer_id")),
        *((name, pa.string()) for name in ("company_name", "occupation", "default_country")),
        ("first_seen_at", pa.timestamp("us")),
    ]
)
_REQUIRED = ("company_id", "record_key")

IDENTIFIER_LINKS = pa.schema(
    [(name, pa.string()) for name in ("company_id", "record_key_a", "record_key_b", "link_type")]
)
OVERRIDES = pa.schema(
    [
        (name, pa.string())
        for name in ("company_id", "record_key_a", "record_key_b", "link", "reason")
    ]
)
CLUSTERS = pa.schema(
    [
        ("company_id", pa.string()),
        ("record_key", pa.string()),
        ("customer_id", pa.string()),
        ("anchor_record_key", pa.string()),
        ("confidence", pa.float64()),
        ("linked_by", pa.string()),
        # Whole numbers within the company, of the records and of the customers in this table: joins
        # and groupings of millions of rows cost less by them. Another table has others.
        ("record_no", pa.int32()),
        ("customer_no", pa.int32()),
    ]
)
#: Identifiers that link nobody; also blocking_key (a block too common to compare: its records) and
#: component (a chain of links too long for one customer, by its first record).
BLOCKED = pa.schema(
    [
        ("company_id", pa.string()),
        ("id_type", pa.string()),
        ("id_value", pa.string()),
        ("record_count", pa.int64()),
        ("reason", pa.string()),
    ]
)
#: Merges of a system that are not followed.
REFUSED = pa.schema(
    [(name, pa.string()) for name in ("company_id", "record_key_a", "record_key_b", "reason")]
)


class IdentityInputError(ValueError):
    """An input table that cannot be resolved; the message names the company and the rows."""


def sorted_by_key(records: pa.Table) -> pa.Table:
    """The records in the order of their keys, each column as one chunk."""
    records = records.combine_chunks()
    if records.num_rows == 0:
        return records
    keys = records["record_key"].chunk(0)
    if pc.all(pc.less_equal(keys[:-1], keys[1:]), skip_nulls=False).as_py() is True:
        return records
    order = pc.sort_indices(keys)
    columns = in_parallel(lambda column: column.chunk(0).take(order), records.columns)
    return pa.table(columns, schema=records.schema)


def conform(table: pa.Table | None, schema: pa.Schema) -> pa.Table:
    """The table with exactly the schema's columns; absent ones are null.

    Raises IdentityInputError where a key column is absent.
    """
    if table is None:
        return schema.empty_table()
    for name in _REQUIRED:
        if name in schema.names and name not in table.column_names:
            raise IdentityInputError(f"the input table has no column {name}")
    columns = []
    for field in schema:
        if field.name not in table.column_names:
            columns.append(pa.nulls(table.num_rows, field.type))
            continue
        column = table[field.name]
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        columns.append(column if column.type == field.type else column.cast(field.type))
    return pa.table(columns, schema=schema)
