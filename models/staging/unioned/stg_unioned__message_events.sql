select * from {{ ref('stg_landing__message_events') }}
