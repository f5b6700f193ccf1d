select * from {{ ref('stg_landing__service_cases') }}
