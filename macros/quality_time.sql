{#
    A time as text of one length, which sorts as the times do; null where the text is no time. A day alone
    is its midnight.
#}
{% macro quality_time(text) -%}
    case
        when {{ regexp_matches(text, "^" ~ cell_patterns()["time"] ~ "$") }}
            then {{ text }} || substring(' 00:00:00.000000', length({{ text }}) - 9)
    end
{%- endmacro %}
