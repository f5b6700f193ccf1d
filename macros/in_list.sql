{# Whether a text is one of the names in a list separated by commas; null where either is null. #}
{% macro in_list(value, names) -%}
    {{ dbt.position("',' || " ~ value ~ " || ','", "',' || " ~ names ~ " || ','") }} > 0
{%- endmacro %}
