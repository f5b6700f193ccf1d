with crm_objects as (

    select * from {{ ref('int_crm_objects') }}

),

key_events as (

    select * from {{ ref('int_crm_key_events') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

exchange_rates as (

    select * from {{ ref('int_exchange_rates') }}

),

-- a lead that became an opportunity brings its date and its person along
leads as (

    select
        company_id,
        source_system,
        converted_to_object_id as opportunity_id,
        min(created_at) as lead_created_at,
        min(customer_id) as customer_id
    from crm_objects
    where object_type = 'lead' and converted_to_object_id is not null
    group by company_id, source_system, converted_to_object_id

),

opportunities as (

    select
        crm_objects.company_id,
        crm_objects.source_system,
        crm_objects.object_id as opportunity_id,
        coalesce(crm_objects.customer_id, leads.customer_id) as customer_id,
        leads.lead_created_at,
        coalesce(crm_objects.amount, 0) as amount,
        crm_objects.currency,
        companies.currency as reporting_currency,
        crm_objects.created_at,
        crm_objects.won_at,
        crm_objects.closed_at,
        {{ local_date(
            'coalesce(crm_objects.won_at, crm_objects.closed_at, crm_objects.created_at)',
            'companies.time_zone'
        ) }} as value_date
    from crm_objects
    inner join companies
        on crm_objects.company_id = companies.company_id
    left join leads
        on
            crm_objects.company_id = leads.company_id
            and crm_objects.source_system = leads.source_system
            and crm_objects.object_id = leads.opportunity_id
    where crm_objects.object_type = 'opportunity'

),

dated as (

    select
        opportunities.*,
        coalesce(opportunities.lead_created_at, key_events.lead_created_at) as lead_at
    from opportunities
    left join key_events
        on
            opportunities.company_id = key_events.company_id
            and opportunities.customer_id = key_events.customer_id

),

final as (

    select
        dated.company_id,
        dated.source_system,
        dated.opportunity_id,
        dated.customer_id,
        dated.won_at is not null as is_won,
        dated.closed_at is not null as is_closed,
        cast(dated.amount as numeric(18, 2)) as amount,
        dated.currency,
        {{ converted('dated.amount', 'dated.currency', 'dated.reporting_currency', 'exchange_rates.rate') }}
            as amount_reporting,
        dated.value_date,
        case when dated.lead_at <= coalesce(dated.closed_at, dated.lead_at) then dated.lead_at end as lead_created_at,
        dated.created_at,
        dated.won_at,
        dated.closed_at
    from dated
    left join exchange_rates
        on
            dated.company_id = exchange_rates.company_id
            and dated.currency = exchange_rates.from_currency
            and dated.reporting_currency = exchange_rates.to_currency
            and {{ is_valid_on('exchange_rates', 'dated.value_date') }}

)

select * from final
