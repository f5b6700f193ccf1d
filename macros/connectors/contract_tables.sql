{#
    The tables of the landing contract, as dbt needs them where rows come from a connector: key,
    columns that a row must have, times that must be plausible, least and greatest numbers, who the
    row is about, what a sale keeps to itself when its person is erased, and the staging columns,
    each with its kind.
    Written by `make docs` from src/customer360/landing/contract: edit that.
#}
{% macro contract_tables() -%}
    {{- return({
        "customers": {
            "key": ["source_record_id"],
            "required": ["source_record_id"],
            "at_least_one_of": [
                "email", "phone", "loyalty_id", "anonymous_id", "external_customer_id", "national_id",
                "first_name", "middle_name", "last_name", "full_name",
            ],
            "event_times": ["created_at", "updated_at", "opt_in_at"],
            "identifiers": {
                "source_record_id": "'source_record_id'", "email": "'email'", "phone": "'phone'",
                "loyalty_id": "'loyalty_id'", "anonymous_id": "'anonymous_id'",
                "external_customer_id": "'external_customer_id'", "national_id": "'national_id'",
            },
            "columns": {
                "company_id": "text", "source_system": "text", "source_record_id": "text", "email": "text",
                "email_key": "email_key", "phone": "text", "first_name": "text", "middle_name": "text",
                "last_name": "text", "full_name": "text", "birth_date": "birth_date",
                "birth_date_text": "birth_date_text", "gender": "text", "street": "text", "city": "text",
                "region": "text", "postal_code": "text", "country": "text", "language": "text",
                "national_id": "text", "loyalty_id": "text", "anonymous_id": "text",
                "external_customer_id": "text", "company_name": "text", "occupation": "text",
                "lead_source": "text", "created_at": "timestamp", "updated_at": "timestamp",
                "is_deleted": "boolean", "opt_in": "boolean", "opt_in_channel": "text",
                "opt_in_at": "timestamp", "landing_flags": "landing_flags", "loaded_at": "timestamp",
            },
        },
        "identity_links": {
            "key": ["id_type_a", "id_value_a", "id_type_b", "id_value_b", "observed_at"],
            "required": ["id_type_a", "id_value_a", "id_type_b", "id_value_b", "observed_at"],
            "event_times": ["observed_at"],
            "limits": {"confidence": "0..1"},
            "identifiers": {"id_value_a": "id_type_a", "id_value_b": "id_type_b"},
            "columns": {
                "company_id": "text", "source_system": "text", "id_type_a": "text", "id_value_a": "text",
                "id_type_b": "text", "id_value_b": "text", "observed_at": "timestamp", "link_type": "text",
                "confidence": "number", "landing_flags": "landing_flags", "loaded_at": "timestamp",
            },
        },
        "consents": {
            "key": ["consent_id"],
            "required": ["consent_id", "channel", "status", "occurred_at"],
            "event_times": ["occurred_at"],
            "identifiers": {
                "source_customer_id": "'source_record_id'", "email": "'email'", "phone": "'phone'",
                "loyalty_id": "'loyalty_id'", "anonymous_id": "'anonymous_id'",
            },
            "columns": {
                "company_id": "text", "source_system": "text", "consent_id": "text",
                "source_customer_id": "text", "email": "text", "email_key": "email_key", "phone": "text",
                "loyalty_id": "text", "anonymous_id": "text", "who_key": "who_key", "channel": "text",
                "status": "text", "occurred_at": "timestamp", "purpose": "text", "legal_basis": "text",
                "method": "text", "proof_ref": "text", "jurisdiction": "text",
                "landing_flags": "landing_flags", "loaded_at": "timestamp",
            },
        },
        "campaigns": {
            "key": ["campaign_id"],
            "required": ["campaign_id", "campaign_name", "channel"],
            "limits": {"holdout_share": "-1000000000..1000000000"},
            "columns": {
                "company_id": "text", "source_system": "text", "campaign_id": "text", "campaign_name": "text",
                "channel": "text", "parent_campaign_id": "text", "objective": "text",
                "starts_at": "timestamp", "ends_at": "timestamp", "budget": "money", "actual_cost": "money",
                "currency": "currency", "utm_source": "text", "utm_medium": "text", "utm_campaign": "text",
                "offer_id": "text", "holdout_share": "number", "landing_flags": "landing_flags",
                "loaded_at": "timestamp",
            },
        },
        "campaign_members": {
            "key": ["campaign_id", "member_id"],
            "required": ["campaign_id", "member_id", "status_at"],
            "event_times": ["status_at", "first_responded_at"],
            "identifiers": {
                "source_customer_id": "'source_record_id'", "email": "'email'", "phone": "'phone'",
                "loyalty_id": "'loyalty_id'", "anonymous_id": "'anonymous_id'",
            },
            "columns": {
                "company_id": "text", "source_system": "text", "campaign_id": "text", "member_id": "text",
                "source_customer_id": "text", "email": "text", "email_key": "email_key", "phone": "text",
                "loyalty_id": "text", "anonymous_id": "text", "who_key": "who_key", "status": "text",
                "status_at": "timestamp", "has_responded": "boolean", "first_responded_at": "timestamp",
                "lead_id": "text", "is_control": "boolean", "landing_flags": "landing_flags",
                "loaded_at": "timestamp",
            },
        },
        "message_events": {
            "key": ["message_event_id"],
            "required": ["message_event_id", "message_id", "channel", "event_type", "occurred_at"],
            "event_times": ["occurred_at"],
            "identifiers": {
                "source_customer_id": "'source_record_id'", "email": "'email'", "phone": "'phone'",
                "loyalty_id": "'loyalty_id'", "anonymous_id": "'anonymous_id'",
            },
            "columns": {
                "company_id": "text", "source_system": "text", "message_event_id": "text",
                "source_customer_id": "text", "email": "text", "email_key": "email_key", "phone": "text",
                "loyalty_id": "text", "anonymous_id": "text", "who_key": "who_key", "message_id": "text",
                "channel": "text", "event_type": "text", "occurred_at": "timestamp", "campaign_id": "text",
                "variant": "text", "link_url": "text", "is_machine_open": "boolean",
                "landing_flags": "landing_flags", "loaded_at": "timestamp",
            },
        },
        "touches": {
            "key": ["touch_id"],
            "required": ["touch_id", "occurred_at", "touch_type"],
            "event_times": ["occurred_at"],
            "identifiers": {
                "source_customer_id": "'source_record_id'", "email": "'email'", "phone": "'phone'",
                "loyalty_id": "'loyalty_id'", "anonymous_id": "'anonymous_id'",
            },
            "columns": {
                "company_id": "text", "source_system": "text", "touch_id": "text",
                "source_customer_id": "text", "email": "text", "email_key": "email_key", "phone": "text",
                "loyalty_id": "text", "anonymous_id": "text", "who_key": "who_key",
                "occurred_at": "timestamp", "touch_type": "text", "session_id": "text", "channel": "text",
                "campaign_id": "text", "url": "text", "referrer": "text", "utm_source": "text",
                "utm_medium": "text", "utm_campaign": "text", "utm_term": "text", "utm_content": "text",
                "gclid": "text", "fbclid": "text", "ttclid": "text", "msclkid": "text", "store_id": "text",
                "cost": "money", "currency": "currency", "is_offline": "boolean", "search_term": "text",
                "product_id": "text", "landing_flags": "landing_flags", "loaded_at": "timestamp",
            },
        },
        "cart_events": {
            "key": ["cart_event_id"],
            "required": ["cart_event_id", "cart_id", "event_type", "occurred_at"],
            "event_times": ["occurred_at"],
            "limits": {"quantity": "-1000000000..1000000000"},
            "identifiers": {
                "source_customer_id": "'source_record_id'", "email": "'email'", "phone": "'phone'",
                "loyalty_id": "'loyalty_id'", "anonymous_id": "'anonymous_id'",
            },
            "columns": {
                "company_id": "text", "source_system": "text", "cart_event_id": "text",
                "source_customer_id": "text", "email": "text", "email_key": "email_key", "phone": "text",
                "loyalty_id": "text", "anonymous_id": "text", "who_key": "who_key", "cart_id": "text",
                "event_type": "text", "occurred_at": "timestamp", "product_id": "text", "quantity": "number",
                "price": "money", "cart_value": "money", "currency": "currency",
                "landing_flags": "landing_flags", "loaded_at": "timestamp",
            },
        },
        "orders": {
            "key": ["order_id"],
            "required": ["order_id", "ordered_at", "status", "order_value"],
            "event_times": ["ordered_at"],
            "identifiers": {
                "source_customer_id": "'source_record_id'", "email": "'email'", "phone": "'phone'",
                "loyalty_id": "'loyalty_id'", "anonymous_id": "'anonymous_id'",
            },
            "without_person": [
                "source_customer_id", "email", "phone", "loyalty_id", "anonymous_id", "receipt_no",
                "coupon_code", "cart_id", "payment_token_hash",
            ],
            "columns": {
                "company_id": "text", "source_system": "text", "order_id": "text",
                "source_customer_id": "text", "email": "text", "email_key": "email_key", "phone": "text",
                "loyalty_id": "text", "anonymous_id": "text", "who_key": "who_key", "ordered_at": "timestamp",
                "status": "text", "order_value": "money", "currency": "currency", "order_channel": "text",
                "store_id": "text", "receipt_no": "text", "discount": "money", "tax": "money",
                "shipping": "money", "coupon_code": "text", "cart_id": "text", "campaign_id": "text",
                "payment_token_hash": "text", "landing_flags": "landing_flags", "loaded_at": "timestamp",
            },
        },
        "order_lines": {
            "key": ["order_id", "line_no"],
            "required": ["order_id", "line_no", "product_id", "quantity", "line_value"],
            "limits": {"quantity": "-1000000000..1000000000"},
            "columns": {
                "company_id": "text", "source_system": "text", "order_id": "text", "line_no": "integer",
                "product_id": "text", "quantity": "number", "line_value": "money", "discount": "money",
                "recommendation_id": "text", "landing_flags": "landing_flags", "loaded_at": "timestamp",
            },
        },
        "refunds": {
            "key": ["refund_id"],
            "required": ["refund_id", "order_id", "refunded_at", "refund_value"],
            "event_times": ["refunded_at"],
            "limits": {"quantity": "-1000000000..1000000000"},
            "columns": {
                "company_id": "text", "source_system": "text", "refund_id": "text", "order_id": "text",
                "refunded_at": "timestamp", "refund_value": "money", "currency": "currency",
                "line_no": "integer", "quantity": "number", "reason": "text",
                "landing_flags": "landing_flags", "loaded_at": "timestamp",
            },
        },
        "products": {
            "key": ["product_id"],
            "required": ["product_id", "product_name"],
            "limits": {"replenish_days": "0..1000000"},
            "columns": {
                "company_id": "text", "source_system": "text", "product_id": "text", "product_name": "text",
                "category_path": "text", "brand": "text", "price": "money", "cost": "money",
                "currency": "currency", "is_active": "boolean", "replenish_days": "integer",
                "landing_flags": "landing_flags", "loaded_at": "timestamp",
            },
        },
        "crm_stages": {
            "key": ["object_type", "object_id", "stage", "occurred_at"],
            "required": ["object_type", "object_id", "stage", "occurred_at"],
            "event_times": ["occurred_at"],
            "limits": {"probability": "-1000000000..1000000000"},
            "identifiers": {
                "source_customer_id": "'source_record_id'", "email": "'email'", "phone": "'phone'",
                "loyalty_id": "'loyalty_id'", "anonymous_id": "'anonymous_id'",
            },
            "columns": {
                "company_id": "text", "source_system": "text", "object_type": "text", "object_id": "text",
                "stage": "text", "occurred_at": "timestamp", "source_customer_id": "text", "email": "text",
                "email_key": "email_key", "phone": "text", "loyalty_id": "text", "anonymous_id": "text",
                "who_key": "who_key", "amount": "money", "currency": "currency", "probability": "number",
                "is_won": "boolean", "is_closed": "boolean", "primary_campaign_id": "text",
                "lead_source": "text", "converted_to_object_id": "text", "landing_flags": "landing_flags",
                "loaded_at": "timestamp",
            },
        },
        "loyalty_events": {
            "key": ["loyalty_event_id"],
            "required": ["loyalty_event_id", "event_type", "occurred_at"],
            "event_times": ["occurred_at"],
            "limits": {"points": "-1000000000..1000000000"},
            "identifiers": {
                "source_customer_id": "'source_record_id'", "email": "'email'", "phone": "'phone'",
                "loyalty_id": "'loyalty_id'", "anonymous_id": "'anonymous_id'",
            },
            "columns": {
                "company_id": "text", "source_system": "text", "loyalty_event_id": "text",
                "source_customer_id": "text", "email": "text", "email_key": "email_key", "phone": "text",
                "loyalty_id": "text", "anonymous_id": "text", "who_key": "who_key", "event_type": "text",
                "occurred_at": "timestamp", "points": "number", "tier": "text", "reward_id": "text",
                "reward_cost": "money", "order_id": "text", "landing_flags": "landing_flags",
                "loaded_at": "timestamp",
            },
        },
        "spend": {
            "key": ["spend_date", "channel", "campaign_id"],
            "required": ["spend_date", "channel", "spend"],
            "event_times": ["spend_date"],
            "limits": {
                "impressions": "-1000000000000..1000000000000", "clicks": "-1000000000000..1000000000000",
            },
            "columns": {
                "company_id": "text", "source_system": "text", "spend_date": "date", "channel": "text",
                "campaign_id": "text", "spend": "money", "currency": "currency", "impressions": "integer",
                "clicks": "integer", "landing_flags": "landing_flags", "loaded_at": "timestamp",
            },
        },
        "enrichments": {
            "key": [
                "provider", "attribute", "observed_at", "source_customer_id", "email", "phone", "loyalty_id",
                "anonymous_id",
            ],
            "required": ["provider", "attribute", "observed_at", "value"],
            "event_times": ["observed_at"],
            "limits": {"valid_days": "0..1000000", "confidence": "0..1"},
            "identifiers": {
                "source_customer_id": "'source_record_id'", "email": "'email'", "phone": "'phone'",
                "loyalty_id": "'loyalty_id'", "anonymous_id": "'anonymous_id'",
            },
            "columns": {
                "company_id": "text", "source_system": "text", "provider": "text", "attribute": "text",
                "observed_at": "timestamp", "source_customer_id": "text", "email": "text",
                "email_key": "email_key", "phone": "text", "loyalty_id": "text", "anonymous_id": "text",
                "who_key": "who_key", "value": "text", "valid_days": "integer", "confidence": "number",
                "landing_flags": "landing_flags", "loaded_at": "timestamp",
            },
        },
        "service_cases": {
            "key": ["case_id"],
            "required": ["case_id", "opened_at"],
            "event_times": ["opened_at", "closed_at"],
            "limits": {"satisfaction": "-1000000000..1000000000"},
            "identifiers": {
                "source_customer_id": "'source_record_id'", "email": "'email'", "phone": "'phone'",
                "loyalty_id": "'loyalty_id'", "anonymous_id": "'anonymous_id'",
            },
            "columns": {
                "company_id": "text", "source_system": "text", "case_id": "text",
                "source_customer_id": "text", "email": "text", "email_key": "email_key", "phone": "text",
                "loyalty_id": "text", "anonymous_id": "text", "who_key": "who_key", "opened_at": "timestamp",
                "closed_at": "timestamp", "case_type": "text", "priority": "text", "status": "text",
                "channel": "text", "satisfaction": "number", "landing_flags": "landing_flags",
                "loaded_at": "timestamp",
            },
        },
    }) -}}
{%- endmacro %}
