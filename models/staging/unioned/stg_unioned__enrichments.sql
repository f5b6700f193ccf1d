select * from {{ ref('stg_landing__enrichments') }}
