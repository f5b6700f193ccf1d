{{ config(alias='fct_customer_months') }}

{{ pseudonymous_mart(ref('fct_customer_months')) }}
