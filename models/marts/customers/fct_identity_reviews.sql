with pairs as (

    select * from {{ ref('int_record_pairs_scored') }}
    where decision in ('review', 'rejected') or rule = 'cannot_link'

),

record_customers as (

    select * from {{ ref('int_records_clustered') }}

),

customer_orders as (

    select * from {{ ref('int_customer_orders') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

-- one question per two customers: their nearest pair of records
candidates as (

    select
        pairs.company_id,
        pairs.record_key_a,
        pairs.record_key_b,
        customers_a.customer_id as customer_id_a,
        customers_b.customer_id as customer_id_b,
        pairs.decision,
        pairs.match_weight,
        pairs.match_probability,
        case
            when {{ binary_order('customers_a.customer_id') }} < {{ binary_order('customers_b.customer_id') }}
                then customers_a.customer_id || customers_b.customer_id
            else customers_b.customer_id || customers_a.customer_id
        end as question
    from pairs
    inner join record_customers as customers_a
        on
            pairs.company_id = customers_a.company_id
            and pairs.record_key_a = customers_a.record_key
    inner join record_customers as customers_b
        on
            pairs.company_id = customers_b.company_id
            and pairs.record_key_b = customers_b.record_key

),

-- a cannot_link on any of their records has answered it
ranked as (

    select
        *,
        max(case when decision = 'forced' then 1 else 0 end) over (
            partition by company_id, question
        ) as is_answered,
        row_number() over (
            partition by company_id, question
            order by
                match_weight desc,
                {{ binary_order('record_key_a') }},
                {{ binary_order('record_key_b') }}
        ) as pair_rank
    from candidates

),

valued as (

    select
        ranked.company_id,
        ranked.record_key_a,
        ranked.record_key_b,
        ranked.customer_id_a,
        ranked.customer_id_b,
        ranked.decision,
        ranked.match_weight,
        ranked.match_probability,
        -- what a wrong answer would misstate
        cast(
            coalesce(orders_a.net_revenue, 0) + coalesce(orders_b.net_revenue, 0)
            as numeric(18, 2)
        ) as net_revenue,
        companies.currency
    from ranked
    inner join companies
        on ranked.company_id = companies.company_id
    left join customer_orders as orders_a
        on
            ranked.company_id = orders_a.company_id
            and ranked.customer_id_a = orders_a.customer_id
    left join customer_orders as orders_b
        on
            ranked.company_id = orders_b.company_id
            and ranked.customer_id_b = orders_b.customer_id
    where ranked.pair_rank = 1 and ranked.is_answered = 0

),

final as (

    select
        company_id,
        record_key_a,
        record_key_b,
        customer_id_a,
        customer_id_b,
        decision,
        match_weight,
        match_probability,
        net_revenue,
        currency,
        -- most money at stake first, then the likeliest
        cast(
            row_number() over (
                partition by company_id
                order by
                    net_revenue desc,
                    match_weight desc,
                    {{ binary_order('record_key_a') }},
                    {{ binary_order('record_key_b') }}
            ) as integer
        ) as review_rank
    from valued

)

select * from final
