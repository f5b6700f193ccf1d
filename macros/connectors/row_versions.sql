{#
    Loaders can keep every version of a row, in what Fivetran calls history mode. Of these the newest counts, but
    where a model reads the history itself.
#}

{# Whether a row is the version that holds; empty for a table of which one version is kept, or all count. #}
{% macro is_active_version(table, found) -%}
    {%- if found is not none and not table.meta.get("is_history") and "_fivetran_start" in found.columns -%}
        {%- set written = found.columns.get("_fivetran_active") -%}
        {%- if written -%}
            coalesce({{ connector_value(adapter.quote(written[0]), written[1], "boolean", none) }}, true)
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{# 1 for the newest version. Of a row that was deleted none is active, and the last tells what it was. #}
{% macro version_rank(table, found, is_active) -%}
    {%- set activity = "case when " ~ is_active ~ " then 1 else 2 end" -%}
    {%- set key = [] -%}
    {%- for name in table.meta.get("key", ["id"]) if name in table.columns and name in found.columns -%}
        {%- do key.append(adapter.quote(found.columns[name][0])) -%}
    {%- endfor -%}
    {%- if key -%}
        {%- set started = adapter.quote(found.columns["_fivetran_start"][0]) -%}
        row_number() over (
            partition by {{ key | join(", ") }}
            order by {{ activity }}, {{ started }} desc nulls last
        )
    {%- else -%} {{ activity }}
    {%- endif -%}
{%- endmacro %}
