with source as (

    select * from {{ source('landing', 'quality_rules') }}

),

final as (

    select
        company_id,
        {{ ascii_lower('trim(' ~ adapter.quote('check') ~ ')') }} as check_name,
        {{ blank_to_null('source_system') }} as source_system,
        {{ blank_to_null(adapter.quote('column')) }} as column_name,
        {{ blank_to_null('params') }} as params,
        threshold,
        -- one that is none of these was flagged on landing
        case when severity in ('error', 'info') then severity else 'warn' end as severity,
        {{ blank_to_null('owner') }} as owner,
        coalesce(is_active, true) as is_active,
        loaded_at
    from source

)

select * from final
