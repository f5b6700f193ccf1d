{#
    The catalogue of checks. Each is a model int_quality__<check> with one row per checked row:
    company_id, check_name, source_system, model, column_name, row_key, value, is_failed.
#}
{% macro quality_checks() -%}
    {{- return([
        "birth_date_implausible",
        "case_closed_before_opened",
        "country_not_iso",
        "currency_not_iso",
        "email_duplicated",
        "email_invalid",
        "email_missing",
        "order_value_negative",
        "order_without_customer",
        "phone_invalid",
        "refund_of_unknown_order",
        "refunded_beyond_paid",
        "touch_before_customer_created",
    ]) -}}
{%- endmacro %}
