{{ config(alias='fct_rewards') }}

{{ pseudonymous_mart(ref('fct_rewards')) }}
