-- Leads with their creation and where they stand; opportunities with every stage they entered.
with leads as (

    select * from {{ source('salesforce', 'lead') }}
    where
        not coalesce(is_deleted, false)
        and not coalesce(_fivetran_deleted, false)
        and master_record_id is null

),

opportunities as (

    select * from {{ source('salesforce', 'opportunity') }}

),

-- Salesforce's own history names the opportunity; a loader's history of opportunities has their id
states as (

    select
        company_id,
        source_system,
        coalesce(opportunity_id, id) as id,
        id as state_id,
        stage_name,
        amount,
        probability,
        is_won,
        is_closed,
        coalesce(_fivetran_start, created_date) as entered_at,
        _fivetran_synced
    from {{ source('salesforce', 'opportunity_history') }}

),

history as (

    select
        *,
        lag(stage_name) over (
            partition by company_id, source_system, id
            order by entered_at, {{ binary_order('state_id') }}
        ) as earlier_stage
    from states

),

opportunities_with_history as (

    select
        company_id,
        source_system,
        id
    from history
    group by company_id, source_system, id

),

entered as (

    select
        company_id,
        source_system,
        id,
        stage_name,
        amount,
        probability,
        is_won,
        is_closed,
        entered_at as occurred_at,
        _fivetran_synced
    from history
    where earlier_stage is null or earlier_stage != stage_name

    union all

    -- an opportunity of which no history came has the stage it is in
    select
        opportunities.company_id,
        opportunities.source_system,
        opportunities.id,
        opportunities.stage_name,
        opportunities.amount,
        opportunities.probability,
        opportunities.is_won,
        opportunities.is_closed,
        opportunities.created_date as occurred_at,
        opportunities._fivetran_synced
    from opportunities
    left join opportunities_with_history
        on
            opportunities.company_id = opportunities_with_history.company_id
            and opportunities.source_system = opportunities_with_history.source_system
            and opportunities.id = opportunities_with_history.id
    where opportunities_with_history.id is null

),

contact_roles as (

    {{ first_rows(
        source('salesforce', 'opportunity_contact_role'),
        'opportunity_id',
        'case when is_primary then 1 else 2 end, ' ~ binary_order('contact_id'),
        where='not coalesce(is_deleted, false) and not coalesce(_fivetran_deleted, false)',
    ) }}

),

opportunity_stages as (

    select
        entered.company_id,
        entered.source_system,
        'opportunity' as object_type,
        entered.id as object_id,
        entered.stage_name as stage,
        entered.occurred_at,
        contact_roles.contact_id as source_customer_id,
        entered.amount,
        coalesce(opportunities.currency_iso_code, opportunities.connection_currency) as currency,
        entered.probability * 0.01 as probability,
        -- Salesforce's own history does not say which stages are the last
        coalesce(
            entered.is_won,
            case when entered.stage_name = opportunities.stage_name then opportunities.is_won end
        ) as is_won,
        coalesce(
            entered.is_closed,
            case when entered.stage_name = opportunities.stage_name then opportunities.is_closed end
        ) as is_closed,
        opportunities.campaign_id as primary_campaign_id,
        opportunities.lead_source,
        cast(null as {{ dbt.type_string() }}) as converted_to_object_id,
        entered._fivetran_synced as loaded_at
    from entered
    left join opportunities
        on
            entered.company_id = opportunities.company_id
            and entered.source_system = opportunities.source_system
            and entered.id = opportunities.id
    left join contact_roles
        on
            entered.company_id = contact_roles.company_id
            and entered.source_system = contact_roles.source_system
            and entered.id = contact_roles.opportunity_id
    where not coalesce(opportunities.is_deleted, false) and not coalesce(opportunities._fivetran_deleted, false)

),

lead_stages as (

    select
        company_id,
        source_system,
        id as object_id,
        'created' as stage,
        created_date as occurred_at,
        false as is_closed,
        lead_source,
        cast(null as {{ dbt.type_string() }}) as converted_to_object_id,
        _fivetran_synced
    from leads

    union all

    select
        company_id,
        source_system,
        id as object_id,
        status as stage,
        -- the conversion has a day and no hour: it is not before the lead was made
        greatest(coalesce(converted_date, last_modified_date, created_date), created_date) as occurred_at,
        coalesce(is_converted, false) as is_closed,
        lead_source,
        converted_opportunity_id as converted_to_object_id,
        _fivetran_synced
    from leads

),

all_stages as (

    select * from opportunity_stages

    union all

    select
        company_id,
        source_system,
        'lead' as object_type,
        object_id,
        stage,
        occurred_at,
        object_id as source_customer_id,
        cast(null as numeric(28, 6)) as amount,
        cast(null as {{ dbt.type_string() }}) as currency,
        cast(null as numeric(28, 6)) as probability,
        false as is_won,
        is_closed,
        cast(null as {{ dbt.type_string() }}) as primary_campaign_id,
        lead_source,
        converted_to_object_id,
        _fivetran_synced as loaded_at
    from lead_stages

),

final as (

    select
        *,
        {{ unknown_columns(['email', 'phone', 'loyalty_id', 'anonymous_id']) }}
    from all_stages

)

select * from final
