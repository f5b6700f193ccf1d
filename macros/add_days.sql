{# A timestamp moved by whole days; the number may come from a column. #}
{% macro add_days(timestamp, number) -%}
    (cast({{ timestamp }} as timestamp) + cast({{ number }} as integer) * interval '1' day)
{%- endmacro %}
