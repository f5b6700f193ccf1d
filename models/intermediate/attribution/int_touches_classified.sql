with touches as (

    select * from {{ ref('int_touches_unified') }}

),

matches as (

    select * from {{ ref('int_channel_signatures_matched') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

exchange_rates as (

    select * from {{ ref('int_exchange_rates') }}

),

ranked_matches as (

    select
        touches.company_id,
        touches.touch_id,
        matches.channel,
        row_number() over (
            partition by touches.company_id, touches.touch_id
            order by
                matches.rule_group,
                matches.priority,
                matches.valid_from desc,
                {{ binary_order('matches.pattern') }}
        ) as match_rank
    from touches
    inner join matches
        on
            touches.channel_signature = matches.channel_signature
            and touches.touch_date >= matches.valid_from

),

final as (

    select
        touches.company_id,
        touches.touch_id,
        whos.customer_id,
        touches.source_system,
        touches.touch_type,
        coalesce(ranked_matches.channel, 'unassigned') as channel,
        touches.campaign_id,
        touches.session_id,
        touches.store_id,
        touches.is_offline,
        touches.cost,
        coalesce(touches.currency, touches.reporting_currency) as currency,
        cast(
            case
                when coalesce(touches.currency, touches.reporting_currency) = touches.reporting_currency
                    then touches.cost
                else touches.cost * exchange_rates.rate
            end as numeric(18, 2)
        ) as cost_reporting,
        touches.touched_at,
        touches.touch_date
    from touches
    left join ranked_matches
        on
            touches.company_id = ranked_matches.company_id
            and touches.touch_id = ranked_matches.touch_id
            and ranked_matches.match_rank = 1
    left join whos
        on touches.who_key = whos.who_key
    left join exchange_rates
        on
            touches.company_id = exchange_rates.company_id
            and touches.currency = exchange_rates.from_currency
            and touches.reporting_currency = exchange_rates.to_currency
            and touches.touch_date >= exchange_rates.valid_from
            and (exchange_rates.valid_to is null or touches.touch_date < exchange_rates.valid_to)

)

select * from final
