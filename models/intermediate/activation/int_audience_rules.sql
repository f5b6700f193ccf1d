with companies as (

    select * from {{ ref('stg_landing__companies') }}

),

own_rules as (

    select * from {{ ref('stg_landing__audience_rules') }}

),

default_rules as (

    select * from {{ ref('default_audience_rules') }}

),

-- what an own rule leaves open on channels and the control group is as in the default
rules as (

    select
        own_rules.company_id,
        own_rules.audience,
        own_rules.applies_to,
        own_rules.stages,
        cast(own_rules.min_orders as integer) as min_orders,
        cast(own_rules.max_orders as integer) as max_orders,
        cast(own_rules.min_days as integer) as min_days,
        cast(own_rules.max_days as integer) as max_days,
        cast(own_rules.top_value_share as {{ type_double() }}) as top_value_share,
        own_rules.needs_open_cart,
        coalesce(own_rules.channels, default_rules.channels, 'email,sms,push,whatsapp') as channels,
        cast(coalesce(own_rules.control_share, default_rules.control_share, 0.1) as {{ type_double() }})
            as control_share,
        coalesce(own_rules.description, default_rules.description) as description,
        false as is_default
    from own_rules
    left join default_rules
        on
            own_rules.audience = default_rules.audience
            and own_rules.applies_to = default_rules.applies_to
    where own_rules.is_active

    union all

    select
        companies.company_id,
        default_rules.audience,
        default_rules.applies_to,
        default_rules.stages,
        default_rules.min_orders,
        default_rules.max_orders,
        default_rules.min_days,
        default_rules.max_days,
        cast(default_rules.top_value_share as {{ type_double() }}) as top_value_share,
        default_rules.needs_open_cart,
        default_rules.channels,
        cast(default_rules.control_share as {{ type_double() }}) as control_share,
        default_rules.description,
        true as is_default
    from companies
    cross join default_rules
    left join own_rules
        on
            companies.company_id = own_rules.company_id
            and default_rules.audience = own_rules.audience
            and default_rules.applies_to = own_rules.applies_to
    where own_rules.company_id is null

),

final as (

    select
        *,
        {{ names_besides('stages', ['aware', 'attempt', 'adopt', 'advocate', 'abandon']) }} as unknown_stages,
        {{ names_besides(
            'channels',
            ['email', 'sms', 'push', 'whatsapp', 'phone', 'post', 'ads', 'analytics'],
        ) }} as unknown_channels
    from rules

)

select * from final
