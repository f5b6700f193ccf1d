{{ config(alias='fct_attribution_touches') }}

{{ pseudonymous_mart(ref('fct_attribution_touches')) }}
