select * from {{ ref('stg_landing__campaign_members') }}
