{# A Python model has run already (see materializations); its rows wait in a temporary table. #}
{% macro customer360_postgres__create_table_as(temporary, relation, sql) -%}
    {%- if model["language"] == "python" -%}
        {%- set sql = "select * from pg_temp.python_model_result" -%}
    {%- endif -%}
    {{ postgres__create_table_as(temporary, relation, sql) }}
{%- endmacro %}
