{#
    Each row of a relation as several: its keys beside each of `rows`, which are lists of SQL expressions for
    `columns`. The rows of one key come one after the other, which makes the table cheaper to write than a
    union of a select for each column.
#}
{% macro unpivoted(relation, keys, columns, rows) -%}
    {{- return(adapter.dispatch("unpivoted", "customer360")(relation, keys, columns, rows)) -}}
{%- endmacro %}

{% macro default__unpivoted(relation, keys, columns, rows) -%}
    select
        {{ keys | join(",\n        ") }},
        {{ columns | join(",\n        ") }}
    from {{ relation }}
    cross join lateral (
        values
        {%- for row in rows %}
        ({{ row | join(", ") }}){{ "," if not loop.last }}
        {%- endfor %}
    ) as parts ({{ columns | join(", ") }})
{%- endmacro %}

{# The same by a list: a lateral join costs DuckDB three times as much. #}
{% macro duckdb__unpivoted(relation, keys, columns, rows) -%}
    select
        {{ keys | join(",\n        ") }},
        unnest([
            {%- for row in rows %}
            { {%- for column in columns %}'{{ column }}': {{ row[loop.index0] }}{{ ", " if not loop.last }}{% endfor -%} }
            {{- "," if not loop.last }}
            {%- endfor %}
        ], recursive := true)
    from {{ relation }}
{%- endmacro %}
