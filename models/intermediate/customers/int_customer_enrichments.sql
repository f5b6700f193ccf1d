with matched as (

    select * from {{ ref('int_enrichments_matched') }}
    where customer_id is not null

),

-- what still holds before what has expired, then the newest
ranked as (

    select
        *,
        row_number() over (
            partition by company_id, customer_id, attribute
            order by
                case when is_expired then 1 else 0 end,
                observed_at desc,
                confidence desc nulls last,
                {{ binary_order('provider') }},
                {{ binary_order('value') }},
                {{ binary_order('who_key') }},
                {{ binary_order('source_system') }}
        ) as value_rank,
        count(*) over (partition by company_id, customer_id, attribute) as value_count
    from matched

),

final as (

    select
        company_id,
        customer_id,
        attribute,
        value,
        provider,
        source_system,
        confidence,
        observed_at,
        expires_at,
        is_expired,
        case when value_count = 1 then 'only_value' else 'most_recent' end as rule
    from ranked
    where value_rank = 1

)

select * from final
