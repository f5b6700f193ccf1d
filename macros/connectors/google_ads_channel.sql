{# The channel of a Google Ads campaign, by its type; search where it is not known. #}
{% macro google_ads_channel(type) -%}
    case
        when {{ type }} in ('DISPLAY', 'VIDEO', 'MULTI_CHANNEL', 'DEMAND_GEN', 'DISCOVERY') then 'display'
        else 'paid_search'
    end
{%- endmacro %}
