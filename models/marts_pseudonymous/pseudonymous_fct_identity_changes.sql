{{ config(alias='fct_identity_changes') }}

{{ pseudonymous_mart(ref('fct_identity_changes')) }}
