-- A call that was sent again is written again, under its id.
with pages as (

    {{ first_rows(source('segment', 'pages'), 'id', 'timestamp, _fivetran_synced') }}

),

screens as (

    {{ first_rows(source('segment', 'screens'), 'id', 'timestamp, _fivetran_synced') }}

),

touches as (

    select
        company_id,
        source_system,
        id,
        user_id,
        anonymous_id,
        'page' as touch_type,
        url,
        referrer,
        context_campaign_source,
        context_campaign_medium,
        context_campaign_name,
        context_campaign_term,
        context_campaign_content,
        timestamp,
        _fivetran_synced
    from pages

    union all

    select
        company_id,
        source_system,
        id,
        user_id,
        anonymous_id,
        'screen' as touch_type,
        name as url,
        cast(null as {{ dbt.type_string() }}) as referrer,
        cast(null as {{ dbt.type_string() }}) as context_campaign_source,
        cast(null as {{ dbt.type_string() }}) as context_campaign_medium,
        cast(null as {{ dbt.type_string() }}) as context_campaign_name,
        cast(null as {{ dbt.type_string() }}) as context_campaign_term,
        cast(null as {{ dbt.type_string() }}) as context_campaign_content,
        timestamp,
        _fivetran_synced
    from screens

),

final as (

    select
        ---------- key
        company_id,
        source_system,
        id as touch_id,

        ---------- who
        user_id as source_customer_id,
        anonymous_id,

        ---------- text
        touch_type,
        url,
        referrer,
        context_campaign_source as utm_source,
        context_campaign_medium as utm_medium,
        context_campaign_name as utm_campaign,
        context_campaign_term as utm_term,
        context_campaign_content as utm_content,
        {% for click_id in ['gclid', 'fbclid', 'ttclid', 'msclkid'] -%}
        {{ url_parameter('url', click_id) }} as {{ click_id }},
        {% endfor -%}

        ---------- flags
        false as is_offline,

        ---------- times
        timestamp as occurred_at,

        ---------- not known here
        {{ unknown_columns([
            'email', 'phone', 'loyalty_id', 'session_id', 'channel', 'campaign_id', 'store_id', 'search_term',
            'product_id', 'cost', 'currency',
        ]) }},
        _fivetran_synced as loaded_at
    from touches

)

select * from final
