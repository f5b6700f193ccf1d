{{ config(alias='fct_lifecycle_intervals') }}

{{ pseudonymous_mart(ref('fct_lifecycle_intervals')) }}
