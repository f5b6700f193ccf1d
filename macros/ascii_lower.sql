{#
    The text with A to Z in lower case. What lower() does to other letters depends on the locale that
    a PostgreSQL database was created with; keys must not.
#}
{% macro ascii_lower(column) -%}
    translate({{ column }}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')
{%- endmacro %}
