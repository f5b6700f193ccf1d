{# SHA-256 of a text in UTF-8, in lower-case hexadecimal digits, as ad platforms compare addresses. #}
{% macro sha256_hex(column) -%}
    {{- return(adapter.dispatch("sha256_hex", "customer360")(column)) -}}
{%- endmacro %}

{% macro default__sha256_hex(column) -%} sha256({{ column }}) {%- endmacro %}

{% macro postgres__sha256_hex(column) -%} encode(sha256(convert_to({{ column }}, 'UTF8')), 'hex') {%- endmacro %}

{% macro spark__sha256_hex(column) -%} sha2({{ column }}, 256) {%- endmacro %}
