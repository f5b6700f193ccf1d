{{ config(alias='fct_interests') }}

{{ pseudonymous_mart(ref('fct_interests')) }}
