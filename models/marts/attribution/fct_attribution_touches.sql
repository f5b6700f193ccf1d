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

credited_touches as (

    {% for attribution_model in attribution_models %}
    select
        company_id,
        conversion_id,
        touch_id,
        channel,
        campaign_id,
        touched_at,
        '{{ attribution_model }}' as attribution_model,
        {{ attribution_model }} as count_credit
    from touch_credits
    where {{ attribution_model }} > 0
    {{ "union all" if not loop.last }}
    {% endfor %}

),

-- no revenue vanishes: a conversion that nothing led to keeps its credit in a channel of its own
untouched as (

    select
        configured.company_id,
        configured.conversion_id,
        cast(null as {{ dbt.type_string() }}) as event_model
    from configured
    left join touch_credits
        on
            configured.company_id = touch_credits.company_id
            and configured.conversion_id = touch_credits.conversion_id
            and touch_credits.first_touch = 1
    where touch_credits.conversion_id is null
    {% for attribution_model, event in attribution_models.items() if event %}
    union all

    -- a model that follows an event says nothing where that event never happened
    select
        configured.company_id,
        configured.conversion_id,
        '{{ attribution_model }}' as event_model
    from configured
    left join touch_credits
        on
            configured.company_id = touch_credits.company_id
            and configured.conversion_id = touch_credits.conversion_id
            and touch_credits.{{ attribution_model }} = 1
    where configured.{{ event }} is not null and touch_credits.conversion_id is null
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
