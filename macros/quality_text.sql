{# A cell as text, spelt the same on every warehouse. #}
{% macro quality_text(column) -%}
    {#- The contract's numbers that are no amounts: warehouses spell doubles differently. -#}
    {%- set doubles = [
        "confidence", "holdout_share", "points", "probability", "quantity", "satisfaction"
    ] -%}
    {%- set name = column.split(".")[-1] -%}
    {%- if name in doubles -%}
        {{- regexp_clean("cast(cast(" ~ column ~ " as numeric(24, 6)) as text)", "[.]?0+$") -}}
    {%- else -%}
        cast({{ column }} as {{ dbt.type_string() }})
    {%- endif -%}
{%- endmacro %}
