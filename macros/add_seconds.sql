{# A timestamp moved by whole seconds; the number may come from a column. #}
{% macro add_seconds(timestamp, number) -%}
    (cast({{ timestamp }} as timestamp) + cast({{ number }} as integer) * interval '1' second)
{%- endmacro %}
