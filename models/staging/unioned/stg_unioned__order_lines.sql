select * from {{ ref('stg_landing__order_lines') }}
