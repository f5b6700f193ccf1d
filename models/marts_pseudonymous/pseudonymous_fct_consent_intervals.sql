{{ config(alias='fct_consent_intervals') }}

{{ pseudonymous_mart(ref('fct_consent_intervals')) }}
