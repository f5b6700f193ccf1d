{{ config(alias='dim_households') }}

{{ pseudonymous_mart(ref('dim_households')) }}
