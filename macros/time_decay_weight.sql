{#
    Weight of a touch by its age before the last touch of its journey, as a double up to 1. Beyond a thousand
    half-lives there is nothing left to tell apart, and doubles end.
#}
{% macro time_decay_weight(touched_at, last_touched_at, half_life_days) -%}
    power(
        cast(2 as {{ type_double() }}),
        -least({{ seconds_between(touched_at, last_touched_at) }} / 86400 / {{ half_life_days }}, 1000)
    )
{%- endmacro %}
