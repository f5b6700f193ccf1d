{# The value of one parameter of an address; null where it is not there. #}
{% macro url_parameter(url, name) -%}
    {%- set after = dbt.split_part("replace(" ~ url ~ ", '?', '&')", "'&" ~ name ~ "='", 2) -%}
    nullif({{ dbt.split_part(dbt.split_part(after, "'&'", 1), "'#'", 1) }}, '')
{%- endmacro %}
