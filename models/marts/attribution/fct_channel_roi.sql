with credits as (

    select * from {{ ref('fct_attribution_touches') }}

),

conversions as (

    select * from {{ ref('fct_conversions') }}

),

spend as (

    select * from {{ ref('int_spend_valued') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

-- sums of doubles in a fixed order
credited as (

    select
        credits.company_id,
        credits.conversion_date as activity_date,
        credits.channel,
        credits.attribution_model,
        sum(credits.count_credit order by {{ binary_order('credits.attribution_touch_id') }}) as conversions,
        sum(credits.value_credit_reporting order by {{ binary_order('credits.attribution_touch_id') }})
            as attributed_revenue,
        sum(
            case when conversions.conversion_type = 'order' and conversions.is_first then credits.count_credit end
            order by {{ binary_order('credits.attribution_touch_id') }}
        ) as new_customers
    from credits
    inner join conversions
        on
            credits.company_id = conversions.company_id
            and credits.conversion_id = conversions.conversion_id
    group by
        credits.company_id,
        credits.conversion_date,
        credits.channel,
        credits.attribution_model

),

-- every model is set against the whole spend
spent as (

    {% for attribution_model in touch_attribution_models() %}
    select
        company_id,
        spend_date as activity_date,
        channel,
        '{{ attribution_model }}' as attribution_model,
        sum(spend_reporting) as spend
    from spend
    group by company_id, spend_date, channel
    {{ "union all" if not loop.last }}
    {% endfor %}

),

-- days with spend and no conversion stay, and so does the reverse
joined as (

    select
        coalesce(credited.company_id, spent.company_id) as company_id,
        coalesce(credited.activity_date, spent.activity_date) as activity_date,
        coalesce(credited.channel, spent.channel) as channel,
        coalesce(credited.attribution_model, spent.attribution_model) as attribution_model,
        -- nothing was spent is 0, what has no rate is not known
        cast(case when spent.company_id is null then 0 else spent.spend end as numeric(18, 2)) as spend,
        coalesce(credited.conversions, 0) as conversions,
        coalesce(credited.new_customers, 0) as new_customers,
        coalesce(credited.attributed_revenue, 0) as attributed_revenue
    from credited
    full outer join spent
        on
            credited.company_id = spent.company_id
            and credited.activity_date = spent.activity_date
            and credited.channel = spent.channel
            and credited.attribution_model = spent.attribution_model

),

final as (

    select
        joined.company_id,
        joined.activity_date,
        joined.channel,
        joined.attribution_model,
        joined.spend,
        joined.conversions,
        joined.new_customers,
        joined.attributed_revenue,
        {{ safe_divide('joined.attributed_revenue', 'joined.spend') }} as roas,
        {{ safe_divide('joined.spend', 'joined.new_customers') }} as cac,
        companies.currency
    from joined
    inner join companies
        on joined.company_id = companies.company_id

)

select * from final
