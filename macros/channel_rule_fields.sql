{#
    The columns a channel rule may read, each with its expression on the unified touches. Of a click id
    only its presence matters ("yes"): its value is different for every click. The contract of landing
    names the same fields.
#}
{% macro channel_rule_fields() -%}
    {{- return({
        "channel": "source_channel",
        "utm_source": "utm_source",
        "utm_medium": "utm_medium",
        "utm_campaign": "utm_campaign",
        "utm_term": "utm_term",
        "utm_content": "utm_content",
        "gclid": "case when gclid is not null then 'yes' end",
        "fbclid": "case when fbclid is not null then 'yes' end",
        "ttclid": "case when ttclid is not null then 'yes' end",
        "msclkid": "case when msclkid is not null then 'yes' end",
        "referrer": "referrer",
        "url": "url",
        "touch_type": "touch_type",
        "campaign_id": "campaign_id",
        "store_id": "store_id",
        "source_system": "source_system",
    }) -}}
{%- endmacro %}
