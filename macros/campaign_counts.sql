{# What is counted of a campaign each day, in the order of the columns of fct_campaign_performance. #}
{% macro campaign_counts() -%}
    {{- return([
        "sent",
        "delivered",
        "opened",
        "machine_opened",
        "clicked",
        "unsubscribed",
        "members",
        "held_back",
        "responses",
        "registrations",
        "redeemed",
        "orders",
        "revenue",
        "spend",
    ]) -}}
{%- endmacro %}

{# One part of a union of these counts: those it knows, each with its expression; the others are 0. #}
{% macro campaign_counts_of(known) -%}
    {%- for name in campaign_counts() %}
        cast({{ known.get(name, 0) }} as numeric(18, 2)) as {{ name }}{{ "," if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
