with campaigns as (

    select * from {{ ref('stg_unioned__campaigns') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

exchange_rates as (

    select * from {{ ref('int_exchange_rates') }}

),

-- systems that know one campaign by one key describe one campaign: the fullest description comes first
ranked as (

    select
        *,
        row_number() over (
            partition by company_id, campaign_id
            order by
                case when objective is null then 1 else 0 end
                + case when utm_campaign is null then 1 else 0 end
                + case when starts_at is null then 1 else 0 end
                + case when budget is null then 1 else 0 end,
                {{ binary_order('source_system') }}
        ) as description_rank
    from campaigns

),

merged as (

    select
        company_id,
        campaign_id,
        max(case when description_rank = 1 then campaign_name end) as campaign_name,
        max(case when description_rank = 1 then channel end) as channel,
        {% for text in ['parent_campaign_id', 'objective', 'utm_source', 'utm_medium', 'utm_campaign', 'offer_id'] -%}
        coalesce(max(case when description_rank = 1 then {{ text }} end), max({{ text }})) as {{ text }},
        {% endfor -%}
        {% for amount in ['budget', 'actual_cost'] -%}
        cast(coalesce(max(case when description_rank = 1 then {{ amount }} end), max({{ amount }})) as numeric(18, 2))
            as {{ amount }},
        {% endfor -%}
        max(case when description_rank = 1 then currency end) as currency,
        max(holdout_share) as holdout_share,
        min(starts_at) as starts_at,
        max(ends_at) as ends_at,
        count(*) as source_count
    from ranked
    group by company_id, campaign_id

),

dated as (

    select
        merged.*,
        coalesce(merged.currency, companies.currency) as own_currency,
        companies.currency as reporting_currency,
        {{ local_date('coalesce(merged.starts_at, companies.as_of)', 'companies.time_zone') }} as rate_date
    from merged
    inner join companies
        on merged.company_id = companies.company_id

),

final as (

    select
        dated.company_id,
        dated.campaign_id,
        dated.campaign_name,
        dated.channel,
        dated.parent_campaign_id,
        dated.objective,
        dated.offer_id,
        dated.utm_source,
        dated.utm_medium,
        dated.utm_campaign,
        dated.holdout_share,
        dated.budget,
        dated.actual_cost,
        dated.own_currency as currency,
        {{ converted(
            'dated.actual_cost',
            'dated.own_currency',
            'dated.reporting_currency',
            'exchange_rates.rate'
        ) }} as actual_cost_reporting,
        dated.source_count,
        dated.starts_at,
        dated.ends_at
    from dated
    left join exchange_rates
        on
            dated.company_id = exchange_rates.company_id
            and dated.own_currency = exchange_rates.from_currency
            and dated.reporting_currency = exchange_rates.to_currency
            and dated.rate_date >= exchange_rates.valid_from
            and (exchange_rates.valid_to is null or dated.rate_date < exchange_rates.valid_to)

)

select * from final
