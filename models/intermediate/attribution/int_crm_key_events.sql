with crm_objects as (

    select * from {{ ref('int_crm_objects') }}
    where customer_id is not null

),

-- when a person first became a lead, and when the first opportunity was opened
final as (

    select
        company_id,
        customer_id,
        min(case when object_type = 'lead' then created_at end) as lead_created_at,
        min(case when object_type = 'opportunity' then created_at end) as opportunity_created_at
    from crm_objects
    group by company_id, customer_id

)

select * from final
