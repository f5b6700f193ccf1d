{#
    A schema is called what the project calls it: staging, intermediate, marts, seeds. Developers who
    share one Postgres each set CUSTOMER360_SCHEMA_PREFIX, for example "ana_"; raw stays shared.
#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if custom_schema_name is none -%}
        {{- target.schema -}}
    {%- else -%}
        {{- env_var("CUSTOMER360_SCHEMA_PREFIX", "") -}} {{- custom_schema_name | trim -}}
    {%- endif -%}
{%- endmacro %}
