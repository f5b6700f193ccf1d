with source as (

    select * from {{ source('landing', 'channel_rules') }}

),

final as (

    select
        company_id,
        priority,
        {{ ascii_lower('trim(field)') }} as field,
        pattern,
        trim(channel) as channel,
        valid_from,
        loaded_at
    from source

)

select * from final
