{{ config(severity="warn") }}

-- A misspelt stage matches nobody and a misspelt channel reaches nobody; the other companies build on.
select
    company_id,
    audience,
    applies_to,
    unknown_stages,
    unknown_channels
from {{ ref('dim_audiences') }}
where
    unknown_stages is not null
    or unknown_channels is not null
