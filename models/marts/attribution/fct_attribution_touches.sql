{%- set attribution_models = touch_attribution_models() -%}

with conversions as (

    select * from {{ ref('int_conversions') }}

),

configured as (

    select * from {{ ref('int_conversions_configured') }}

),

touch_credits as (

    select * from {{ ref('int_touch_credits') }}

),

journeys as (

    select * from {{ ref('int_conversion_journeys') }}

),

attribution_models as (

    {% for attribution_model in attribution_models -%}
    select '{{ attribution_model }}' as attribution_model
    {{ "union all" if not loop.last }}
    {% endfor %}

),

-- a row for each model that says something of the touch
side_by_side as (

    select
        touch_credits.company_id,
        touch_credits.conversion_id,
        touch_credits.touch_id,
        touch_credits.channel,
        touch_credits.campaign_id,
        touch_credits.touched_at,
        attribution_models.attribution_model,
        case attribution_models.attribution_model
            {% for attribution_model in attribution_models -%}
            when '{{ attribution_model }}' then touch_credits.{{ attribution_model }}
            {% endfor -%}
        end as count_credit
    from touch_credits
    cross join attribution_models

),

credited_touches as (

    select * from side_by_side
    where count_credit > 0

),

-- no revenue vanishes: a conversion that nothing led to keeps its credit in a channel of its own
untouched as (

    select
        configured.company_id,
        configured.conversion_id,
        cast(null as {{ dbt.type_string() }}) as event_model
    from configured
    left join journeys
        on configured.conversion_number = journeys.conversion_number
    where journeys.conversion_number is null
    {% for attribution_model, event in attribution_models.items() if event %}
    union all

    -- a model that follows an event says nothing where that event never happened
    select
        configured.company_id,
        configured.conversion_id,
        '{{ attribution_model }}' as event_model
    from configured
    left join journeys
        on configured.conversion_number = journeys.conversion_number
    where
        configured.{{ event }} is not null
        and coalesce(journeys.{{ event | replace('_created_at', '_position') }}, 0) = 0
    {% endfor %}

),

credits as (

    select * from credited_touches

    {% for attribution_model, event in attribution_models.items() %}
    union all

    select
        company_id,
        conversion_id,
        cast(null as {{ dbt.type_string() }}) as touch_id,
        '(no touch)' as channel,
        cast(null as {{ dbt.type_string() }}) as campaign_id,
        cast(null as timestamp) as touched_at,
        '{{ attribution_model }}' as attribution_model,
        cast(1.0 as {{ type_double() }}) as count_credit
    from untouched
    where event_model {{ "= '" ~ attribution_model ~ "'" if event else "is null" }}
    {% endfor %}

),

final as (

    select
        credits.company_id,
        {{ surrogate_key([
            'credits.company_id',
            'credits.conversion_id',
            'credits.touch_id',
            'credits.attribution_model',
        ]) }} as attribution_touch_id,
        credits.conversion_id,
        credits.touch_id,
        credits.attribution_model,
        conversions.conversion_type,
        conversions.customer_id,
        credits.channel,
        credits.campaign_id,
        credits.count_credit,
        cast(conversions.net_value as {{ type_double() }}) * credits.count_credit as value_credit,
        conversions.currency,
        cast(conversions.net_value_reporting as {{ type_double() }}) * credits.count_credit
            as value_credit_reporting,
        credits.touched_at,
        conversions.converted_at,
        conversions.conversion_date
    from credits
    inner join conversions
        on
            credits.company_id = conversions.company_id
            and credits.conversion_id = conversions.conversion_id

)

select * from final
