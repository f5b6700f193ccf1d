with source as (

    select * from {{ source('landing', 'spend') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        spend_date,
        channel,
        campaign_id,

        ---------- amounts
        cast(spend as numeric(18, 2)) as spend,
        upper({{ blank_to_null('currency') }}) as currency,
        impressions,
        clicks,

        ---------- landing
        landing_flags,
        loaded_at
    from source

)

select * from final
