{# When a record of int_customer_records, by this alias, last said something; null where no source dates it. #}
{% macro observed_at(records) -%}
    coalesce({{ records }}.updated_at, {{ records }}.created_at, {{ records }}.first_seen_at)
{%- endmacro %}
