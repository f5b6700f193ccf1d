{#
    The tables that quality rules look at: `key` names a row inside its system, personal values in it
    only as hashes; `time` dates the row. Their columns are those that the models' YAML describes.
#}
{% macro quality_tables() -%}
    {%- set tables = {
        "customers": {"key": ["source_record_id"], "time": "created_at"},
        "identity_links": {
            "key": ["id_type_a", "md5(id_value_a)", "id_type_b", "md5(id_value_b)", "observed_at"],
            "time": "observed_at",
        },
        "consents": {"key": ["consent_id"], "time": "occurred_at"},
        "campaigns": {"key": ["campaign_id"], "time": "starts_at"},
        "campaign_members": {"key": ["campaign_id", "member_id"], "time": "status_at"},
        "message_events": {"key": ["message_event_id"], "time": "occurred_at"},
        "touches": {"key": ["touch_id"], "time": "occurred_at"},
        "cart_events": {"key": ["cart_event_id"], "time": "occurred_at"},
        "orders": {"key": ["order_id"], "time": "ordered_at"},
        "order_lines": {"key": ["order_id", "line_no"], "time": none},
        "refunds": {"key": ["refund_id"], "time": "refunded_at"},
        "products": {"key": ["product_id"], "time": none},
        "crm_stages": {"key": ["object_type", "object_id", "stage", "occurred_at"], "time": "occurred_at"},
        "loyalty_events": {"key": ["loyalty_event_id"], "time": "occurred_at"},
        "spend": {"key": ["spend_date", "channel", "campaign_id"], "time": "spend_date"},
        "enrichments": {"key": ["provider", "attribute", "observed_at", "who_key"], "time": "observed_at"},
        "service_cases": {"key": ["case_id"], "time": "opened_at"},
    } -%}
    {%- for name, table in tables.items() if execute -%}
        {%- set described = graph.nodes["model." ~ project_name ~ ".stg_unioned__" ~ name].columns -%}
        {%- do table.update({"columns": described.keys() | list}) -%}
    {%- endfor -%}
    {{- return(tables) -}}
{%- endmacro %}
