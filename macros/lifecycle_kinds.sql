{#
    What can happen in a customer's life, as numbers. A number travels through a window function with
    the instant it belongs to (see int_lifecycle_moments), where a word would be slow.
    Used as {% set kinds = lifecycle_kinds() %} and {{ kinds.bought }}.
#}
{% macro lifecycle_kinds() -%}
    {{- return({
        "first_seen": 1,
        "bought": 11,
        "loyal": 12,
        "gave_back": 13,
        "gave_up": 14,
        "gone_with_nothing": 15,
        "gone_fixed_days": 16,
        "gone_individual_gap": 17,
        "gone_p_alive": 18,
        "gone_auto": 19,
        "attempt_open": 21,
        "attempt_given_up": 22,
        "tier_lower": 31,
        "tier_top": 32,
        "referral": 41,
    }) -}}
{%- endmacro %}
