{# Which systems fill which table of the landing contract: the model stg_<system>__<table>. #}
{% macro connector_models() -%}
    {{- return({
        "customers": [
            "hubspot", "klaviyo", "mailchimp", "salesforce",
            "segment", "shopify", "stripe", "zendesk",
        ],
        "identity_links": ["ga4", "hubspot", "salesforce", "segment"],
        "consents": ["hubspot", "klaviyo", "mailchimp"],
        "campaigns": [
            "facebook_ads", "google_ads", "hubspot", "klaviyo",
            "mailchimp", "salesforce", "tiktok_ads",
        ],
        "campaign_members": ["salesforce"],
        "message_events": ["hubspot", "klaviyo", "mailchimp"],
        "touches": ["ga4", "hubspot", "segment"],
        "cart_events": ["ga4", "segment", "shopify"],
        "orders": ["shopify", "stripe"],
        "order_lines": ["shopify"],
        "refunds": ["shopify", "stripe"],
        "products": ["shopify"],
        "crm_stages": ["hubspot", "salesforce"],
        "loyalty_events": [],
        "spend": ["facebook_ads", "google_ads", "tiktok_ads"],
        "enrichments": [],
        "service_cases": ["hubspot", "zendesk"],
    }) -}}
{%- endmacro %}
