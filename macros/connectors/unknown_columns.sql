{# Columns of the landing contract that a system knows nothing of, as nulls. #}
{% macro unknown_columns(columns) -%}
    {%- for column in columns -%}
        null as {{ column }}{{ ", " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
