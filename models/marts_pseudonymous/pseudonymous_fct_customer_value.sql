{{ config(alias='fct_customer_value') }}

{{ pseudonymous_mart(ref('fct_customer_value')) }}
