{#
    Hook at the start of a run: a second build of the same schemas ends at once. DuckDB needs none, a file
    has one writing process; dbt's own PostgreSQL adapter has no place to hold a lock for a whole run.
#}
{% macro only_one_build() -%}
    {%- if execute and flags.WHICH in ["build", "run", "seed", "snapshot"] -%}
        {{- adapter.dispatch("only_one_build", "customer360")() -}}
    {%- endif -%}
{%- endmacro %}

{% macro default__only_one_build() -%} {%- endmacro %}

{% macro customer360_postgres__only_one_build() -%}
    {%- do adapter.keep_other_builds_out() -%}
{%- endmacro %}
