with customer_records as (

    select * from {{ ref('int_customer_records') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

profiles as (

    select * from {{ ref('int_customer_profiles') }}

),

housed as (

    select * from {{ ref('int_customers_housed') }}

),

consents as (

    select * from {{ ref('int_customer_consents') }}

),

channel_responses as (

    select * from {{ ref('int_customer_channel_responses') }}
    where preference_rank = 1

),

customer_orders as (

    select * from {{ ref('int_customer_orders') }}

),

current_stages as (

    select * from {{ ref('int_lifecycle_intervals') }}
    where valid_to is null

),

customer_values as (

    select * from {{ ref('int_customer_values') }}

),

record_summaries as (

    select
        company_id,
        customer_id,
        count(*) as record_count,
        count(distinct source_system) as source_count,
        -- a person of deleted records only may not be contacted any more
        sum(case when is_deleted then 0 else 1 end) as living_record_count,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at
    from customer_records
    group by company_id, customer_id

),

granted_channels as (

    select
        company_id,
        customer_id,
        max(case when channel = 'email' then 1 else 0 end) as has_email_consent,
        max(case when channel = 'sms' then 1 else 0 end) as has_sms_consent
    from consents
    where status = 'granted'
    group by company_id, customer_id

),

final as (

    select
        ---------- ids
        record_summaries.company_id,
        record_summaries.customer_id,
        housed.household_id,

        ---------- who the person is
        profiles.first_name,
        profiles.last_name,
        profiles.full_name,
        profiles.email,
        profiles.phone,
        profiles.birth_date,
        profiles.gender,
        profiles.street,
        profiles.city,
        profiles.region,
        profiles.postal_code,
        profiles.country,
        profiles.language,

        ---------- how the person is known
        cast(record_summaries.record_count as integer) as record_count,
        cast(record_summaries.source_count as integer) as source_count,
        coalesce(profiles.quality_score, 0) as quality_score,
        false as is_erased,
        record_summaries.first_seen_at,
        record_summaries.last_seen_at,

        ---------- where the person stands
        current_stages.stage as lifecycle_stage,
        {{ rfm_segment(
            'customer_orders.recency_score',
            'customer_orders.frequency_score',
            'customer_orders.monetary_score'
        ) }} as rfm_segment,
        cast(coalesce(customer_orders.order_count, 0) as integer) as order_count,
        cast(coalesce(customer_orders.net_revenue, 0) as numeric(18, 2)) as net_revenue,
        customer_values.predicted_value_12m,
        companies.currency,
        customer_orders.first_ordered_at,
        customer_orders.last_ordered_at,

        ---------- how the person may be reached
        channel_responses.channel as preferred_channel,
        coalesce(
            granted_channels.has_email_consent = 1
            and profiles.email is not null
            and record_summaries.living_record_count > 0,
            false
        ) as is_contactable_email,
        coalesce(
            granted_channels.has_sms_consent = 1
            and profiles.phone is not null
            and record_summaries.living_record_count > 0,
            false
        ) as is_contactable_sms
    from record_summaries
    inner join companies
        on record_summaries.company_id = companies.company_id
    left join profiles
        on
            record_summaries.company_id = profiles.company_id
            and record_summaries.customer_id = profiles.customer_id
    left join housed
        on
            record_summaries.company_id = housed.company_id
            and record_summaries.customer_id = housed.customer_id
    left join granted_channels
        on
            record_summaries.company_id = granted_channels.company_id
            and record_summaries.customer_id = granted_channels.customer_id
    left join channel_responses
        on
            record_summaries.company_id = channel_responses.company_id
            and record_summaries.customer_id = channel_responses.customer_id
    left join customer_orders
        on
            record_summaries.company_id = customer_orders.company_id
            and record_summaries.customer_id = customer_orders.customer_id
    left join customer_values
        on
            record_summaries.company_id = customer_values.company_id
            and record_summaries.customer_id = customer_values.customer_id
    left join current_stages
        on
            record_summaries.company_id = current_stages.company_id
            and record_summaries.customer_id = current_stages.customer_id

)

select * from final
