with source as (

    select * from {{ source('landing', 'touches') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        touch_id,

        ---------- who
        {{ blank_to_null('source_customer_id') }} as source_customer_id,
        {{ blank_to_null('email') }} as email,
        {{ email_key('email') }} as email_key,
        {{ blank_to_null('phone') }} as phone,
        {{ blank_to_null('loyalty_id') }} as loyalty_id,
        {{ blank_to_null('anonymous_id') }} as anonymous_id,
        {{ who_key() }} as who_key,

        ---------- text
        {{ blank_to_null('touch_type') }} as touch_type,
        {{ blank_to_null('session_id') }} as session_id,
        {{ blank_to_null('channel') }} as channel,
        {{ blank_to_null('campaign_id') }} as campaign_id,
        {{ blank_to_null('url') }} as url,
        {{ blank_to_null('referrer') }} as referrer,
        {{ blank_to_null('utm_source') }} as utm_source,
        {{ blank_to_null('utm_medium') }} as utm_medium,
        {{ blank_to_null('utm_campaign') }} as utm_campaign,
        {{ blank_to_null('utm_term') }} as utm_term,
        {{ blank_to_null('utm_content') }} as utm_content,
        {{ blank_to_null('gclid') }} as gclid,
        {{ blank_to_null('fbclid') }} as fbclid,
        {{ blank_to_null('ttclid') }} as ttclid,
        {{ blank_to_null('msclkid') }} as msclkid,
        {{ blank_to_null('store_id') }} as store_id,
        {{ blank_to_null('search_term') }} as search_term,
        {{ blank_to_null('product_id') }} as product_id,

        ---------- amounts
        cast(cost as numeric(18, 2)) as cost,
        upper({{ blank_to_null('currency') }}) as currency,

        ---------- flags
        is_offline,

        ---------- times
        occurred_at,

        ---------- landing
        landing_flags,
        loaded_at
    from source

)

select * from final
