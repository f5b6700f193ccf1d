{#
    Hook at the start of a run: stops with one sentence instead of a screen of missing tables. Seeds
    and documentation need no company.
#}
{% macro require_landed_companies() -%}
    {%- if execute and flags.WHICH in ["build", "run", "test", "snapshot", "freshness"] -%}
        {%- set companies = adapter.get_relation(
            database=target.database, schema="raw", identifier="companies"
        ) -%}
        {%- if companies is none or run_query("select 1 from " ~ companies ~ " limit 1") | length == 0 -%}
            {{- exceptions.raise_compiler_error(
                "No company has been landed. Run: customer360 land ROOT, where ROOT holds one folder"
                ~ " per company, or unset CUSTOMER360_DEMO to start with the demo companies."
            ) -}}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
