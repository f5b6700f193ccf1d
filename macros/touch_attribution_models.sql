{#
    The models of attribution that credit touches: columns of int_touch_credits, and values of
    attribution_model. Behind a model that follows an event of the CRM: the column that dates the event.
#}
{% macro touch_attribution_models() -%}
    {{- return({
        "first_touch": none,
        "last_touch": none,
        "last_non_direct": none,
        "linear": none,
        "position_based": none,
        "w_shaped": none,
        "full_path": none,
        "time_decay": none,
        "markov": none,
        "lead_creation": "lead_created_at",
        "opportunity_creation": "opportunity_created_at",
    }) -}}
{%- endmacro %}
