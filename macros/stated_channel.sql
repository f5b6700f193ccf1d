{# The channel that a source states, null where it is one of the marts' own names. #}
{% macro stated_channel(channel) -%}
    case
        when {{ ascii_lower(channel) }} not in ('(no touch)', '(start)', '(conversion)', '(null)')
            then {{ channel }}
    end
{%- endmacro %}
