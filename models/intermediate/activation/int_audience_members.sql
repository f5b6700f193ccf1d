with rules as (

    select * from {{ ref('int_audience_rules') }}

),

people as (

    select * from {{ ref('int_audience_people') }}

),

channels as (

    select * from {{ ref('int_customer_channels') }}
    where is_contactable

),

companies as (

    select * from {{ ref('int_companies') }}

),

orders as (

    select * from {{ ref('int_orders_valued') }}
    where customer_id is not null and status != 'cancelled'

),

orders_in_turn as (

    select
        company_id,
        customer_id,
        ordered_at,
        row_number() over (
            partition by company_id, customer_id
            order by ordered_at
        ) as order_number
    from orders

),

-- who meets all that a rule asks for, and since when
matches as (

    select
        people.company_id,
        people.customer_id,
        rules.audience,
        rules.applies_to,
        rules.channels,
        rules.control_share,
        case when rules.needs_open_cart then people.cart_source_system end as cart_source_system,
        case when rules.needs_open_cart then people.cart_id end as cart_id,
        cast(case when rules.needs_open_cart then people.cart_value end as numeric(18, 2)) as cart_value,
        case when rules.needs_open_cart then people.cart_currency end as cart_currency,
        greatest(
            coalesce(people.first_ordered_at, people.first_seen_at),
            case when rules.stages is not null then people.stage_from end,
            -- the order that made them enough; a rank by value is asked anew with every order
            orders_in_turn.ordered_at,
            case when rules.top_value_share is not null then people.last_ordered_at end,
            case
                when rules.min_days is not null
                    then {{ add_days('people.counted_from', 'rules.min_days') }}
            end,
            case when rules.needs_open_cart then people.cart_contact_from_at end
        ) as true_from
    from people
    inner join companies
        on people.company_id = companies.company_id
    inner join rules
        on
            people.company_id = rules.company_id
            and people.applies_to = rules.applies_to
            and (rules.stages is null or {{ in_list('people.stage', 'rules.stages') }})
            and (rules.min_orders is null or people.order_count >= rules.min_orders)
            and (rules.max_orders is null or people.order_count <= rules.max_orders)
            and (rules.top_value_share is null or people.value_share < rules.top_value_share)
            and (not rules.needs_open_cart or people.cart_id is not null)
    left join orders_in_turn
        on
            people.company_id = orders_in_turn.company_id
            and people.customer_id = orders_in_turn.customer_id
            and rules.min_orders = orders_in_turn.order_number
    where
        (
            rules.min_days is null
            or companies.as_of >= {{ add_days('people.counted_from', 'rules.min_days') }}
        )
        and (
            rules.max_days is null
            or companies.as_of < {{ add_days('people.counted_from', 'rules.max_days + 1') }}
        )

),

-- one channel each: the one the person answers on, else the first of the rule's list
ranked as (

    select
        matches.*,
        channels.channel,
        channels.address,
        greatest(matches.true_from, channels.status_from) as member_from,
        row_number() over (
            partition by matches.company_id, matches.audience, matches.customer_id
            order by
                case when channels.preference_rank = 1 then 0 else 1 end,
                {{ dbt.position("',' || channels.channel || ','", "',' || matches.channels || ','") }}
        ) as channel_rank
    from matches
    inner join channels
        on
            matches.company_id = channels.company_id
            and matches.customer_id = channels.customer_id
            and {{ in_list('channels.channel', 'matches.channels') }}

),

final as (

    select
        company_id,
        audience,
        customer_id,
        applies_to,
        channel,
        address,
        -- drawn by the person's own hash: the same at every build, another in every audience
        {{ hash_share(['company_id', 'audience', 'customer_id']) }} < control_share as is_control,
        member_from,
        cart_source_system,
        cart_id,
        cart_value,
        cart_currency
    from ranked
    where channel_rank = 1

)

select * from final
