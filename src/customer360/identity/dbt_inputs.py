"""From the columns of the dbt models to the functions of this package, company by company."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from customer360.company_rows import CompanyRows
from customer360.identity.customers import customers_of
from customer360.identity.identifier_forms import identifier_columns
from customer360.identity.identifiers import blocked_reasons
from customer360.identity.lookups import default_lookups, junk_reasons
from customer360.identity.resolve import resolve_companies
from customer360.identity.schema import CLUSTERS, RECORDS, conform
from customer360.identity.settings import Settings

#: Columns of int_identity_records that are read under another name: standard forms where SQL has
#: them; the birth date as landed, because matching can use what is no plausible date; and the day
#: the source made the record, because an id must not follow activities that are sent late.
_RENAMED = {
    "email_key": "email",
    "phone_e164": "phone",
    "birth_date_text": "birth_date",
    "created_at": "first_seen_at",
}

#: What is blocked besides identifiers, of schema.BLOCKED, and the names of its columns here.
BLOCK_TYPES = ("blocking_key", "component")
BLOCKS = ["company_id", "block_type", "block_value", "record_count", "reason"]

BLOCKED_IDENTIFIERS = pa.schema(
    [(name, pa.string()) for name in ("company_id", "id_type", "record_key", "reason")]
)
JUNK_IDENTIFIERS = pa.schema(
    [(name, pa.string()) for name in ("company_id", "id_type", "id_value", "reason")]
)


def resolution(
    records: pa.Table,
    hints: pa.Table,
    overrides: pa.Table,
    companies: pa.Table,
    holds: pa.Table,
) -> pa.Table:
    """Every kept pair of records with its evidence, what was left out for its size, refused merges.

    One table, because records are resolved once: columns of explain.PAIRS, filled for pairs, and
    BLOCKS or schema.REFUSED, filled for the others, which have a reason; ``entry_no`` numbers them.
    """
    resolved = resolve_companies(
        as_records(records), hints, overrides, _settings(companies), holds=holds
    )
    is_block = pc.is_in(resolved.blocked["id_type"], pa.array(BLOCK_TYPES))
    blocks = resolved.blocked.filter(is_block).rename_columns(BLOCKS)
    tables = [resolved.pairs, blocks, resolved.refused]
    rows = pa.concat_tables(tables, promote_options="default")
    return rows.append_column("entry_no", pa.array(range(1, len(rows) + 1), pa.int64()))


def record_customers(records: pa.Table, pairs: pa.Table) -> pa.Table:
    """The customer of each record, see schema.CLUSTERS; ``pairs`` as of resolution."""
    pairs_of = CompanyRows(pairs)
    return _by_company(
        as_records(records),
        lambda company, rows: customers_of(rows, pairs_of.of(company)),
        CLUSTERS,
    )


def blocked_identifiers(records: pa.Table, companies: pa.Table) -> pa.Table:
    """The identifiers on records that link nobody, with the reason: BLOCKED_IDENTIFIERS."""
    settings = _settings(companies)
    return _by_company(
        as_records(records),
        lambda company, rows: _blocked(rows, settings.get(company, Settings())),
        BLOCKED_IDENTIFIERS,
    )


def junk_identifiers(identifiers: pa.Table) -> pa.Table:
    """The distinct (company_id, id_type, id_value) that are on the list of junk, with the reason.

    The same rules as for records: an identifier is junk wherever it stands.
    """
    keys = identifiers.select(JUNK_IDENTIFIERS.names[:-1]).group_by(JUNK_IDENTIFIERS.names[:-1])
    keys = keys.aggregate([]).combine_chunks()
    parts = []
    for id_type in sorted(pc.unique(keys["id_type"]).to_pylist()):
        of_type = keys.filter(pc.equal(keys["id_type"], id_type))
        values = of_type["id_value"].combine_chunks()
        reasons = junk_reasons(default_lookups().junk_identifiers, id_type, values)
        of_type = of_type.append_column("reason", reasons)
        parts.append(of_type.filter(pc.is_valid(of_type["reason"])).cast(JUNK_IDENTIFIERS))
    junk = pa.concat_tables(parts) if parts else JUNK_IDENTIFIERS.empty_table()
    return junk.sort_by([(name, "ascending") for name in JUNK_IDENTIFIERS.names])


def _blocked(records: pa.Table, settings: Settings) -> pa.Table:
    parts = []
    for id_type, encoded in identifier_columns(records, settings).items():
        reasons = blocked_reasons(id_type, encoded, settings, default_lookups())
        of_record = reasons.take(pa.array(encoded.codes, mask=encoded.codes < 0))
        # A value of which nothing was left to compare is a placeholder.
        is_placeholder = pc.and_(pc.is_valid(records[id_type]), pa.array(encoded.codes < 0))
        of_record = pc.if_else(is_placeholder, "junk_list", of_record)
        table = records.select(["company_id", "record_key"])
        table = table.append_column("id_type", pa.array([id_type] * len(table), pa.string()))
        table = table.append_column("reason", of_record)
        parts.append(table.filter(pc.is_valid(of_record)).select(BLOCKED_IDENTIFIERS.names))
    return pa.concat_tables(parts) if parts else BLOCKED_IDENTIFIERS.empty_table()


def as_records(records: pa.Table) -> pa.Table:
    """Rows of int_identity_records, or of a table with its columns, as schema.RECORDS."""
    columns = [name for name in records.column_names if name not in _RENAMED.values()]
    names = [_RENAMED.get(name, name) for name in columns]
    return conform(records.select(columns).rename_columns(names), RECORDS)


def _settings(companies: pa.Table) -> dict[str, Settings]:
    settings = {}
    for row in companies.to_pylist():
        try:
            settings[row["company_id"]] = Settings.from_mapping(row)
        except ValueError as error:
            raise ValueError(f"company {row['company_id']}: {error}") from None
    return settings


def _by_company(
    records: pa.Table, function: Callable[[str, pa.Table], pa.Table], schema: pa.Schema
) -> pa.Table:
    rows = CompanyRows(records)
    parts = [function(company, rows.of(company).combine_chunks()) for company in rows.companies]
    return pa.concat_tables(parts) if parts else schema.empty_table()
