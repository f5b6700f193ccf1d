{# Like regexp_matches, with a pattern that is a SQL expression, such as a column of rules. #}
{% macro matches_pattern(value, pattern_column) -%}
    {{- return(adapter.dispatch("matches_pattern", "customer360")(value, pattern_column)) -}}
{%- endmacro %}

{% macro default__matches_pattern(value, pattern_column) -%}
    regexp_matches({{ value }}, {{ pattern_column }}, 'i')
{%- endmacro %}

{% macro postgres__matches_pattern(value, pattern_column) -%}
    ({{ value }} ~* {{ pattern_column }})
{%- endmacro %}

{% macro spark__matches_pattern(value, pattern_column) -%}
    ({{ value }} rlike concat('(?i)', {{ pattern_column }}))
{%- endmacro %}
