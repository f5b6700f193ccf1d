select * from {{ ref('stg_landing__crm_stages') }}
