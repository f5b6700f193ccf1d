with touches as (

    select * from {{ ref('int_touches_classified') }}

),

members as (

    select * from {{ ref('stg_unioned__campaign_members') }}

),

crm_stages as (

    select * from {{ ref('stg_unioned__crm_stages') }}

),

campaign_names as (

    select * from {{ ref('int_campaign_names') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

of_touches as (

    select
        company_id,
        campaign_id,
        customer_id,
        cast(null as {{ dbt.type_string() }}) as object_type,
        cast(null as {{ dbt.type_string() }}) as object_id,
        false as is_stage,
        touched_at
    from touches
    where campaign_id is not null and customer_id is not null

),

-- who was held back was not touched
of_members as (

    select
        members.company_id,
        members.campaign_id,
        whos.customer_id,
        case when members.lead_id is not null then 'lead' end as object_type,
        members.lead_id as object_id,
        false as is_stage,
        coalesce(members.first_responded_at, members.status_at) as touched_at
    from members
    left join whos
        on members.who_key = whos.who_key
    where not coalesce(members.is_control, false)

),

-- a CRM names the campaign by its key, or as the source of the lead in words
of_stages as (

    select
        crm_stages.company_id,
        coalesce(crm_stages.primary_campaign_id, campaign_names.campaign_id) as campaign_id,
        whos.customer_id,
        crm_stages.object_type,
        crm_stages.object_id,
        crm_stages.occurred_at as touched_at
    from crm_stages
    left join campaign_names
        on
            crm_stages.company_id = campaign_names.company_id
            and {{ ascii_lower('crm_stages.lead_source') }} = campaign_names.spelling
    left join whos
        on crm_stages.who_key = whos.who_key
    where coalesce(crm_stages.primary_campaign_id, campaign_names.campaign_id) is not null

),

first_of_stages as (

    select
        company_id,
        campaign_id,
        customer_id,
        object_type,
        object_id,
        true as is_stage,
        min(touched_at) as touched_at
    from of_stages
    group by company_id, campaign_id, customer_id, object_type, object_id

),

all_touches as (

    select * from of_touches

    union

    select * from of_members

    union

    select * from first_of_stages

),

final as (

    select
        all_touches.company_id,
        all_touches.campaign_id,
        all_touches.customer_id,
        all_touches.object_type,
        all_touches.object_id,
        all_touches.is_stage,
        all_touches.touched_at
    from all_touches
    inner join companies
        on all_touches.company_id = companies.company_id
    where all_touches.touched_at <= companies.as_of

)

select * from final
