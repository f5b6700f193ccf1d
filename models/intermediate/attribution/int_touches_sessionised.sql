{#- Within a visit, these come from the page before and not from outside. -#}
{%- set visit_types = "('page', 'screen', 'search', 'form', 'wishlist')" -%}

with touches as (

    select * from {{ ref('int_touches_unified') }}

),

matches as (

    select * from {{ ref('int_channel_signatures_matched') }}

),

campaign_names as (

    select * from {{ ref('int_campaign_names') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

ranked_matches as (

    select
        touches.company_id,
        touches.touch_id,
        matches.rule_group,
        matches.channel,
        row_number() over (
            partition by touches.company_id, touches.touch_id
            order by
                matches.rule_group asc,
                matches.priority asc,
                matches.valid_from desc,
                {{ binary_order('matches.pattern') }} asc,
                {{ binary_order('matches.field') }} asc
        ) as match_rank
    from touches
    inner join matches
        on
            touches.channel_signature = matches.channel_signature
            and touches.touch_date >= matches.valid_from

),

classified as (

    select
        touches.*,
        whos.customer_id,
        coalesce(ranked_matches.channel, 'unassigned') as channel,
        coalesce(touches.campaign_id, campaign_names.campaign_id) as known_campaign_id,
        coalesce(whos.customer_id, touches.who_key, touches.touch_id) as visitor_id,
        companies.session_gap_minutes,
        touches.touch_type in {{ visit_types }}
        or touches.touch_type in ('ad_click', 'chat', 'message_clicked')
            as is_visit,
        -- no rule but the one for lack of another gave it a channel, no campaign is named, and nothing was paid
        touches.touch_type in {{ visit_types }}
        and touches.campaign_id is null
        and campaign_names.campaign_id is null
        and coalesce(touches.cost, 0) = 0
        and (ranked_matches.channel is null or (ranked_matches.rule_group = 3 and ranked_matches.channel = 'direct'))
            as is_without_origin
    from touches
    inner join companies
        on touches.company_id = companies.company_id
    left join ranked_matches
        on
            touches.company_id = ranked_matches.company_id
            and touches.touch_id = ranked_matches.touch_id
            and ranked_matches.match_rank = 1
    left join whos
        on touches.who_key = whos.who_key
    left join campaign_names
        on
            touches.company_id = campaign_names.company_id
            and {{ ascii_lower('touches.utm_campaign') }} = campaign_names.spelling

),

paced as (

    select
        *,
        lag(touched_at) over (
            partition by company_id, visitor_id, is_visit, channel in ('(bot)', '(internal)')
            order by touched_at, {{ binary_order('touch_id') }}
        ) as visited_before_at
    from classified

),

-- a visit ends with the company's gap; what is no visit stands alone
opened as (

    select
        *,
        not is_visit
        or visited_before_at is null
        or {{ seconds_between('visited_before_at', 'touched_at') }} > session_gap_minutes * 60
            as opens_session
    from paced

),

numbered as (

    select
        *,
        channel not in ('(bot)', '(internal)') and (opens_session or not is_without_origin) as is_own_touch,
        sum(case when opens_session then 1 else 0 end) over visits as session_number
    from opened
    window
        visits as (
            partition by company_id, visitor_id, is_visit, channel in ('(bot)', '(internal)')
            order by touched_at, {{ binary_order('touch_id') }}
            rows between unbounded preceding and current row
        )

),

final as (

    select
        company_id,
        touch_id,
        customer_id,
        source_system,
        touch_type,
        channel,
        known_campaign_id as campaign_id,
        store_id,
        is_offline,
        cost,
        currency,
        reporting_currency,
        touched_at,
        touch_date,
        session_id as source_session_id,
        case
            when is_visit
                then first_value(touch_id) over (
                    partition by
                        company_id, visitor_id, is_visit, channel in ('(bot)', '(internal)'), session_number
                    order by touched_at, {{ binary_order('touch_id') }}
                )
        end as session_id,
        case
            when channel = '(bot)' then 'bot'
            when channel = '(internal)' then 'internal'
            when not is_own_touch then 'continues a visit'
        end as left_out_because,
        sum(case when is_own_touch then 1 else 0 end) over (
            partition by company_id, visitor_id, is_visit, channel in ('(bot)', '(internal)')
            order by touched_at, {{ binary_order('touch_id') }}
            rows between unbounded preceding and current row
        ) as own_touch_number,
        visitor_id,
        is_visit
    from numbered

)

select * from final
