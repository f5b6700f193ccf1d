{#- Each model's share of one touch, from its position in the journey; the shares of a journey sum to 1. -#}
{%- set credits = {
    'first_touch': 'case when touch_position = 1 then 1.0 else 0.0 end',
    'last_touch': 'case when touch_position = touch_count then 1.0 else 0.0 end',
    'linear': 'cast(1.0 as ' ~ type_double() ~ ') / touch_count',
} -%}

with conversions as (

    select * from {{ ref('int_conversions') }}

),

conversion_touches as (

    select * from {{ ref('int_conversion_touches') }}

),

credited_touches as (

    {% for attribution_model, credit in credits.items() %}
    select
        company_id,
        conversion_id,
        touch_id,
        channel,
        campaign_id,
        touched_at,
        '{{ attribution_model }}' as attribution_model,
        cast({{ credit }} as {{ type_double() }}) as count_credit
    from conversion_touches
    {{ "union all" if not loop.last }}
    {% endfor %}

),

-- no revenue vanishes: a conversion that nothing led to keeps its credit in a channel of its own
untouched_conversions as (

    {% for attribution_model in credits %}
    select
        conversions.company_id,
        conversions.conversion_id,
        cast(null as {{ dbt.type_string() }}) as touch_id,
        '(no touch)' as channel,
        cast(null as {{ dbt.type_string() }}) as campaign_id,
        cast(null as timestamp) as touched_at,
        '{{ attribution_model }}' as attribution_model,
        cast(1.0 as {{ type_double() }}) as count_credit
    from conversions
    left join conversion_touches
        on
            conversions.company_id = conversion_touches.company_id
            and conversions.conversion_id = conversion_touches.conversion_id
            and conversion_touches.touch_position = 1
    where conversion_touches.conversion_id is null
    {{ "union all" if not loop.last }}
    {% endfor %}

),

credits as (

    select * from credited_touches
    where count_credit > 0

    union all

    select * from untouched_conversions

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
