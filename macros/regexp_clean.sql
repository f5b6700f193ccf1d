{#
    A text with every match of a regular expression replaced; written like that of regexp_matches. What a group
    has found is \1, \2, ... in the replacement.
#}
{% macro regexp_clean(value, pattern, replacement="") -%}
    {{- return(adapter.dispatch("regexp_clean", "customer360")(value, pattern, replacement)) -}}
{%- endmacro %}

{% macro default__regexp_clean(value, pattern, replacement) -%}
    regexp_replace({{ value }}, {{ text_literal(pattern) }}, {{ text_literal(replacement) }}, 'g')
{%- endmacro %}

{% macro spark__regexp_clean(value, pattern, replacement) -%}
    regexp_replace({{ value }}, {{ text_literal(pattern) }}, {{ text_literal(replacement | replace("\\", "$")) }})
{%- endmacro %}
