with matched as (

    select * from {{ ref('int_enrichments_matched') }}

),

own_values as (

    select * from {{ ref('int_customer_attribute_values') }}

),

deliveries as (

    select
        company_id,
        provider,
        attribute,
        count(*) as value_count,
        count(customer_id) as matched_count,
        sum(case when is_expired then 1 else 0 end) as expired_count
    from matched
    group by company_id, provider, attribute

),

-- each provider's newest word about each person
newest as (

    select
        company_id,
        customer_id,
        provider,
        attribute,
        {{ ascii_lower('trim(value)') }} as value,
        row_number() over (
            partition by company_id, customer_id, provider, attribute
            order by
                observed_at desc,
                confidence desc nulls last,
                {{ binary_order('value') }},
                {{ binary_order('who_key') }}
        ) as recency_rank
    from matched
    where customer_id is not null

),

opinions as (

    select * from newest
    where recency_rank = 1

),

against_truth as (

    select
        opinions.company_id,
        opinions.provider,
        opinions.attribute,
        count(*) as truth_count,
        sum(case when opinions.value = {{ ascii_lower('trim(own_values.value)') }} then 1 else 0 end) as agreeing_count
    from opinions
    inner join own_values
        on
            opinions.company_id = own_values.company_id
            and opinions.customer_id = own_values.customer_id
            and opinions.attribute = own_values.attribute
    group by opinions.company_id, opinions.provider, opinions.attribute

),

against_peers as (

    select
        opinions.company_id,
        opinions.provider,
        opinions.attribute,
        count(*) as peer_count,
        sum(case when opinions.value = peers.value then 1 else 0 end) as agreeing_count
    from opinions
    inner join opinions as peers
        on
            opinions.company_id = peers.company_id
            and opinions.customer_id = peers.customer_id
            and opinions.attribute = peers.attribute
            and opinions.provider != peers.provider
    group by opinions.company_id, opinions.provider, opinions.attribute

),

final as (

    select
        deliveries.company_id,
        deliveries.provider,
        deliveries.attribute,
        cast(deliveries.value_count as integer) as value_count,
        cast(deliveries.matched_count as integer) as matched_count,
        {{ safe_divide('deliveries.matched_count', 'deliveries.value_count') }} as match_rate,
        cast(coalesce(against_truth.truth_count, 0) as integer) as truth_count,
        {{ safe_divide('against_truth.agreeing_count', 'against_truth.truth_count') }} as agreement_rate,
        cast(coalesce(against_peers.peer_count, 0) as integer) as peer_count,
        {{ safe_divide('against_peers.agreeing_count', 'against_peers.peer_count') }} as peer_agreement_rate,
        cast(deliveries.expired_count as integer) as expired_count,
        {{ safe_divide('deliveries.expired_count', 'deliveries.value_count') }} as expired_share
    from deliveries
    left join against_truth
        on
            deliveries.company_id = against_truth.company_id
            and deliveries.provider = against_truth.provider
            and deliveries.attribute = against_truth.attribute
    left join against_peers
        on
            deliveries.company_id = against_peers.company_id
            and deliveries.provider = against_peers.provider
            and deliveries.attribute = against_peers.attribute

)

select * from final
