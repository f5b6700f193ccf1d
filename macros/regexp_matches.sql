{#
    Whether a regular expression is found in a text, letter case ignored; null for null. The pattern is
    written as it is, without SQL quotes, and keeps to what all warehouses read alike: classes such as
    [[:space:]], no look-around, no back references.
#}
{% macro regexp_matches(value, pattern) -%}
    {{- matches_pattern(value, text_literal(pattern)) -}}
{%- endmacro %}
