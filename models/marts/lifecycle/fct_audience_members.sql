with members as (

    select * from {{ ref('int_audience_members') }}

),

final as (

    select
        company_id,
        audience,
        customer_id,
        applies_to,
        channel,
        is_control,
        cart_source_system,
        cart_id,
        member_from
    from members

)

select * from final
