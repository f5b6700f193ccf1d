with transitions as (

    select * from {{ ref('int_channel_transitions') }}
    where outcome = 'conversion'

),

order_1 as (

    select * from {{ ref('int_markov_order_1') }}

),

higher_orders as (

    select * from {{ ref('int_markov_higher_orders') }}

),

shapley_shares as (

    select * from {{ ref('int_shapley_shares') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

-- what there is to share: the conversions that a channel led to, apart from those that none did
touched as (

    select
        company_id,
        conversion_type,
        sum(transitions) as conversions,
        sum(conversion_value) as conversion_value
    from transitions
    where from_channel is not null
    group by company_id, conversion_type

),

untouched as (

    select
        company_id,
        conversion_type,
        sum(transitions) as conversions,
        sum(conversion_value) as conversion_value
    from transitions
    where from_channel is null
    group by company_id, conversion_type

),

removals as (

    select
        company_id,
        conversion_type,
        'markov_order_1' as attribution_model,
        channel,
        removal_effect,
        value_lost
    from order_1

    union all

    select
        company_id,
        conversion_type,
        attribution_model,
        channel,
        removal_effect,
        value_lost
    from higher_orders

),

-- in a fixed order, because sums of doubles depend on it
removal_sums as (

    select
        company_id,
        conversion_type,
        attribution_model,
        sum(removal_effect order by {{ binary_order('channel') }}) as removal_effect,
        sum(value_lost order by {{ binary_order('channel') }}) as value_lost,
        sum(abs(value_lost) order by {{ binary_order('channel') }}) as value_moved
    from removals
    group by company_id, conversion_type, attribution_model

),

markov as (

    select
        removals.company_id,
        removals.conversion_type,
        removals.attribution_model,
        removals.channel,
        removals.removal_effect,
        removals.removal_effect / removal_sums.removal_effect
        * cast(touched.conversions as {{ type_double() }})
            as conversions,
        -- where gains and refunds cancel out, value has no shares of its own
        case
            when abs(removal_sums.value_lost) > 1e-9 * removal_sums.value_moved
                then removals.value_lost / removal_sums.value_lost
            else removals.removal_effect / removal_sums.removal_effect
        end * cast(touched.conversion_value as {{ type_double() }}) as conversion_value
    from removals
    inner join removal_sums
        on
            removals.company_id = removal_sums.company_id
            and removals.conversion_type = removal_sums.conversion_type
            and removals.attribution_model = removal_sums.attribution_model
    inner join touched
        on
            removals.company_id = touched.company_id
            and removals.conversion_type = touched.conversion_type

),

shapley as (

    select
        company_id,
        conversion_type,
        'shapley' as attribution_model,
        channel,
        cast(null as {{ type_double() }}) as removal_effect,
        sum({{ safe_divide('conversions', 'channel_count') }} order by channel_count) as conversions,
        sum({{ safe_divide('conversion_value', 'channel_count') }} order by channel_count) as conversion_value
    from shapley_shares
    group by company_id, conversion_type, channel

),

credited as (

    select * from markov

    union all

    select * from shapley

    {% for attribution_model in ['markov_order_1', 'markov_order_2', 'markov_order_3', 'shapley'] %}
    union all

    select
        company_id,
        conversion_type,
        '{{ attribution_model }}' as attribution_model,
        '(no touch)' as channel,
        cast(null as {{ type_double() }}) as removal_effect,
        cast(conversions as {{ type_double() }}) as conversions,
        cast(conversion_value as {{ type_double() }}) as conversion_value
    from untouched
    {% endfor %}

),

final as (

    select
        credited.company_id,
        credited.conversion_type,
        credited.attribution_model,
        credited.channel,
        -- no channel loses more than all; a quotient of sums may, by its last bit
        case when credited.removal_effect > 1 then 1 else credited.removal_effect end as removal_effect,
        credited.conversions,
        credited.conversion_value,
        companies.currency
    from credited
    inner join companies
        on credited.company_id = companies.company_id

)

select * from final
