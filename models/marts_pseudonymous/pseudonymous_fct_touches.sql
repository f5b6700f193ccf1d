{{ config(alias='fct_touches') }}

{{ pseudonymous_mart(ref('fct_touches')) }}
