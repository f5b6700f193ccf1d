{#
    The group roles that exist on this server, of those that `customer360 roles` makes: customer360_people
    may read every mart, customer360_numbers only what shows nobody.
#}
{% macro reader_roles() -%}
    {%- set found = run_query(
        "select rolname from pg_roles where rolname in ('customer360_people', 'customer360_numbers')"
        ~ " order by rolname"
    ) -%}
    {{- return(found.columns[0].values() | list) -}}
{%- endmacro %}

{# Hook at the start of a run: the readers may enter the schemas in which they may read tables. #}
{% macro open_schemas_to_readers() -%}
    {%- if execute and flags.WHICH in ["build", "run"] -%}
        {{- adapter.dispatch("open_schemas_to_readers", "customer360")() -}}
    {%- endif -%}
{%- endmacro %}

{% macro default__open_schemas_to_readers() -%} {%- endmacro %}

{% macro postgres__open_schemas_to_readers() -%}
    {%- set prefix = env_var("CUSTOMER360_SCHEMA_PREFIX", "") -%}
    {%- for role in reader_roles() -%}
        {%- for schema in [prefix ~ "marts", prefix ~ "marts_pseudonymous"] -%}
            {%- if adapter.check_schema_exists(target.database, schema) %}
            grant usage on schema {{ adapter.quote(schema) }} to {{ adapter.quote(role) }};
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}
