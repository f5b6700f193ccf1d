"""What the loader itself keeps beside the rows it lands."""

from __future__ import annotations

#: Raw tables that the loader itself keeps, with their column types.
BOOKKEEPING_TABLES: dict[str, dict[str, str]] = {
    # One row per company that was landed, also where it sent no company.csv.
    "companies": {"company_id": "text", "is_demo": "boolean", "loaded_at": "timestamp"},
    # The rows of company.csv after validation; valid_from null means "always".
    "company_settings": {
        "company_id": "text",
        "setting": "text",
        "value": "text",
        "valid_from": "date",
        "loaded_at": "timestamp",
    },
    # line is null where a whole file or company was refused.
    "rejected_rows": {
        "company_id": "text",
        "table_name": "text",
        "source_system": "text",
        "source_record_id": "text",
        "file": "text",
        "line": "bigint",
        "reason": "text",
        "text": "text",
        "loaded_at": "timestamp",
    },
    # People who were erased and must not come back: salted hashes, see customer360.privacy.
    "suppressed_identifiers": {
        "company_id": "text",
        "id_hash": "text",
        "suppressed_at": "timestamp",
    },
    # Records that the erasure of others may not move, with the customer they belong to and a digest
    # of what they say, see customer360.identity.holds.
    "identity_holds": {
        "company_id": "text",
        "hold_id": "text",
        "record_key": "text",
        "customer_id": "text",
        "evidence": "text",
        "held_at": "timestamp",
    },
    # One row per file of the last load that saw it.
    "landed_files": {
        "company_id": "text",
        "table_name": "text",
        "file": "text",
        "row_count": "bigint",
        "loaded_count": "bigint",
        "rejected_count": "bigint",
        "unknown_columns": "text",
        "loaded_at": "timestamp",
    },
}
