{{ config(alias='fct_loyalty_intervals') }}

{{ pseudonymous_mart(ref('fct_loyalty_intervals')) }}
