{#
    The host of an address in lower case, with or without its scheme and a leading "www.":
    "https://www.shop.example/cart" and "shop.example" give "shop.example". Null where there is none, as in
    "/cart"; what dbt's split_part finds there, an empty text or null, depends on the warehouse.
#}
{% macro url_host(url) -%}
    {%- set address = regexp_clean(url, "^(([a-zA-Z][a-zA-Z0-9+.-]*:)?//)?([wW][wW][wW][.])?") -%}
    {%- set host = dbt.split_part(dbt.split_part(address, "'/'", 1), "'?'", 1) -%}
    case when {{ host }} like '%.%' then {{ ascii_lower(host) }} end
{%- endmacro %}
