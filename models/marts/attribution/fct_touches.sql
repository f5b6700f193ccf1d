with touches as (

    select * from {{ ref('int_touches_classified') }}

),

final as (

    select
        company_id,
        touch_id,
        customer_id,
        source_system,
        touch_type,
        channel,
        campaign_id,
        session_id,
        source_session_id,
        store_id,
        is_offline,
        cost,
        currency,
        cost_reporting,
        event_count,
        touched_at,
        touch_date
    from touches

)

select * from final
