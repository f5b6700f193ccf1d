with opportunities as (

    select * from {{ ref('int_opportunities') }}

),

campaign_touches as (

    select * from {{ ref('int_campaign_touches') }}

),

crm_stages as (

    select * from {{ ref('stg_unioned__crm_stages') }}

),

converted_leads as (

    select distinct
        company_id,
        source_system,
        object_id as lead_id,
        converted_to_object_id as opportunity_id
    from crm_stages
    where object_type = 'lead' and converted_to_object_id is not null

),

-- what touched the person, what touched the lead it was before, and what the CRM says of itself
touched as (

    select
        opportunities.company_id,
        opportunities.source_system,
        opportunities.opportunity_id,
        campaign_touches.campaign_id,
        campaign_touches.touched_at
    from opportunities
    inner join campaign_touches
        on
            opportunities.company_id = campaign_touches.company_id
            and opportunities.customer_id = campaign_touches.customer_id
    where
        campaign_touches.object_type is null
        or campaign_touches.object_type = 'lead'
        or campaign_touches.object_id = opportunities.opportunity_id

    union

    select
        opportunities.company_id,
        opportunities.source_system,
        opportunities.opportunity_id,
        campaign_touches.campaign_id,
        campaign_touches.touched_at
    from opportunities
    inner join converted_leads
        on
            opportunities.company_id = converted_leads.company_id
            and opportunities.source_system = converted_leads.source_system
            and opportunities.opportunity_id = converted_leads.opportunity_id
    inner join campaign_touches
        on
            opportunities.company_id = campaign_touches.company_id
            and campaign_touches.object_type = 'lead'
            and converted_leads.lead_id = campaign_touches.object_id

    union

    select
        opportunities.company_id,
        opportunities.source_system,
        opportunities.opportunity_id,
        campaign_touches.campaign_id,
        campaign_touches.touched_at
    from opportunities
    inner join campaign_touches
        on
            opportunities.company_id = campaign_touches.company_id
            and campaign_touches.object_type = 'opportunity'
            and opportunities.opportunity_id = campaign_touches.object_id

),

positioned as (

    select
        touched.company_id,
        touched.source_system,
        touched.opportunity_id,
        touched.campaign_id,
        opportunities.lead_created_at,
        opportunities.closed_at,
        row_number() over journey as touch_position,
        count(*) over journey as touch_count,
        count(case when touched.touched_at <= opportunities.lead_created_at then 1 end) over journey as lead_position,
        count(case when touched.touched_at <= opportunities.created_at then 1 end) over journey
            as opportunity_position,
        row_number() over (
            partition by
                touched.company_id, touched.source_system, touched.opportunity_id, touched.campaign_id
            order by touched.touched_at
        ) = 1 as is_first_of_campaign
    from touched
    inner join opportunities
        on
            touched.company_id = opportunities.company_id
            and touched.source_system = opportunities.source_system
            and touched.opportunity_id = opportunities.opportunity_id
    where opportunities.closed_at is null or touched.touched_at <= opportunities.closed_at
    window
        journey as (
            partition by touched.company_id, touched.source_system, touched.opportunity_id
            order by touched.touched_at, {{ binary_order('touched.campaign_id') }}
            rows between unbounded preceding and unbounded following
        )

),

counted as (

    select
        *,
        sum(case when is_first_of_campaign then 1 else 0 end) over (
            partition by company_id, source_system, opportunity_id
        ) as campaign_count,
        touch_count
        - 1
        - case when lead_position > 1 then 1 else 0 end
        - case when opportunity_position > 1 and opportunity_position != lead_position then 1 else 0 end as w_others
    from positioned

),

final as (

    select
        *,
        w_others
        - case
            when touch_count > 1 and touch_count != lead_position and touch_count != opportunity_position then 1
            else 0
        end as path_others
    from counted

)

select * from final
