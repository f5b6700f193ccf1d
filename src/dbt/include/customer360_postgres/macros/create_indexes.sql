{#
    PostgreSQL knows nothing about a table that was created a moment ago and plans joins on it
    blindly, so a new table is analyzed with its indexes, before it takes the old one's place.
#}
{% macro customer360_postgres__create_indexes(relation) -%}
    {%- do default__create_indexes(relation) -%}
    {%- call statement("analyze") -%} analyze {{ relation }} {%- endcall -%}
{%- endmacro %}
