{# True where the row of an interval table, from its valid_from to before its valid_to, holds on the day. #}
{% macro is_valid_on(relation, day) -%}
    {{ day }} >= {{ relation }}.valid_from
    and ({{ relation }}.valid_to is null or {{ day }} < {{ relation }}.valid_to)
{%- endmacro %}
