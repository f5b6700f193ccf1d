select * from {{ ref('stg_landing__cart_events') }}
