{# Which systems fill which table of the landing contract: the model stg_<system>__<table>. #}
{% macro connector_models() -%}
    {{- return({
        "customers": ["shopify"],
        "identity_links": [],
        "consents": [],
        "campaigns": [],
        "campaign_members": [],
        "message_events": [],
        "touches": [],
        "cart_events": ["shopify"],
        "orders": ["shopify"],
        "order_lines": ["shopify"],
        "refunds": ["shopify"],
        "products": ["shopify"],
        "crm_stages": [],
        "loyalty_events": [],
        "spend": [],
        "enrichments": [],
        "service_cases": [],
    }) -}}
{%- endmacro %}
