with orders as (

    select * from {{ ref('int_orders_valued') }}

),

leads as (

    select * from {{ ref('int_crm_objects') }}
    where object_type = 'lead'

),

opportunities as (

    select * from {{ ref('int_opportunities') }}
    where is_won

),

loyalty_events as (

    select * from {{ ref('stg_unioned__loyalty_events') }}

),

companies as (

    select * from {{ ref('int_companies') }}

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

-- a lead converts when it is first seen, and has brought nothing yet, whatever the CRM expects of it
unpaid_conversions as (

    select
        leads.company_id,
        'lead' as conversion_type,
        leads.source_system,
        leads.object_id as source_id,
        leads.customer_id,
        leads.created_at as converted_at,
        {{ local_date('leads.created_at', 'companies.time_zone') }} as conversion_date,
        leads.currency
    from leads
    inner join companies
        on leads.company_id = companies.company_id

    union all

    select
        loyalty_events.company_id,
        'loyalty_enrolment' as conversion_type,
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
        'opportunity_won' as conversion_type,
        source_system,
        opportunity_id as source_id,
        customer_id,
        won_at as converted_at,
        value_date as conversion_date,
        amount as gross_value,
        0 as refund_value,
        amount as net_value,
        currency,
        amount_reporting as gross_value_reporting,
        0 as refund_value_reporting,
        amount_reporting as net_value_reporting,
        null as order_channel
    from opportunities

    union all

    select
        company_id,
        conversion_type,
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
    from unpaid_conversions

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
