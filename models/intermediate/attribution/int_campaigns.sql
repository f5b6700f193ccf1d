with campaigns as (

    select * from {{ ref('stg_unioned__campaigns') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

company_currencies as (

    select * from {{ ref('int_company_currencies') }}

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
        coalesce(max(case when description_rank = 1 then {{ text }} end), max({{ binary_order(text) }})) as {{ text }},
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
        companies.currency as reporting_currency,
        {{ local_date('coalesce(merged.starts_at, companies.as_of)', 'companies.time_zone') }} as rate_date
    from merged
    inner join companies
        on merged.company_id = companies.company_id

),

priced as (

    select
        dated.*,
        coalesce(dated.currency, company_currencies.currency) as own_currency
    from dated
    inner join company_currencies
        on
            dated.company_id = company_currencies.company_id
            and {{ is_valid_on('company_currencies', 'dated.rate_date') }}

),

final as (

    select
        priced.company_id,
        priced.campaign_id,
        priced.campaign_name,
        priced.channel,
        priced.parent_campaign_id,
        priced.objective,
        priced.offer_id,
        priced.utm_source,
        priced.utm_medium,
        priced.utm_campaign,
        priced.holdout_share,
        priced.budget,
        priced.actual_cost,
        priced.own_currency as currency,
        {{ converted(
            'priced.actual_cost',
            'priced.own_currency',
            'priced.reporting_currency',
            'exchange_rates.rate'
        ) }} as actual_cost_reporting,
        priced.source_count,
        priced.starts_at,
        priced.ends_at
    from priced
    left join exchange_rates
        on
            priced.company_id = exchange_rates.company_id
            and priced.own_currency = exchange_rates.from_currency
            and priced.reporting_currency = exchange_rates.to_currency
            and {{ is_valid_on('exchange_rates', 'priced.rate_date') }}

)

select * from final
