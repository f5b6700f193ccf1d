select * from {{ ref('stg_landing__identity_links') }}
