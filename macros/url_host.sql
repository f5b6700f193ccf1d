{# The host of an address, in lower case: "https://shop.example/cart" gives "shop.example". #}
{% macro url_host(url) -%}
    {{ ascii_lower(dbt.split_part(dbt.split_part(url, "'//'", 2), "'/'", 1)) }}
{%- endmacro %}
