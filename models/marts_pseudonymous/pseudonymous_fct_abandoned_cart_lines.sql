{{ config(alias='fct_abandoned_cart_lines') }}

{{ pseudonymous_mart(ref('fct_abandoned_cart_lines')) }}
