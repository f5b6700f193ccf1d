with rules as (

    select * from {{ ref('int_audience_rules') }}

),

member_counts as (

    select
        company_id,
        audience,
        applies_to,
        count(*) as member_count,
        sum(case when is_control then 1 else 0 end) as control_count
    from {{ ref('int_audience_members') }}
    group by company_id, audience, applies_to

),

final as (

    select
        rules.company_id,
        rules.audience,
        rules.applies_to,
        rules.description,
        rules.stages,
        rules.min_orders,
        rules.max_orders,
        rules.min_days,
        rules.max_days,
        rules.top_value_share,
        rules.needs_open_cart,
        rules.channels,
        rules.control_share,
        rules.is_default,
        rules.unknown_stages,
        rules.unknown_channels,
        cast(coalesce(member_counts.member_count, 0) as integer) as member_count,
        cast(coalesce(member_counts.control_count, 0) as integer) as control_count
    from rules
    left join member_counts
        on
            rules.company_id = member_counts.company_id
            and rules.audience = member_counts.audience
            and rules.applies_to = member_counts.applies_to

)

select * from final
