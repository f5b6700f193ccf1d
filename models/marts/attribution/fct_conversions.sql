with conversions as (

    select * from {{ ref('int_conversions') }}

),

final as (

    select
        company_id,
        conversion_id,
        conversion_type,
        customer_id,
        source_system,
        source_id,
        order_channel,
        gross_value,
        refund_value,
        net_value,
        currency,
        gross_value_reporting,
        refund_value_reporting,
        net_value_reporting,
        -- nobody knows whether an anonymous conversion is somebody's first
        case
            when customer_id is not null
                then
                    row_number() over (
                        partition by company_id, customer_id, conversion_type
                        order by converted_at, {{ binary_order('conversion_id') }}
                    ) = 1
        end as is_first,
        converted_at,
        conversion_date
    from conversions

)

select * from final
