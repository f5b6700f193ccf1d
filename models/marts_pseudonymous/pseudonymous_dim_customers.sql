{{ config(alias='dim_customers') }}

{{ pseudonymous_mart(ref('dim_customers')) }}
