{# A personal value of which only the first character is left; null stays null. #}
{% macro masked(column) -%}
    substring({{ column }}, 1, 1) || '***'
{%- endmacro %}
