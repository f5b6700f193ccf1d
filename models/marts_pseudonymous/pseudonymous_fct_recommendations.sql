{{ config(alias='fct_recommendations') }}

{{ pseudonymous_mart(ref('fct_recommendations')) }}
