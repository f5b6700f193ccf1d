{#
    Hook at the start of a run: one view for each table of each connected system, over all
    connections of it. The sources' YAML declares its columns and types; a column that an older
    loader does not write is a typed null, a table that is not there is empty. Models read these views
    as ordinary sources and need not know who has connected what.
#}
{% macro connect_sources() -%}
    {%- set statements = [] -%}
    {%- if execute and flags.WHICH in ["build", "run", "test", "snapshot", "freshness"] -%}
        {%- set systems = {} -%}
        {%- for table in graph.sources.values() if table.schema != "raw" -%}
            {%- do systems.setdefault(table.source_name, []).append(table) -%}
        {%- endfor -%}
        {%- set all_connections = connections() -%}
        {%- for system, tables in systems.items() -%}
            {%- set connected = all_connections.get(system) -%}
            {%- if connected -%}
                {%- set written = _written_columns(connected) -%}
                {%- set schema = adapter.quote(tables[0].schema) -%}
                {%- if not adapter.check_schema_exists(target.database, tables[0].schema) -%}
                    {%- do statements.append("create schema if not exists " ~ schema) -%}
                {%- endif -%}
                {%- set existing = _view_columns(tables[0].schema) -%}
                {%- for table in tables -%}
                    {%- set view = schema ~ "." ~ adapter.quote(table.identifier) -%}
                    {%- set columns = _connection_columns() + table.columns.keys() | list -%}
                    {%- if existing.get(table.identifier, columns) != columns -%}
                        {%- do statements.append("drop view " ~ view ~ " cascade") -%}
                    {%- endif -%}
                    {%- do statements.append(
                        "create or replace view " ~ view ~ " as " ~ _source_view(table, connected, written)
                    ) -%}
                {%- endfor -%}
                {%- for connection in connected -%}
                    {%- if not _has_a_table(connection, tables, written) -%}
                        {%- do log(
                            connection.company_id ~ ": " ~ connection.source_system ~ " finds no table of "
                            ~ system ~ " in schema " ~ connection.schema, info=true
                        ) -%}
                    {%- endif -%}
                {%- endfor -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if statements -%}
        {%- call statement("connect_sources", auto_begin=true) -%}
            {{ statements | join(";\n") }}
        {%- endcall -%}
        {%- do adapter.commit() -%}
    {%- endif -%}
{%- endmacro %}

{# What every source view tells about the connection a row came by. #}
{% macro _connection_columns() -%}
    {{- return(["company_id", "source_system", "connection_currency", "connection_country"]) -}}
{%- endmacro %}

{# (schema, table) in lower case -> column in lower case -> [its name, type] as the loader wrote it. #}
{% macro _written_columns(connected) -%}
    {%- set tables = {} -%}
    {%- set schemas = connected | map(attribute="schema") | unique | list -%}
    {%- set query -%}
        select table_schema, table_name, column_name, data_type
        from information_schema.columns
        where
            table_catalog = {{ text_literal(target.database) }}
            and lower(table_schema) in (
                {%- for schema in schemas -%}
                    {{ text_literal(schema | lower) }}{{ ", " if not loop.last }}
                {%- endfor -%}
            )
        order by table_schema, table_name, ordinal_position
    {%- endset -%}
    {%- for row in run_query(query) -%}
        {%- set place = (row["table_schema"] | lower, row["table_name"] | lower) -%}
        {%- set table = tables.setdefault(place, {"name": adapter.quote(row["table_schema"] | replace('"', '""'))
            ~ "." ~ adapter.quote(row["table_name"] | replace('"', '""')), "columns": {}}) -%}
        {%- do table.columns.setdefault(row["column_name"] | lower, [row["column_name"], row["data_type"]]) -%}
    {%- endfor -%}
    {{- return(tables) -}}
{%- endmacro %}

{% macro _view_columns(schema) -%}
    {%- set views = {} -%}
    {%- set query -%}
        select table_name, column_name
        from information_schema.columns
        where table_catalog = {{ text_literal(target.database) }} and table_schema = {{ text_literal(schema) }}
        order by table_name, ordinal_position
    {%- endset -%}
    {%- for row in run_query(query) -%}
        {%- do views.setdefault(row["table_name"], []).append(row["column_name"]) -%}
    {%- endfor -%}
    {{- return(views) -}}
{%- endmacro %}

{% macro _written_table(connection, table, written) -%}
    {%- set name = (connection.table_prefix ~ table.name) | lower -%}
    {{- return(written.get((connection.schema | lower, name))) -}}
{%- endmacro %}

{% macro _has_a_table(connection, tables, written) -%}
    {%- set found = [] -%}
    {%- for table in tables if _written_table(connection, table, written) is not none -%}
        {%- do found.append(table.name) -%}
    {%- endfor -%}
    {{- return(found | length > 0) -}}
{%- endmacro %}

{# The view's select: a branch for each connection that has the table, or one that gives no row. #}
{% macro _source_view(table, connected, written) -%}
    {%- set branches = [] -%}
    {%- for connection in connected -%}
        {%- set found = _written_table(connection, table, written) -%}
        {%- if found is not none -%}
            {%- do branches.append(_source_branch(table, connection, found)) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not branches -%}
        {%- do branches.append(_source_branch(table, {}, none)) -%}
    {%- endif -%}
    {{- return(branches | join("\nunion all\n")) -}}
{%- endmacro %}

{% macro _source_branch(table, connection, found) -%}
    {%- set text = dbt.type_string() -%}
    {%- set said = {
        "company_id": connection.company_id,
        "source_system": connection.source_system,
        "connection_currency": connection.currency,
        "connection_country": connection.country,
    } -%}
    {%- set is_active = is_active_version(table, found) -%}
    {%- if is_active %}
    select
        {%- for column in _connection_columns() + table.columns.keys() | list %}
        {{ adapter.quote(column) }}{{ "," if not loop.last }}
        {%- endfor %}
    from (
    {%- endif %}
    select
    {%- for column in _connection_columns() %}
        cast({{ text_literal(said[column]) if said[column] else "null" }} as {{ text }}) as {{ column }},
    {%- endfor %}
    {%- for column in table.columns.values() %}
        {%- set type = "numeric(28, 6)" if column.data_type == "numeric" else column.data_type %}
        {%- set names = [column.name] + column.meta.get("also", []) %}
        {%- set place = namespace(written=none) %}
        {%- for name in names if found is not none and place.written is none %}
            {%- set place.written = found.columns.get(name) %}
        {%- endfor %}
        {%- if column.name == "_fivetran_synced" %}
        coalesce({{ _written_value(place.written, column, none) }}, {{ _first_known(connection) }})
        {%- elif column.name == "_fivetran_deleted" and is_active %}
        coalesce({{ _written_value(place.written, column, none) }}, false) or not {{ is_active }}
        {%- else %}
        cast({{ _written_value(place.written, column, connection.time_zone) }} as {{ type }})
        {%- endif %} as {{ adapter.quote(column.name) }}{{ "," if not loop.last }}
    {%- endfor %}
    {%- if is_active %},
        {{ version_rank(table, found, is_active) }} as version_rank
    {%- endif %}
    {% if found is not none %}from {{ found.name }}{% else %}where false{% endif %}
    {%- if is_active %}
    ) as versions
    where version_rank = 1
    {%- endif %}
{%- endmacro %}

{% macro _written_value(written, column, time_zone) -%}
    {%- if written is none -%} cast(null as {{ "numeric(28, 6)" if column.data_type == "numeric" else column.data_type }})
    {%- else -%}
        {%- set name = adapter.quote(written[0] | replace('"', '""')) -%}
        {{- connector_value(name, written[1], column.data_type, time_zone) -}}
    {%- endif -%}
{%- endmacro %}

{# Where a loader does not say when it wrote a row: when the connection was stated. #}
{% macro _first_known(connection) -%}
    {%- if connection.loaded_at -%} cast({{ text_literal(connection.loaded_at) }} as timestamp)
    {%- else -%} cast(null as timestamp)
    {%- endif -%}
{%- endmacro %}
