{# Every source's rows of one table of the landing contract: what was landed, and what connectors bring. #}
{% macro union_sources(table) -%}
    {%- set branches = connector_rows(table, connections()) -%}
    {%- if branches -%}
        select
            {{ contract_tables()[table].columns | join(",\n            ") }}
        from {{ ref("stg_landing__" ~ table) }}
    {%- else -%}
        select * from {{ ref("stg_landing__" ~ table) }}
    {%- endif -%}
    {%- for branch in branches %}

union all

{{ branch }}
    {%- endfor -%}
{%- endmacro %}
