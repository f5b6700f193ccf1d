with cart_events as (

    select * from {{ ref('stg_unioned__cart_events') }}

),

cart_lines as (

    select * from {{ ref('int_cart_lines') }}

),

companies as (

    select * from {{ ref('int_companies') }}

),

company_currencies as (

    select * from {{ ref('int_company_currencies') }}

),

settings as (

    select * from {{ ref('int_company_settings') }}

),

whos as (

    select * from {{ ref('int_whos_resolved') }}

),

-- the newest event that knows a thing tells it: who it is, what the cart is worth, in what
ranked_events as (

    select
        cart_events.company_id,
        cart_events.source_system,
        cart_events.cart_id,
        cart_events.event_type,
        cart_events.cart_value,
        cart_events.currency,
        cart_events.occurred_at,
        whos.customer_id,
        company_currencies.currency as own_currency,
        companies.currency as reporting_currency,
        companies.time_zone,
        {% for column in ['whos.customer_id', 'cart_events.cart_value', 'cart_events.currency'] -%}
        row_number() over (
            partition by cart_events.company_id, cart_events.source_system, cart_events.cart_id
            order by
                case when {{ column }} is null then 1 else 0 end,
                cart_events.occurred_at desc,
                {{ binary_order('cart_events.cart_event_id') }} desc
        ) as {{ column.split('.')[1] }}_newness{{ "," if not loop.last }}
        {% endfor %}
    from cart_events
    inner join companies
        on cart_events.company_id = companies.company_id
    inner join company_currencies
        on
            cart_events.company_id = company_currencies.company_id
            and {{ is_valid_on('company_currencies', local_date('cart_events.occurred_at', 'companies.time_zone')) }}
    left join whos
        on cart_events.who_key = whos.who_key
    where cart_events.occurred_at <= companies.as_of

),

carts as (

    select
        company_id,
        source_system,
        cart_id,
        max(case when customer_id_newness = 1 then customer_id end) as customer_id,
        max(case when cart_value_newness = 1 then cart_value end) as stated_value,
        max(case when cart_value_newness = 1 and cart_value is not null then occurred_at end) as stated_at,
        max(case when event_type in ('added', 'removed') then occurred_at end) as changed_at,
        coalesce(
            max(case when currency_newness = 1 then currency end),
            -- else the company's, of the day the value was stated
            max(case when cart_value_newness = 1 then own_currency end)
        ) as currency,
        max(reporting_currency) as reporting_currency,
        case max(
            case event_type
                when 'payment_info' then 3
                when 'checkout_started' then 2
                when 'added' then 1
                else 0
            end
        )
            when 3 then 'payment_info'
            when 2 then 'checkout_started'
            when 1 then 'added'
        end as furthest_step,
        min(occurred_at) as started_at,
        max(occurred_at) as last_event_at,
        max({{ local_date('occurred_at', 'time_zone') }}) as last_event_date
    from ranked_events
    group by company_id, source_system, cart_id

),

contents as (

    select
        company_id,
        source_system,
        cart_id,
        count(product_id) as line_count,
        sum(quantity) as item_count,
        case when count(*) = count(line_value) then sum(line_value) end as lines_value
    from cart_lines
    group by company_id, source_system, cart_id

),

-- each setting as it stood on the day of the cart's last event
delays as (

    select
        carts.company_id,
        carts.source_system,
        carts.cart_id,
        max(
            case
                when settings.setting = 'cart_abandon_minutes'
                    then cast(settings.value as {{ type_double() }}) * 60
            end
        ) as abandon_seconds,
        max(
            case
                when settings.setting = 'cart_contact_delay_hours'
                    then cast(settings.value as {{ type_double() }}) * 3600
            end
        ) as contact_seconds,
        max(
            case when settings.setting = 'attempt_expiry_days' then cast(settings.value as integer) end
        ) as expiry_days
    from carts
    inner join settings
        on
            carts.company_id = settings.company_id
            and settings.setting in ('cart_abandon_minutes', 'cart_contact_delay_hours', 'attempt_expiry_days')
            and {{ is_valid_on('settings', 'carts.last_event_date') }}
    group by carts.company_id, carts.source_system, carts.cart_id

),

final as (

    select
        carts.company_id,
        carts.source_system,
        carts.cart_id,
        carts.customer_id,
        carts.furthest_step,
        cast(coalesce(contents.line_count, 0) as integer) as line_count,
        cast(coalesce(contents.item_count, 0) as numeric(18, 3)) as item_count,
        -- the shop's own word, unless something was put in or taken out since
        cast(
            case
                when carts.stated_at >= carts.changed_at or carts.changed_at is null then carts.stated_value
                when contents.cart_id is null then 0
                else coalesce(contents.lines_value, carts.stated_value)
            end as numeric(18, 2)
        ) as cart_value,
        carts.currency,
        carts.reporting_currency,
        carts.started_at,
        carts.last_event_at,
        carts.last_event_date,
        {{ add_seconds('carts.last_event_at', 'delays.abandon_seconds') }} as abandoned_at,
        {{ add_seconds('carts.last_event_at', 'delays.abandon_seconds + delays.contact_seconds') }}
            as contact_from_at,
        {{ add_days('carts.last_event_at', 'delays.expiry_days') }} as expires_at
    from carts
    inner join delays
        on
            carts.company_id = delays.company_id
            and carts.source_system = delays.source_system
            and carts.cart_id = delays.cart_id
    left join contents
        on
            carts.company_id = contents.company_id
            and carts.source_system = contents.source_system
            and carts.cart_id = contents.cart_id
    -- looking at products fills no cart
    where carts.furthest_step is not null

)

select * from final
