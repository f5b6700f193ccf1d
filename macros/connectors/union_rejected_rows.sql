{# Every row that could not be used: of landed files, and of the tables that connectors read. #}
{% macro union_rejected_rows() -%}
    {%- set connected = connections() -%}
    select
        company_id,
        table_name,
        source_system,
        source_record_id,
        file,
        line,
        reason,
        text,
        is_without_identity,
        loaded_at
    from {{ ref("stg_landing__rejected_rows") }}
    {%- for table in connector_models() %}
        {%- for branch in connector_rows(table, connected, rejected=true) %}

union all

select
    company_id,
    table_name,
    source_system,
    source_record_id,
    cast(null as {{ dbt.type_string() }}) as file,
    cast(null as bigint) as line,
    reason,
    cast(null as {{ dbt.type_string() }}) as text,
    coalesce(reason like 'none of email, phone,%', false) as is_without_identity,
    loaded_at
from (
{{ branch }}
) as refused
        {%- endfor %}
    {%- endfor %}
{%- endmacro %}
