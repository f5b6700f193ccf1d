{# A value from YAML as a SQL literal of type text; a null where it is none. #}
{% macro text_or_null(value) -%}
    {%- if value is none -%} cast(null as {{ dbt.type_string() }}) {%- else -%} {{ text_literal(value | string) }} {%- endif -%}
{%- endmacro %}
