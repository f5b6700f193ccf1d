"""Which columns of marts are personal: a person, or a row about one, can be told by them."""

from __future__ import annotations

#: Every mart column of such a name is marked ``personal: true`` in its YAML, and no other is.
PERSONAL_COLUMNS = frozenset(
    {
        "address",
        "address_sha256",
        "birth_date",
        "block_value",
        "email",
        "first_name",
        "full_name",
        "id_value",
        "last_name",
        "phone",
        "postal_code",
        "proof_ref",
        "record_key_a",
        "record_key_b",
        "search_term",
        "source_record_id",
        "street",
        "text",
        "value",
    }
)

#: Marts for those who look after the data: they are about records, so nothing of them is left
#: without people. Every other mart with people has its like in marts_pseudonymous.
FOR_STEWARDS = frozenset(
    {
        "bridge_customer_identifiers",
        "bridge_customer_ids",
        "bridge_customer_records",
        "fct_attribute_values",
        "fct_audience_exports",
        "fct_identity_blocks",
        "fct_identity_links",
        "fct_identity_reviews",
        "fct_quality_failures",
        "rejected_rows",
    }
)
