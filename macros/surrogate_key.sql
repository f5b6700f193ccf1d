{#
    One text that stands for a list of columns, nulls included. Only text, integers, booleans, dates
    and times: other numbers are spelt differently by each warehouse. The control characters keep
    ('ab', 'c') from ('a', 'bc') and null from the empty text.
#}
{% macro surrogate_key(columns) -%}
    md5(
        {%- for column in columns %}
        {{ "|| chr(31) || " if not loop.first -}}
        coalesce(cast({{ column }} as {{ dbt.type_string() }}), chr(30))
        {%- endfor %}
    )
{%- endmacro %}
