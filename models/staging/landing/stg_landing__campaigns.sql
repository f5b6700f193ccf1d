with source as (

    select * from {{ source('landing', 'campaigns') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        campaign_id,

        ---------- text
        {{ blank_to_null('campaign_name') }} as campaign_name,
        {{ blank_to_null('channel') }} as channel,
        {{ blank_to_null('parent_campaign_id') }} as parent_campaign_id,
        {{ blank_to_null('objective') }} as objective,
        {{ blank_to_null('utm_source') }} as utm_source,
        {{ blank_to_null('utm_medium') }} as utm_medium,
        {{ blank_to_null('utm_campaign') }} as utm_campaign,
        {{ blank_to_null('offer_id') }} as offer_id,

        ---------- amounts
        cast(budget as numeric(18, 2)) as budget,
        cast(actual_cost as numeric(18, 2)) as actual_cost,
        upper({{ blank_to_null('currency') }}) as currency,
        holdout_share,

        ---------- times
        starts_at,
        ends_at,

        ---------- landing
        landing_flags,
        loaded_at
    from source

)

select * from final
