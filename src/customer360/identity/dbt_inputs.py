"""From the columns of the dbt models to the inputs of ``resolve_companies``."""

from __future__ import annotations

import pyarrow as pa

from customer360.identity import Resolution, Settings, resolve_companies


def resolution_of(
    records: pa.Table, hints: pa.Table, overrides: pa.Table, companies: pa.Table
) -> Resolution:
    """Resolve the records of ``int_identity_records`` with each company's own settings."""
    settings = {
        company["company_id"]: Settings.from_mapping(company) for company in companies.to_pylist()
    }
    named = {"email_key": "email", "phone_e164": "phone", "birth_date_text": "birth_date"}
    columns = [name for name in records.column_names if name not in named.values()]
    renamed = records.select(columns).rename_columns([named.get(name, name) for name in columns])
    return resolve_companies(renamed, hints, overrides, settings)
