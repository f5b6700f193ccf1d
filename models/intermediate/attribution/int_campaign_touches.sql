with touches as (

    select * from {{ ref('int_touches_classified') }}

),

members as (

    select * from {{ ref('stg_unioned__campaign_members') }}

),

crm_stages as (

    select * from {{ ref('stg_unioned__crm_stages') }}

),

crm_objects as (

    select * from {{ ref('int_crm_objects') }}

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
        cast(null as {{ dbt.type_string() }}) as object_system,
        cast(null as {{ dbt.type_string() }}) as object_id,
        false as is_stage,
        touched_at
    from touches
    where campaign_id is not null and customer_id is not null

),

-- a member's lead is one of the same system, or else of whatever system knows it by that key
ranked_leads as (

    select
        members.company_id,
        members.source_system,
        members.campaign_id,
        members.member_id,
        crm_objects.source_system as lead_system,
        rank() over (
            partition by members.company_id, members.source_system, members.campaign_id, members.member_id
            order by case when crm_objects.source_system = members.source_system then 0 else 1 end
        ) as lead_rank
    from members
    inner join crm_objects
        on
            members.company_id = crm_objects.company_id
            and members.lead_id = crm_objects.object_id
    where crm_objects.object_type = 'lead'

),

-- who was held back was not touched
of_members as (

    select
        members.company_id,
        members.campaign_id,
        whos.customer_id,
        case when members.lead_id is not null then 'lead' end as object_type,
        case when members.lead_id is not null then coalesce(ranked_leads.lead_system, members.source_system) end
            as object_system,
        members.lead_id as object_id,
        false as is_stage,
        coalesce(members.first_responded_at, members.status_at) as touched_at
    from members
    left join whos
        on members.who_key = whos.who_key
    left join ranked_leads
        on
            members.company_id = ranked_leads.company_id
            and members.source_system = ranked_leads.source_system
            and members.campaign_id = ranked_leads.campaign_id
            and members.member_id = ranked_leads.member_id
            and ranked_leads.lead_rank = 1
    where not coalesce(members.is_control, false)

),

-- a CRM names the campaign by its key, or as the source of the lead in words
of_stages as (

    select
        crm_stages.company_id,
        coalesce(crm_stages.primary_campaign_id, campaign_names.campaign_id) as campaign_id,
        crm_stages.object_type,
        crm_stages.source_system,
        crm_stages.object_id,
        min(crm_stages.occurred_at) as touched_at
    from crm_stages
    left join campaign_names
        on
            crm_stages.company_id = campaign_names.company_id
            and {{ ascii_lower('crm_stages.lead_source') }} = campaign_names.spelling
    where coalesce(crm_stages.primary_campaign_id, campaign_names.campaign_id) is not null
    group by
        crm_stages.company_id,
        coalesce(crm_stages.primary_campaign_id, campaign_names.campaign_id),
        crm_stages.object_type,
        crm_stages.source_system,
        crm_stages.object_id

),

-- the person of a lead may be named by another stage than the campaign
of_objects as (

    select
        of_stages.company_id,
        of_stages.campaign_id,
        crm_objects.customer_id,
        of_stages.object_type,
        of_stages.source_system as object_system,
        of_stages.object_id,
        true as is_stage,
        of_stages.touched_at
    from of_stages
    inner join crm_objects
        on
            of_stages.company_id = crm_objects.company_id
            and of_stages.object_type = crm_objects.object_type
            and of_stages.source_system = crm_objects.source_system
            and of_stages.object_id = crm_objects.object_id

),

all_touches as (

    select * from of_touches

    union

    select * from of_members

    union

    select * from of_objects

),

final as (

    select
        all_touches.company_id,
        all_touches.campaign_id,
        all_touches.customer_id,
        all_touches.object_type,
        all_touches.object_system,
        all_touches.object_id,
        all_touches.is_stage,
        all_touches.touched_at
    from all_touches
    inner join companies
        on all_touches.company_id = companies.company_id
    where all_touches.touched_at <= companies.as_of

)

select * from final
