with opportunities as (

    select * from {{ ref('int_opportunities') }}

),

campaign_touches as (

    select * from {{ ref('int_campaign_touches') }}

),

converted_leads as (

    select
        company_id,
        source_system,
        object_id as lead_id,
        converted_to_object_id as opportunity_id
    from {{ ref('int_crm_objects') }}
    where object_type = 'lead' and converted_to_object_id is not null

),

-- an opportunity is reached through its person, through the lead it was before, and by its own name
ways as (

    select
        company_id,
        source_system,
        opportunity_id,
        lead_created_at,
        created_at,
        closed_at,
        'person' as way,
        '' as reached_system,
        customer_id as reached_id
    from opportunities

    union all

    select
        opportunities.company_id,
        opportunities.source_system,
        opportunities.opportunity_id,
        opportunities.lead_created_at,
        opportunities.created_at,
        opportunities.closed_at,
        'lead' as way,
        converted_leads.source_system as reached_system,
        converted_leads.lead_id as reached_id
    from opportunities
    inner join converted_leads
        on
            opportunities.company_id = converted_leads.company_id
            and opportunities.source_system = converted_leads.source_system
            and opportunities.opportunity_id = converted_leads.opportunity_id

    union all

    select
        company_id,
        source_system,
        opportunity_id,
        lead_created_at,
        created_at,
        closed_at,
        'opportunity' as way,
        source_system as reached_system,
        opportunity_id as reached_id
    from opportunities

),

-- what the CRM says of one opportunity is not said of the person's others
reaching as (

    select
        company_id,
        campaign_id,
        touched_at,
        'person' as way,
        '' as reached_system,
        customer_id as reached_id
    from campaign_touches
    where object_type is null or object_type != 'opportunity'

    union all

    select
        company_id,
        campaign_id,
        touched_at,
        object_type as way,
        object_system as reached_system,
        object_id as reached_id
    from campaign_touches
    where object_type is not null

),

-- with what is asked of the opportunity: PostgreSQL expects one row of this, and would join the rest row by row
touched as (

    select distinct
        ways.company_id,
        ways.source_system,
        ways.opportunity_id,
        ways.lead_created_at,
        ways.created_at,
        ways.closed_at,
        reaching.campaign_id,
        reaching.touched_at
    from ways
    inner join reaching
        on
            ways.company_id = reaching.company_id
            and ways.way = reaching.way
            and ways.reached_system = reaching.reached_system
            and ways.reached_id = reaching.reached_id
    where ways.closed_at is null or reaching.touched_at <= ways.closed_at

),

positioned as (

    select
        company_id,
        source_system,
        opportunity_id,
        campaign_id,
        lead_created_at,
        closed_at,
        row_number() over journey as touch_position,
        count(*) over journey as touch_count,
        count(case when touched_at <= lead_created_at then 1 end) over journey as lead_position,
        count(case when touched_at <= created_at then 1 end) over journey as opportunity_position,
        row_number() over (
            partition by company_id, source_system, opportunity_id, campaign_id
            order by touched_at
        ) = 1 as is_first_of_campaign
    from touched
    window
        journey as (
            partition by company_id, source_system, opportunity_id
            order by touched_at, {{ binary_order('campaign_id') }}
            rows between unbounded preceding and unbounded following
        )

),

final as (

    select
        *,
        case when closed_at is null then 0 else touch_count end as closing_position,
        sum(case when is_first_of_campaign then 1 else 0 end) over (
            partition by company_id, source_system, opportunity_id
        ) as campaign_count
    from positioned

)

select * from final
