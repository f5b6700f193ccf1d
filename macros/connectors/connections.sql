{#
    The connections that are in use, as the companies' connectors.csv name them, by system: lists of
    dicts with company_id, source_system, schema, table_prefix, tables (a list, empty means all),
    time_zone, currency, country, loaded_at. Empty while dbt parses. One query for all, so ask once.
#}
{% macro connections() -%}
    {%- set found = {} -%}
    {%- set connectors = source("landing", "connectors") -%}
    {%- if execute -%}
        {%- set relation = adapter.get_relation(
            database=connectors.database, schema=connectors.schema, identifier=connectors.identifier
        ) -%}
        {%- set query -%}
            select
                {{ adapter.quote("system") }} as system_name,
                company_id,
                trim(source_system) as source_system,
                trim({{ adapter.quote("schema") }}) as schema_name,
                coalesce(trim(table_prefix), '') as table_prefix,
                {{ ascii_lower("coalesce(tables, '')") }} as contract_tables,
                nullif(trim(time_zone), '') as time_zone,
                upper(nullif(trim(currency), '')) as currency,
                nullif(trim(country), '') as country,
                cast(loaded_at as {{ dbt.type_string() }}) as loaded_at
            from {{ relation }}
            where coalesce(is_active, true)
            order by system_name, company_id, source_system
        {%- endset -%}
        {%- if relation is not none -%}
            {%- for row in run_query(query) -%}
                {%- do found.setdefault(row["system_name"], []).append({
                    "company_id": row["company_id"],
                    "source_system": row["source_system"],
                    "schema": row["schema_name"],
                    "table_prefix": row["table_prefix"],
                    "tables": row["contract_tables"].replace(",", " ").replace(";", " ").split(),
                    "time_zone": row["time_zone"],
                    "currency": row["currency"],
                    "country": row["country"],
                    "loaded_at": row["loaded_at"],
                }) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endif -%}
    {{- return(found) -}}
{%- endmacro %}
