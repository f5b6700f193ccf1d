{{ config(alias='fct_audience_members') }}

{{ pseudonymous_mart(ref('fct_audience_members')) }}
