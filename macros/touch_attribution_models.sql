{#
    The models of attribution that credit touches: columns of int_touch_credits, and values of
    attribution_model. Behind a model that follows an event of the CRM: the column that dates the event.
    The variable attribution_models chooses some of them for a warehouse that wants fewer rows.
#}
{% macro touch_attribution_models() -%}
    {%- set all_models = {
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
    } -%}
    {%- set chosen = var("attribution_models", none) or all_models.keys() | list -%}
    {%- for model in chosen if model not in all_models -%}
        {{- exceptions.raise_compiler_error(
            "attribution_models: no such model '" ~ model ~ "'; known are " ~ all_models.keys() | join(", ")
        ) -}}
    {%- endfor -%}
    {%- set models = {} -%}
    {%- for model, event in all_models.items() if model in chosen -%}
        {%- do models.update({model: event}) -%}
    {%- endfor -%}
    {{- return(models) -}}
{%- endmacro %}
