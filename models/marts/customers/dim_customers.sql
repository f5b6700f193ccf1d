{%- set channels_with_addresses = ['email', 'sms', 'whatsapp', 'phone', 'post'] -%}

with companies as (

    select * from {{ ref('int_companies') }}

),

profiles as (

    select * from {{ ref('int_customer_profiles') }}

),

seen as (

    select * from {{ ref('int_customers_seen') }}

),

housed as (

    select * from {{ ref('int_customers_housed') }}

),

channels as (

    select * from {{ ref('int_customer_channels') }}

),

enrichments as (

    select * from {{ ref('int_customer_enrichments') }}
    where not is_expired

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

reachable as (

    select
        company_id,
        customer_id,
        {% for channel in channels_with_addresses -%}
        max(case when channel = '{{ channel }}' and is_contactable then 1 else 0 end) = 1
            as is_contactable_{{ channel }},
        {% endfor -%}
        max(case when preference_rank = 1 then channel end) as preferred_channel,
        max(case when preference_rank = 1 then message_count end) as preferred_channel_messages,
        max(case when preference_rank = 1 then answered_count end) as preferred_channel_answers,
        max(case when preference_rank = 1 then last_answered_at end) as preferred_channel_answered_at
    from channels
    group by company_id, customer_id

),

enriched as (

    select
        company_id,
        customer_id,
        {% for attribute in enrichment_columns() -%}
        max(case when attribute = '{{ attribute }}' then value end) as {{ attribute }},
        {% endfor -%}
        count(*) as enrichment_count
    from enrichments
    group by company_id, customer_id

),

final as (

    select
        ---------- ids
        profiles.company_id,
        profiles.customer_id,
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

        ---------- what others say about the person
        {% for attribute in enrichment_columns() -%}
        enriched.{{ attribute }},
        {% endfor -%}
        cast(coalesce(enriched.enrichment_count, 0) as integer) as enrichment_count,

        ---------- how the person is known
        cast(profiles.record_count as integer) as record_count,
        cast(profiles.source_count as integer) as source_count,
        profiles.name_quality,
        profiles.email_quality,
        profiles.phone_quality,
        profiles.birth_date_quality,
        profiles.address_quality,
        profiles.quality_score,
        false as is_erased,
        seen.first_seen_at,
        {{ local_date('seen.first_seen_at', 'companies.time_zone') }} as first_seen_date,
        -- what was announced for a day to come is no sign of that day yet
        case
            when seen.last_seen_at > companies.as_of then greatest(companies.as_of, seen.first_seen_at)
            else seen.last_seen_at
        end as last_seen_at,

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
        reachable.preferred_channel,
        cast(reachable.preferred_channel_messages as integer) as preferred_channel_messages,
        cast(reachable.preferred_channel_answers as integer) as preferred_channel_answers,
        reachable.preferred_channel_answered_at,
        {% for channel in channels_with_addresses -%}
        coalesce(reachable.is_contactable_{{ channel }}, false)
            as is_contactable_{{ channel }}{{ "," if not loop.last }}
        {% endfor %}
    from profiles
    inner join companies
        on profiles.company_id = companies.company_id
    left join housed
        on
            profiles.company_id = housed.company_id
            and profiles.customer_id = housed.customer_id
    left join seen
        on
            profiles.company_id = seen.company_id
            and profiles.customer_id = seen.customer_id
    left join reachable
        on
            profiles.company_id = reachable.company_id
            and profiles.customer_id = reachable.customer_id
    left join enriched
        on
            profiles.company_id = enriched.company_id
            and profiles.customer_id = enriched.customer_id
    left join customer_orders
        on
            profiles.company_id = customer_orders.company_id
            and profiles.customer_id = customer_orders.customer_id
    left join customer_values
        on
            profiles.company_id = customer_values.company_id
            and profiles.customer_id = customer_values.customer_id
    left join current_stages
        on
            profiles.company_id = current_stages.company_id
            and profiles.customer_id = current_stages.customer_id

)

select * from final
