select * from {{ ref('stg_landing__loyalty_events') }}
