-- Pages, screens and searches; of a session without any of them, its first event. Source and medium of
-- the visitor's first visit ever (traffic_source) are left alone: they say nothing about this session.
with events as (

    select
        *,
        row_number() over (
            partition by company_id, source_system, user_pseudo_id, param_ga_session_id
            order by
                case when name in ('page_view', 'screen_view', 'search', 'view_search_results') then 1 else 2 end,
                timestamp,
                {{ binary_order('_fivetran_id') }}
        ) as session_rank
    from {{ source('ga4', 'event') }}

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        _fivetran_id as touch_id,

        ---------- who
        user_pseudo_id as anonymous_id,

        ---------- text
        case
            when name = 'screen_view' then 'screen'
            when name in ('search', 'view_search_results') then 'search'
            else 'page'
        end as touch_type,
        user_pseudo_id || ':' || param_ga_session_id as session_id,
        param_page_location as url,
        param_page_referrer as referrer,
        coalesce(collected_traffic_source_manual_source, param_source) as utm_source,
        coalesce(collected_traffic_source_manual_medium, param_medium) as utm_medium,
        param_campaign as utm_campaign,
        param_term as utm_term,
        param_content as utm_content,
        param_gclid as gclid,
        param_search_term as search_term,

        ---------- flags
        false as is_offline,

        ---------- times
        timestamp as occurred_at,

        ---------- not known here
        {{ unknown_columns([
            'source_customer_id', 'email', 'phone', 'loyalty_id', 'channel', 'campaign_id', 'fbclid', 'ttclid',
            'msclkid', 'store_id', 'product_id', 'cost', 'currency',
        ]) }},
        _fivetran_synced as loaded_at
    from events
    where name in ('page_view', 'screen_view', 'search', 'view_search_results') or session_rank = 1

)

select * from final
