"""Who the customers are, what they allowed, and what is said about them."""

from __future__ import annotations

from customer360.landing.contract.table import (
    CURRENCY,
    WHO,
    Column,
    Kind,
    Table,
    days,
    event,
    money,
    required,
    share,
    text,
)

ID_TYPES = (
    "source_record_id",
    "email",
    "phone",
    "loyalty_id",
    "anonymous_id",
    "external_customer_id",
    "national_id",
)

CUSTOMERS = Table(
    "customers",
    key=("source_record_id",),
    columns=(
        required("source_record_id"),
        *text("email", "phone", "first_name", "middle_name", "last_name", "full_name"),
        Column("birth_date", Kind.BIRTH_DATE),
        *text("gender", "street", "city", "region", "postal_code"),
        Column("country", Kind.COUNTRY),
        *text("language", "national_id", "loyalty_id", "anonymous_id", "external_customer_id"),
        *text("company_name", "occupation", "lead_source"),
        event("created_at"),
        event("updated_at"),
        Column("is_deleted", Kind.BOOLEAN),
        Column("opt_in", Kind.BOOLEAN),
        Column("opt_in_channel"),
        event("opt_in_at"),
    ),
    at_least_one_of=(
        "email",
        "phone",
        "loyalty_id",
        "anonymous_id",
        "external_customer_id",
        "national_id",
        "first_name",
        "middle_name",
        "last_name",
        "full_name",
    ),
)

IDENTITY_LINKS = Table(
    "identity_links",
    key=("id_type_a", "id_value_a", "id_type_b", "id_value_b", "observed_at"),
    columns=(
        required("id_type_a", values=ID_TYPES),
        required("id_value_a"),
        required("id_type_b", values=ID_TYPES),
        required("id_value_b"),
        event("observed_at", required=True),
        Column("link_type", values=("login", "form", "receipt", "click_id", "merge")),
        *share("confidence"),
    ),
)

CONSENTS = Table(
    "consents",
    key=("consent_id",),
    has_who=True,
    columns=(
        required("consent_id"),
        *WHO,
        required(
            "channel",
            values=("email", "sms", "push", "whatsapp", "phone", "post", "ads", "analytics"),
        ),
        required("status", values=("granted", "denied", "pending", "withdrawn")),
        event("occurred_at", required=True),
        *text("purpose", "legal_basis"),
        Column(
            "method",
            values=(
                "single_opt_in",
                "double_opt_in",
                "unsubscribe",
                "complaint",
                "bounce",
                "import",
            ),
        ),
        *text("proof_ref", "jurisdiction"),
    ),
)

ENRICHMENTS = Table(
    "enrichments",
    key=("provider", "attribute", "observed_at", *(column.name for column in WHO)),
    has_who=True,
    columns=(
        required("provider"),
        required("attribute"),
        event("observed_at", required=True),
        *WHO,
        required("value"),
        *days("valid_days"),
        *share("confidence"),
    ),
)

CRM_STAGES = Table(
    "crm_stages",
    key=("object_type", "object_id", "stage", "occurred_at"),
    has_who=True,
    columns=(
        required("object_type", values=("lead", "opportunity")),
        required("object_id"),
        required("stage"),
        event("occurred_at", required=True),
        *WHO,
        *money("amount"),
        CURRENCY,
        Column("probability", Kind.NUMBER),
        Column("is_won", Kind.BOOLEAN),
        Column("is_closed", Kind.BOOLEAN),
        *text("primary_campaign_id", "lead_source", "converted_to_object_id"),
    ),
)

SERVICE_CASES = Table(
    "service_cases",
    key=("case_id",),
    has_who=True,
    columns=(
        required("case_id"),
        *WHO,
        event("opened_at", required=True),
        event("closed_at"),
        Column("case_type", values=("question", "complaint", "request")),
        *text("priority", "status", "channel"),
        Column("satisfaction", Kind.NUMBER),
    ),
)
