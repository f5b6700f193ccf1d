with crm_stages as (

    select * from {{ ref('stg_unioned__crm_stages') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

-- when a person first became a lead, and when the first opportunity was opened
final as (

    select
        crm_stages.company_id,
        whos.customer_id,
        min(case when crm_stages.object_type = 'lead' then crm_stages.occurred_at end) as lead_created_at,
        min(case when crm_stages.object_type = 'opportunity' then crm_stages.occurred_at end)
            as opportunity_created_at
    from crm_stages
    inner join companies
        on crm_stages.company_id = companies.company_id
    inner join whos
        on crm_stages.who_key = whos.who_key
    where crm_stages.occurred_at <= companies.as_of
    group by crm_stages.company_id, whos.customer_id

)

select * from final
