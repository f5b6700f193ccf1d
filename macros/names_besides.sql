{# What a list separated by commas holds besides the known names, separated by blanks; null where nothing. #}
{% macro names_besides(names, known) -%}
    {%- set rest = namespace(sql="',' || replace(" ~ names ~ ", ',', ',,') || ','") -%}
    {%- for name in known -%}
        {%- set rest.sql = "replace(" ~ rest.sql ~ ", '," ~ name ~ ",', '')" -%}
    {%- endfor -%}
    nullif(trim(replace(replace({{ rest.sql }}, ',,', ' '), ',', '')), '')
{%- endmacro %}
