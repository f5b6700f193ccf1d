{{ config(alias='fct_abandoned_carts') }}

{{ pseudonymous_mart(ref('fct_abandoned_carts')) }}
