{#
    A key that comes with the connection and is read while the query runs: text of a query is kept in
    target/ and in logs. Null without a salt.
#}
{% macro connection_key(name) -%}
    {{- return(adapter.dispatch("connection_key", "customer360")(name)) -}}
{%- endmacro %}

{% macro default__connection_key(name) -%} getvariable('customer360_{{ name }}') {%- endmacro %}

{% macro postgres__connection_key(name) -%}
    nullif(current_setting('customer360.{{ name }}', true), '')
{%- endmacro %}
