with crm_stages as (

    select * from {{ ref('stg_unioned__crm_stages') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

exchange_rates as (

    select * from {{ ref('int_exchange_rates') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

stages as (

    select
        crm_stages.company_id,
        crm_stages.source_system,
        crm_stages.object_type,
        crm_stages.object_id,
        crm_stages.converted_to_object_id,
        crm_stages.occurred_at,
        crm_stages.amount,
        coalesce(crm_stages.currency, companies.currency) as currency,
        companies.currency as reporting_currency,
        companies.time_zone,
        coalesce(crm_stages.is_won, false) as is_won,
        coalesce(crm_stages.is_won, false) or coalesce(crm_stages.is_closed, false) as is_closed,
        whos.customer_id,
        row_number() over (
            partition by
                crm_stages.company_id,
                crm_stages.source_system,
                crm_stages.object_type,
                crm_stages.object_id
            order by
                case when crm_stages.amount is null then 1 else 0 end,
                crm_stages.occurred_at desc,
                {{ binary_order('crm_stages.stage') }} asc
        ) as amount_rank,
        row_number() over (
            partition by
                crm_stages.company_id,
                crm_stages.source_system,
                crm_stages.object_type,
                crm_stages.object_id
            order by
                case when whos.customer_id is null then 1 else 0 end,
                crm_stages.occurred_at desc,
                {{ binary_order('crm_stages.stage') }} asc
        ) as customer_rank
    from crm_stages
    inner join companies
        on crm_stages.company_id = companies.company_id
    left join whos
        on crm_stages.who_key = whos.who_key
    where crm_stages.occurred_at <= companies.as_of

),

-- a lead that became an opportunity brings its date and its person along
leads as (

    select
        company_id,
        source_system,
        converted_to_object_id as opportunity_id,
        min(lead_created_at) as lead_created_at,
        min(customer_id) as customer_id
    from (
        select
            company_id,
            source_system,
            object_id,
            max(converted_to_object_id) as converted_to_object_id,
            min(occurred_at) as lead_created_at,
            max(case when customer_rank = 1 then customer_id end) as customer_id
        from stages
        where object_type = 'lead'
        group by company_id, source_system, object_id
    ) as single_leads
    where converted_to_object_id is not null
    group by company_id, source_system, converted_to_object_id

),

earliest_leads as (

    select
        company_id,
        customer_id,
        min(occurred_at) as lead_created_at
    from stages
    where object_type = 'lead' and customer_id is not null
    group by company_id, customer_id

),

opportunities as (

    select
        company_id,
        source_system,
        object_id as opportunity_id,
        max(time_zone) as time_zone,
        max(reporting_currency) as reporting_currency,
        max(case when customer_rank = 1 then customer_id end) as customer_id,
        max(case when amount_rank = 1 then amount end) as amount,
        max(case when amount_rank = 1 then currency end) as currency,
        min(occurred_at) as created_at,
        min(case when is_closed then occurred_at end) as closed_at,
        max(case when is_won then 1 else 0 end) = 1 as is_won
    from stages
    where object_type = 'opportunity'
    group by company_id, source_system, object_id

),

dated as (

    select
        opportunities.*,
        coalesce(opportunities.customer_id, leads.customer_id) as person_id,
        coalesce(leads.lead_created_at, earliest_leads.lead_created_at) as lead_at,
        {{ local_date('coalesce(opportunities.closed_at, opportunities.created_at)', 'opportunities.time_zone') }}
            as value_date
    from opportunities
    left join leads
        on
            opportunities.company_id = leads.company_id
            and opportunities.source_system = leads.source_system
            and opportunities.opportunity_id = leads.opportunity_id
    left join earliest_leads
        on
            opportunities.company_id = earliest_leads.company_id
            and coalesce(opportunities.customer_id, leads.customer_id) = earliest_leads.customer_id

),

final as (

    select
        dated.company_id,
        dated.source_system,
        dated.opportunity_id,
        dated.person_id as customer_id,
        dated.is_won,
        dated.closed_at is not null as is_closed,
        cast(coalesce(dated.amount, 0) as numeric(18, 2)) as amount,
        dated.currency,
        {{ converted(
            'coalesce(dated.amount, 0)',
            'dated.currency',
            'dated.reporting_currency',
            'exchange_rates.rate'
        ) }} as amount_reporting,
        case when dated.lead_at <= coalesce(dated.closed_at, dated.lead_at) then dated.lead_at end as lead_created_at,
        dated.created_at,
        dated.closed_at
    from dated
    left join exchange_rates
        on
            dated.company_id = exchange_rates.company_id
            and dated.currency = exchange_rates.from_currency
            and dated.reporting_currency = exchange_rates.to_currency
            and dated.value_date >= exchange_rates.valid_from
            and (exchange_rates.valid_to is null or dated.value_date < exchange_rates.valid_to)

)

select * from final
