select * from {{ ref('stg_landing__touches') }}
