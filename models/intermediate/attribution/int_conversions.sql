with orders as (

    select * from {{ ref('int_orders_valued') }}

),

crm_stages as (

    select * from {{ ref('stg_unioned__crm_stages') }}

),

loyalty_events as (

    select * from {{ ref('stg_unioned__loyalty_events') }}

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

order_conversions as (

    select
        company_id,
        'order' as conversion_type,
        source_system,
        order_id as source_id,
        customer_id,
        ordered_at as converted_at,
        order_date as conversion_date,
        gross_value,
        refund_value,
        net_value,
        currency,
        gross_value_reporting,
        refund_value_reporting,
        net_value_reporting,
        order_channel
    from orders
    where status != 'cancelled'

),

-- the first time a lead is seen, and the first time an opportunity is won
ranked_stages as (

    select
        crm_stages.company_id,
        case when crm_stages.object_type = 'lead' then 'lead' else 'opportunity_won' end as conversion_type,
        crm_stages.source_system,
        crm_stages.object_id,
        crm_stages.who_key,
        crm_stages.occurred_at,
        crm_stages.amount,
        coalesce(crm_stages.currency, companies.currency) as currency,
        companies.currency as reporting_currency,
        {{ local_date('crm_stages.occurred_at', 'companies.time_zone') }} as conversion_date,
        row_number() over (
            partition by
                crm_stages.company_id,
                crm_stages.source_system,
                crm_stages.object_type,
                crm_stages.object_id
            order by crm_stages.occurred_at, {{ binary_order('crm_stages.stage') }}
        ) as stage_rank
    from crm_stages
    inner join companies
        on crm_stages.company_id = companies.company_id
    where
        crm_stages.occurred_at <= companies.as_of
        and (crm_stages.object_type = 'lead' or coalesce(crm_stages.is_won, false))

),

stage_conversions as (

    select
        ranked_stages.company_id,
        ranked_stages.conversion_type,
        ranked_stages.source_system,
        ranked_stages.object_id as source_id,
        whos.customer_id,
        ranked_stages.occurred_at as converted_at,
        ranked_stages.conversion_date,
        -- a lead has brought nothing yet, whatever the CRM expects of it
        case
            when ranked_stages.conversion_type = 'opportunity_won' then coalesce(ranked_stages.amount, 0)
            else 0
        end as gross_value,
        ranked_stages.currency,
        case
            when ranked_stages.currency = ranked_stages.reporting_currency then 1
            else exchange_rates.rate
        end as rate
    from ranked_stages
    left join whos
        on ranked_stages.who_key = whos.who_key
    left join exchange_rates
        on
            ranked_stages.company_id = exchange_rates.company_id
            and ranked_stages.currency = exchange_rates.from_currency
            and ranked_stages.reporting_currency = exchange_rates.to_currency
            and ranked_stages.conversion_date >= exchange_rates.valid_from
            and (exchange_rates.valid_to is null or ranked_stages.conversion_date < exchange_rates.valid_to)
    where ranked_stages.stage_rank = 1

),

enrolment_conversions as (

    select
        loyalty_events.company_id,
        loyalty_events.source_system,
        loyalty_events.loyalty_event_id as source_id,
        whos.customer_id,
        loyalty_events.occurred_at as converted_at,
        {{ local_date('loyalty_events.occurred_at', 'companies.time_zone') }} as conversion_date,
        companies.currency
    from loyalty_events
    inner join companies
        on loyalty_events.company_id = companies.company_id
    left join whos
        on loyalty_events.who_key = whos.who_key
    where
        loyalty_events.event_type = 'enrolled'
        and loyalty_events.occurred_at <= companies.as_of

),

conversions as (

    select * from order_conversions

    union all

    select
        company_id,
        conversion_type,
        source_system,
        source_id,
        customer_id,
        converted_at,
        conversion_date,
        gross_value,
        0 as refund_value,
        gross_value as net_value,
        currency,
        gross_value * rate as gross_value_reporting,
        0 as refund_value_reporting,
        gross_value * rate as net_value_reporting,
        null as order_channel
    from stage_conversions

    union all

    select
        company_id,
        'loyalty_enrolment' as conversion_type,
        source_system,
        source_id,
        customer_id,
        converted_at,
        conversion_date,
        0 as gross_value,
        0 as refund_value,
        0 as net_value,
        currency,
        0 as gross_value_reporting,
        0 as refund_value_reporting,
        0 as net_value_reporting,
        null as order_channel
    from enrolment_conversions

),

final as (

    select
        conversions.company_id,
        conversions.conversion_type || ':' || conversions.source_system || ':' || conversions.source_id
            as conversion_id,
        conversions.conversion_type,
        conversions.source_system,
        conversions.source_id,
        conversions.customer_id,
        conversions.converted_at,
        conversions.conversion_date,
        cast(conversions.gross_value as numeric(18, 2)) as gross_value,
        cast(conversions.refund_value as numeric(18, 2)) as refund_value,
        cast(conversions.net_value as numeric(18, 2)) as net_value,
        conversions.currency,
        cast(conversions.gross_value_reporting as numeric(18, 2)) as gross_value_reporting,
        cast(conversions.refund_value_reporting as numeric(18, 2)) as refund_value_reporting,
        cast(conversions.net_value_reporting as numeric(18, 2)) as net_value_reporting,
        conversions.order_channel
    from conversions
    inner join companies
        on conversions.company_id = companies.company_id
    -- only what the company counts as a conversion
    where ',' || companies.conversion_types || ',' like '%,' || conversions.conversion_type || ',%'

)

select * from final
