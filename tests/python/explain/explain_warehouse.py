"""A small warehouse made by hand: the tables an explanation reads, with a few people."""

from __future__ import annotations

import duckdb

COMPANY = "acme"
#: Names that are commands where they are not treated as text.
SCRIPT = "<script>alert(1)</script>"
FORMULA = "=1+1"
MARKUP = "[red]Ann[/red]"

_RECORD_COLUMNS = (
    *("source_system", "source_record_id", "customer_id", "linked_by"),
    *("first_name", "last_name", "full_name", "email", "phone_e164", "first_seen_at"),
)
_TEXTS = (
    *("middle_name", "birth_date_text", "gender", "street", "city", "region", "postal_code"),
    *("country", "language"),
    *("national_id", "loyalty_id", "external_customer_id", "anonymous_id"),
    *("company_name", "occupation"),
)
_RECORDS = (
    ("crm", "1", "c1", "email", "Ann", "Lee", None, "ann@x.com", "+491", "2024-01-01"),
    ("shop", "2", "c1", "email", SCRIPT, "Lee", None, "ann@x.com", None, "2024-02-01"),
    ("shop", "3", "c1", "model", None, None, FORMULA, "lee@x.com", None, "2024-03-01"),
    ("till", "4", "c1", "override", MARKUP, None, None, None, None, None),
    ("crm", "5", "c2", "single", "Ben", "Lee", None, "ann@x.com", "+491", "2024-05-01"),
    ("shop", "1", "c3", "single", "Zoe", "Fox", None, "noreply@x.com", None, "2024-06-01"),
    ("crm", "6", "c4", "single", "Max", "Roe", None, "noreply@x.com", None, "2024-06-01"),
    ("crm", "7", "c5", "single", "Ann", "Loo", None, None, None, "2024-06-01"),
)
_PRIOR = -10.0
#: keys, customers, rule, decision, (first name, e-mail, household) level and weight
_LINKS = (
    (
        "crm|1",
        "shop|2",
        "c1",
        "c1",
        "email",
        "linked",
        "missing",
        0.0,
        "exact",
        15.1234,
        "none",
        0.0,
    ),
    ("shop|2", "shop|3", "c1", "c1", "model", "linked", "close", 12.1, "missing", 0.0, "none", 0.0),
    (
        "crm|1",
        "shop|3",
        "c1",
        "c1",
        "model",
        "linked",
        "exact",
        6.2,
        "different",
        -2.0,
        "none",
        0.0,
    ),
    (
        "crm|1",
        "till|4",
        "c1",
        "c1",
        "override",
        "forced",
        "exact",
        6.0,
        "missing",
        0.0,
        "none",
        0.0,
    ),
    (
        "crm|1",
        "crm|5",
        "c1",
        "c2",
        "email",
        "rejected",
        "different",
        -4.1,
        "exact",
        16.3,
        "shared",
        -0.7,
    ),
    (
        "crm|5",
        "shop|2",
        "c2",
        "c1",
        "email",
        "review",
        "missing",
        0.0,
        "exact",
        9.1,
        "shared",
        -0.2,
    ),
)
_IDENTIFIERS = (
    ("email", "ann@x.com", None, "shared_by_customers", 3, 2),
    ("email", "lee@x.com", "c1", None, 1, 1),
    ("phone", "+491", None, "shared_by_customers", 2, 2),
    ("email", "noreply@x.com", None, "role_mailbox", 2, 2),
    ("source_record_id", "crm|1", "c1", None, 1, 1),
)


def build(connection: duckdb.DuckDBPyConnection, prefix: str = "") -> None:
    """The tables of a built warehouse, as far as an explanation reads them."""
    marts, intermediate = (f'"{prefix}{schema}"' for schema in ("marts", "intermediate"))
    for schema in (marts, intermediate):
        connection.execute(f"create schema {schema}")
    connection.execute(
        f"create table {intermediate}.int_companies as select * from (values"
        " ('acme', 0.5::double, 0.1::double, 50, 50), ('other', 0.9, 0.2, 50, 50))"
        " t(company_id, match_threshold, review_threshold, max_records_per_identifier,"
        " max_records_per_customer)"
    )
    texts = ", ".join(f"{name} varchar" for name in (*_RECORD_COLUMNS[:-1], *_TEXTS))
    connection.execute(
        f"create table {intermediate}.int_customer_records (company_id varchar,"
        f" record_key varchar, {texts}, email_key varchar, phone varchar, birth_date date,"
        " first_seen_at timestamp, confidence double, is_guest boolean, is_deleted boolean)"
    )
    for values in _RECORDS:
        row = dict(zip(_RECORD_COLUMNS, values, strict=True))
        row |= {
            "company_id": COMPANY,
            "record_key": f"{row['source_system']}|{row['source_record_id']}",
            "email_key": row["email"],
            "phone": row["phone_e164"],
            "confidence": 0.99,
            "is_guest": False,
            "is_deleted": row["source_system"] == "till",
        }
        _insert(connection, f"{intermediate}.int_customer_records", row)
    comparisons = ("first_name", "email", "household")
    columns = ", ".join(f"{name}_level varchar, {name}_weight double" for name in comparisons)
    links = f"{marts}.fct_identity_links"
    connection.execute(
        f"create table {links} (company_id varchar, record_key_a varchar, record_key_b varchar,"
        " customer_id_a varchar, customer_id_b varchar, rule varchar, decision varchar,"
        f" match_weight double, match_probability double, prior_weight double, {columns})"
    )
    for a, b, customer_a, customer_b, rule, decision, *evidence in _LINKS:
        weight = round(_PRIOR + sum(evidence[1::2]), 4)
        probability = round(1 / (1 + 2**-weight), 6)
        row = (COMPANY, a, b, customer_a, customer_b, rule, decision, weight, probability, _PRIOR)
        marks = ", ".join("?" * (len(row) + len(evidence)))
        connection.execute(f"insert into {links} values ({marks})", [*row, *evidence])
    identifiers = f"{marts}.bridge_customer_identifiers"
    connection.execute(
        f"create table {identifiers} (company_id varchar, id_type varchar, id_value varchar,"
        " customer_id varchar, blocked_reason varchar, record_count bigint, customer_count bigint)"
    )
    for row in _IDENTIFIERS:
        connection.execute(
            f"insert into {identifiers} values (?, ?, ?, ?, ?, ?, ?)", [COMPANY, *row]
        )
    connection.execute(
        f"create table {marts}.fct_attribute_values as select 'acme' as company_id,"
        " * from (values"
        f" ('c1', 'first_name', '{SCRIPT}', 'most_recent', null, 'shop', '2', null, true),"
        " ('c1', 'email', 'ann@x.com', 'all_agree', 'shared_by_customers', 'crm', '1', null, true),"
        " ('c1', 'income_band', 'high', 'only_value', 'expired', null, null, 'seller', false))"
        " t(customer_id, attribute, value, rule, problem, source_system, source_record_id,"
        " provider, is_golden), (values (timestamp '2025-03-04')) seen(observed_at)"
    )
    connection.execute(
        f"create table {marts}.dim_customers as select 'acme' as company_id,"
        " case i when 1 then 4 else 1 end as record_count,"
        f" 'c' || i as customer_id, '{SCRIPT}' as full_name, true as is_contactable_email,"
        " null::varchar as city from range(1, 6) t(i)"
    )


def _insert(connection: duckdb.DuckDBPyConnection, table: str, row: dict) -> None:
    marks = ", ".join("?" * len(row))
    connection.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", [*row.values()])
