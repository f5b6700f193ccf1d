{#
    The pattern of an e-mail address, in its key form, that mail can be sent to: no quotes and no two dots in a
    row, and a domain of two labels or more whose last one begins with no digit. Letters of any alphabet pass.
#}
{% macro email_syntax() -%}
    {%- set word = '[^[:space:]@,;:<>()".]' -%}
    {{- return("^" ~ word ~ "+([.]" ~ word ~ "+)*@(" ~ word ~ '+[.])+[^[:space:]@,;:<>()".0-9]' ~ word ~ "+$") -}}
{%- endmacro %}
