{{ config(alias='fct_campaign_influence') }}

{{ pseudonymous_mart(ref('fct_campaign_influence')) }}
