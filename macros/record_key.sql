{# One text that names a record within its company. #}
{% macro record_key(source_system, source_record_id) -%}
    {{ source_system }} || '|' || {{ source_record_id }}
{%- endmacro %}
