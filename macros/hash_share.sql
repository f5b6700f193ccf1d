{# A number from 0 to below 1 by the columns' own hash: a draw that every build repeats. #}
{% macro hash_share(columns) -%}
    {{- return(adapter.dispatch("hash_share", "customer360")(columns)) -}}
{%- endmacro %}

{% macro default__hash_share(columns) -%}
    cast(cast('0x' || substr({{ surrogate_key(columns) }}, 1, 8) as bigint) as {{ type_double() }}) / 4294967296
{%- endmacro %}

{% macro postgres__hash_share(columns) -%}
    cast(cast(cast('x' || substr({{ surrogate_key(columns) }}, 1, 8) as bit(32)) as bigint) as {{ type_double() }})
    / 4294967296
{%- endmacro %}

{% macro spark__hash_share(columns) -%}
    cast(conv(substr({{ surrogate_key(columns) }}, 1, 8), 16, 10) as {{ type_double() }}) / 4294967296
{%- endmacro %}
