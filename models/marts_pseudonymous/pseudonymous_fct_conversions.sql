{{ config(alias='fct_conversions') }}

{{ pseudonymous_mart(ref('fct_conversions')) }}
